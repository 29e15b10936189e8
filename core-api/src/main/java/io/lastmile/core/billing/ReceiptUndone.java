package io.lastmile.core.billing;

import io.lastmile.core.platform.DomainEvent;

/// Money that came in turned out to be none.
public record ReceiptUndone(long receipt, int customer) implements DomainEvent {}
