package io.lastmile.core.tickets;

import io.lastmile.core.platform.DomainEvent;

/// Somebody said something openly: the customer, or staff to the customer. `mergedInto` is 0 unless
/// the ticket lives on in another one. Notes among staff are no reply.
public record TicketReplied(TicketRef ticket, boolean byCustomer, int mergedInto)
        implements DomainEvent {}
