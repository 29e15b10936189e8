package io.lastmile.core.tickets;

/// What is promised: a first answer, and that it is solved.
public enum TicketGoal {
    REPLY,
    SOLVE
}
