package io.lastmile.core.billing;

import io.lastmile.core.platform.DomainEvent;

/// A customer got credit for an invoice.
public record CreditNoteIssued(long note, int customer) implements DomainEvent {}
