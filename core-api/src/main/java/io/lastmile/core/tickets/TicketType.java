package io.lastmile.core.tickets;

/// What kind of complaint. `always`: its clock never stops; `offered`: customers may choose it.
public record TicketType(
        int id,
        long version,
        String name,
        String nameBn,
        Priority priority,
        int queue,
        boolean always,
        boolean offered) {}
