package io.lastmile.core.tickets;

import io.lastmile.core.platform.DomainEvent;

/// What was promised is nearly due. Once per promise.
public record TicketWarned(TicketRef ticket, TicketGoal goal) implements DomainEvent {}
