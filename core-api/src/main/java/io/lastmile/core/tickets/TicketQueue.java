package io.lastmile.core.tickets;

/// A team, by the work that waits for it.
public record TicketQueue(int id, long version, String name, String nameBn) {}
