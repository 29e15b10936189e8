package io.lastmile.core.tickets;

import io.lastmile.core.platform.DomainEvent;

/// A complaint came in; by the customer itself or by staff on its behalf.
public record TicketOpened(TicketRef ticket, int queue, boolean byCustomer)
        implements DomainEvent {}
