package io.lastmile.core.tickets;

import io.lastmile.core.platform.DomainEvent;

/// Done: nobody came back, or staff ended it.
public record TicketClosed(TicketRef ticket) implements DomainEvent {}
