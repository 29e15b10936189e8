package io.lastmile.core.tickets;

import io.lastmile.core.tickets.Ticket.Clocks;
import io.lastmile.core.tickets.Ticket.Standing;
import java.time.Instant;
import java.util.Optional;

/// A ticket's next state with its clocks: pure. Whether the move is allowed, the caller asks.
record TicketFlow(Instant now, Promise.Rule rule) {
    Ticket to(Ticket ticket, TicketState next) {
        Ticket moved = settle(ticket, next, Optional.empty());
        return switch (next) {
            case NEW, OPEN, WAITING_THIRD ->
                    started(moved.with(moved.times().ended(Optional.empty(), Optional.empty())));
            case WAITING_CUSTOMER ->
                    stopped(moved.with(moved.times().ended(Optional.empty(), Optional.empty())));
            case RESOLVED ->
                    solved(moved.with(moved.times().ended(Optional.of(now), Optional.empty())));
            case CLOSED ->
                    solved(
                            moved.with(
                                    moved.times()
                                            .ended(
                                                    moved.times().resolved().or(this::at),
                                                    Optional.of(now))));
            case MERGED ->
                    throw new IllegalArgumentException("state: merged (expected: another one)");
        };
    }

    Ticket merged(Ticket ticket, int into) {
        Ticket moved = settle(ticket, TicketState.MERGED, Optional.of(into));
        return stopped(moved.with(moved.times().ended(Optional.empty(), Optional.empty())));
    }

    /// The first answer is given.
    Ticket answered(Ticket ticket) {
        Clocks clocks = ticket.clocks();
        return clocks.reply().met().isPresent()
                ? ticket
                : ticket.with(
                        new Clocks(
                                clocks.always(), clocks.reply().meet(now, rule), clocks.solve()));
    }

    /// Other promises, for another type or priority.
    Ticket retargeted(Ticket ticket, Promises promises, Promise.Rule then) {
        Clocks clocks = ticket.clocks();
        Ticket set =
                ticket.with(
                        new Clocks(
                                then.hours().always(),
                                clocks.reply().retarget(promises.replyMinutes(), now, rule),
                                clocks.solve().retarget(promises.solveMinutes(), now, rule)));
        return ticket.state().runs() ? new TicketFlow(now, then).started(set) : set;
    }

    Ticket started(Ticket ticket) {
        Clocks clocks = ticket.clocks();
        return ticket.with(
                new Clocks(
                        clocks.always(),
                        clocks.reply().start(now, rule),
                        clocks.solve().unmeet().start(now, rule)));
    }

    private Ticket stopped(Ticket ticket) {
        Clocks clocks = ticket.clocks();
        return ticket.with(
                new Clocks(
                        clocks.always(),
                        clocks.reply().stop(now, rule),
                        clocks.solve().unmeet().stop(now, rule)));
    }

    private Ticket solved(Ticket ticket) {
        Clocks clocks = ticket.clocks();
        return ticket.with(
                new Clocks(
                        clocks.always(),
                        clocks.reply().stop(now, rule),
                        clocks.solve().meet(now, rule)));
    }

    private Optional<Instant> at() {
        return Optional.of(now);
    }

    private static Ticket settle(Ticket ticket, TicketState state, Optional<Integer> into) {
        Standing standing = ticket.standing();
        return ticket.with(
                new Standing(
                        state, standing.channel(), standing.assignee(), into, standing.saidBy()));
    }
}
