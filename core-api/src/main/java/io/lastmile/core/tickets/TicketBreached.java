package io.lastmile.core.tickets;

import io.lastmile.core.platform.DomainEvent;

/// What was promised was not kept. Once per promise.
public record TicketBreached(TicketRef ticket, TicketGoal goal) implements DomainEvent {}
