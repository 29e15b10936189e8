package io.lastmile.core.tickets;

import io.lastmile.core.platform.DomainEvent;

/// The ticket has another assignee, or none; `before` is the account that had it, or 0.
public record TicketAssigned(TicketRef ticket, int before) implements DomainEvent {}
