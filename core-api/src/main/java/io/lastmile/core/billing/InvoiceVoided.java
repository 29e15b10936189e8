package io.lastmile.core.billing;

import io.lastmile.core.platform.DomainEvent;

/// An invoice should not have been.
public record InvoiceVoided(long invoice, int customer) implements DomainEvent {}
