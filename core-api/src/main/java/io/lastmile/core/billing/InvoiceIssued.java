package io.lastmile.core.billing;

import io.lastmile.core.platform.DomainEvent;

/// An invoice was issued.
public record InvoiceIssued(long invoice, int customer) implements DomainEvent {}
