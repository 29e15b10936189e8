package io.lastmile.core.tickets;

/// Which ticket an event is about: enough to write a message to its customer or its assignee. An
/// assignee of 0 is nobody, else an account's id.
public record TicketRef(int id, String number, int customer, int assignee, String subject) {}
