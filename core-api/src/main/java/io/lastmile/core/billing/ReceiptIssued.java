package io.lastmile.core.billing;

import io.lastmile.core.platform.DomainEvent;

/// Money came in from a customer.
public record ReceiptIssued(long receipt, int customer) implements DomainEvent {}
