package io.lastmile.core.tickets;

import java.time.Instant;
import java.util.Optional;

/// A complaint. `number` is what people say on the telephone.
public record Ticket(
        int id,
        long version,
        String number,
        int customer,
        Facts facts,
        Standing standing,
        Clocks clocks,
        Times times,
        Optional<Rating> rating) {
    /// What it is about. The alarm may be long forgotten.
    public record Facts(
            String subject,
            int type,
            int queue,
            Priority priority,
            Optional<Integer> line,
            Optional<Long> alarm) {}

    public record Standing(
            TicketState state,
            Channel channel,
            Optional<Integer> assignee,
            Optional<Integer> mergedInto,
            Side saidBy) {}

    /// How it came in.
    public enum Channel {
        PORTAL,
        STAFF
    }

    /// Who said something.
    public enum Side {
        CUSTOMER,
        STAFF
    }

    /// `always`: they run at night too.
    public record Clocks(boolean always, Promise reply, Promise solve) {}

    public record Times(
            Instant opened,
            String openedBy,
            Instant changed,
            String changedBy,
            Instant said,
            Optional<Instant> resolved,
            Optional<Instant> closed) {
        Times said(Instant now) {
            return new Times(opened, openedBy, changed, changedBy, now, resolved, closed);
        }

        Times ended(Optional<Instant> resolvedAt, Optional<Instant> closedAt) {
            return new Times(opened, openedBy, changed, changedBy, said, resolvedAt, closedAt);
        }
    }

    public record Rating(int stars, String text) {}

    public TicketState state() {
        return standing.state();
    }

    Ticket with(Facts other) {
        return new Ticket(id, version, number, customer, other, standing, clocks, times, rating);
    }

    Ticket with(Standing other) {
        return new Ticket(id, version, number, customer, facts, other, clocks, times, rating);
    }

    Ticket with(Clocks other) {
        return new Ticket(id, version, number, customer, facts, standing, other, times, rating);
    }

    Ticket with(Times other) {
        return new Ticket(id, version, number, customer, facts, standing, clocks, other, rating);
    }

    Ticket with(Rating other) {
        return new Ticket(
                id, version, number, customer, facts, standing, clocks, times, Optional.of(other));
    }

    Ticket assigned(Optional<Integer> account) {
        return with(
                new Standing(
                        standing.state(),
                        standing.channel(),
                        account,
                        standing.mergedInto(),
                        standing.saidBy()));
    }

    Ticket said(Side side, Instant now) {
        return with(new Standing(
                        standing.state(),
                        standing.channel(),
                        standing.assignee(),
                        standing.mergedInto(),
                        side))
                .with(times.said(now));
    }

    TicketRef ref() {
        return new TicketRef(id, number, customer, standing.assignee().orElse(0), facts.subject());
    }
}
