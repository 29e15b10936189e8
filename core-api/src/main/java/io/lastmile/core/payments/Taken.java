package io.lastmile.core.payments;

import io.lastmile.core.billing.Received;

/// Money that was taken, and what became of it.
public record Taken(long payment, Received.Done received) {}
