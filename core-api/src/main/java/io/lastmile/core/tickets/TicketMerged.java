package io.lastmile.core.tickets;

import io.lastmile.core.platform.DomainEvent;

/// The ticket lives on in another one.
public record TicketMerged(TicketRef ticket, int into, String intoNumber) implements DomainEvent {}
