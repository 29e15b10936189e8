package io.lastmile.core.tickets;

import io.lastmile.core.platform.DomainEvent;

/// It was not solved after all.
public record TicketReopened(TicketRef ticket, boolean byCustomer) implements DomainEvent {}
