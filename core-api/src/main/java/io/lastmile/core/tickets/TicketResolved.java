package io.lastmile.core.tickets;

import io.lastmile.core.platform.DomainEvent;

/// Staff consider it solved; the customer may come back within some days.
public record TicketResolved(TicketRef ticket) implements DomainEvent {}
