package io.lastmile.core.tickets;

import io.lastmile.core.identity.Account;
import io.lastmile.core.identity.Accounts;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Problem;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/// The room's stores and desks, for its own routes and for pages. They want a unit of work around
/// them.
public record TicketParts(
        Database database,
        TicketList list,
        TicketDesk desk,
        TicketMoves moves,
        TicketMessages messages,
        TicketTypes types,
        TicketCalendar calendar,
        TicketSchedule schedule,
        CannedReplies canned,
        IntFunction<Optional<Ticket>> tickets,
        Accounts accounts,
        Clock clock) {
    /// The ticket, or a refusal: who may not see one is told that there is none.
    public Ticket need(int id) {
        return tickets.apply(id).orElseThrow(() -> Problem.notFound("ticket", id).refusal());
    }

    /// A setting could not be written: it is gone, was changed meanwhile, or another has its name.
    public static Problem inTheWay(String field) {
        return Problem.conflict(
                new io.lastmile.core.platform.Fault(
                        field,
                        "one that is gone, was changed, or has another's name",
                        "one as it is now, under a name of its own"));
    }

    /// Whom any ticket may be given to.
    public List<Account> workers() {
        return moves.workers().all();
    }

    /// Whom this one may be given to.
    public List<Account> workers(Ticket ticket) {
        return moves.workers().of(ticket);
    }

    /// Whether its customer may still write about it.
    public boolean takesReplies(Ticket ticket) {
        return switch (ticket.state()) {
            case NEW, OPEN, WAITING_CUSTOMER, WAITING_THIRD, MERGED -> true;
            case RESOLVED -> desk.reopens(ticket);
            case CLOSED -> false;
        };
    }
}
