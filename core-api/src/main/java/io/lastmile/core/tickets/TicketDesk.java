package io.lastmile.core.tickets;

import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Fault;
import io.lastmile.core.platform.Role;
import io.lastmile.core.tickets.Ticket.Side;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Where people talk: complaints are opened, answered, noted and rated. Call it within a unit of
/// work; each takes the ticket's row first, so that nothing said at the same time is lost.
public final class TicketDesk {
    static final int PICTURES_MAX = 40;

    private final TicketStores stores;
    private final OwnLimits limits;
    private final Counter opened;
    private final Counter replied;

    TicketDesk(TicketStores stores, MeterRegistry meters) {
        this.stores = stores;
        this.limits = new OwnLimits(stores, meters);
        this.opened = meters.counter("lastmile.core.tickets.opened");
        this.replied = meters.counter("lastmile.core.tickets.replied");
    }

    public Filed open(TicketDraft draft) {
        boolean own = side() == Side.CUSTOMER;
        Optional<Filed> refused = refused(draft, own);
        if (refused.isPresent()) {
            return refused.get();
        }
        TicketType type = stores.types().find(draft.type()).orElseThrow();
        Ticket ticket = fresh(draft, type, own);
        int id = stores.tickets().add(ticket);
        long message = stores.messages().add(id, Side.CUSTOMER, false, draft.text());
        stores.messages().event(id, "opened", "");
        Ticket added = stores.tickets().find(id).orElseThrow();
        stores.outbox().add(new TicketOpened(added.ref(), type.queue(), own));
        opened.increment();
        return new Filed.Done(id, message);
    }

    private Optional<Filed> refused(TicketDraft draft, boolean own) {
        if (stores.others().customers().find(draft.customer()).isEmpty()) {
            return refused("customer", draft.customer(), "one that exists");
        }
        if (stores.types().types().stream()
                .noneMatch(type -> type.id() == draft.type() && (type.offered() || !own))) {
            return refused("type", draft.type(), "one that is offered");
        }
        Optional<Fault> linked = linked(draft.customer(), draft.line(), draft.alarm());
        if (linked.isPresent()) {
            return Optional.of(new Filed.Refused(linked.get()));
        }
        return own ? limits.opening(draft.customer()) : Optional.empty();
    }

    private static Optional<Filed> refused(String field, int found, String expected) {
        return Optional.of(Filed.refused(field, "" + found, expected));
    }

    /// What a ticket names must be there, and the line its customer's.
    Optional<Fault> linked(int customer, Optional<Integer> line, Optional<Long> alarm) {
        boolean own =
                line.isEmpty()
                        || stores.others()
                                .lines()
                                .find(line.get())
                                .flatMap(io.lastmile.core.lines.Line::customer)
                                .filter(owner -> owner == customer)
                                .isPresent();
        if (!own) {
            return Optional.of(new Fault("line", "" + line.get(), "one of the ticket's customer"));
        }
        return alarm.filter(id -> stores.others().alarms().find(id).isEmpty())
                .map(id -> new Fault("alarm", "" + id, "one that exists"));
    }

    private Ticket fresh(TicketDraft draft, TicketType type, boolean own) {
        Instant now = stores.clock().instant();
        Priority priority = draft.priority().orElse(type.priority());
        Promises promises = stores.types().promises(type.id(), priority);
        var facts =
                new Ticket.Facts(
                        draft.subject(),
                        type.id(),
                        type.queue(),
                        priority,
                        draft.line(),
                        draft.alarm());
        var standing =
                new Ticket.Standing(
                        TicketState.NEW,
                        own ? Ticket.Channel.PORTAL : Ticket.Channel.STAFF,
                        Optional.empty(),
                        Optional.empty(),
                        Side.CUSTOMER);
        var clocks =
                new Ticket.Clocks(
                        type.always(),
                        Promise.of(promises.replyMinutes()),
                        Promise.of(promises.solveMinutes()));
        var times = new Ticket.Times(now, "", now, "", now, Optional.empty(), Optional.empty());
        var ticket =
                new Ticket(
                        0,
                        1,
                        stores.tickets().number(),
                        draft.customer(),
                        facts,
                        standing,
                        clocks,
                        times,
                        Optional.empty());
        return stores.flow(type.always()).started(ticket);
    }

    /// By the customer, or by staff to the customer, who may name the state that follows.
    public Filed reply(int id, String text, Optional<TicketState> then) {
        Optional<Filed> refused = side() == Side.CUSTOMER ? limits.reply(self()) : Optional.empty();
        if (refused.isPresent()) {
            return refused.get();
        }
        Optional<Ticket> found = stores.tickets().lock(id);
        if (found.isEmpty()) {
            return new Filed.Missing(id);
        }
        Ticket ticket = found.get();
        return side() == Side.CUSTOMER ? heard(ticket, text) : answered(ticket, text, then);
    }

    private Filed heard(Ticket ticket, String text) {
        if (ticket.state() == TicketState.CLOSED
                || ticket.state() == TicketState.RESOLVED && !reopens(ticket)) {
            return Filed.refused("state", ticket.state().word(), "one that is not over");
        }
        TicketFlow flow = stores.flow(ticket.clocks().always());
        boolean back = ticket.state() == TicketState.RESOLVED;
        boolean parted =
                ticket.state() == TicketState.MERGED && ticket.times().resolved().isPresent();
        boolean wakes = back || parted || ticket.state() == TicketState.WAITING_CUSTOMER;
        Ticket next = wakes ? flow.to(ticket, TicketState.OPEN) : ticket;
        Filed filed = say(next, Side.CUSTOMER, text);
        if (back || parted) {
            stores.messages().event(ticket.id(), "reopened", "");
            stores.outbox().add(new TicketReopened(ticket.ref(), true));
        }
        return filed;
    }

    /// Within the days that the settings give.
    boolean reopens(Ticket ticket) {
        Duration open = Duration.ofDays(stores.calendar().settings().reopenDays());
        return ticket.times()
                .resolved()
                .map(time -> !time.plus(open).isBefore(stores.clock().instant()))
                .orElse(false);
    }

    private Filed answered(Ticket ticket, String text, Optional<TicketState> then) {
        if (!ticket.state().live()) {
            return Filed.refused("state", ticket.state().word(), "one that is not over");
        }
        TicketFlow flow = stores.flow(ticket.clocks().always());
        Ticket answered = flow.answered(ticket);
        TicketState next = then.orElse(TicketState.OPEN);
        boolean moves =
                then.isPresent() ? next != ticket.state() : ticket.state() == TicketState.NEW;
        if (moves && !ticket.state().allows(next)) {
            return Filed.refused("state", next.word(), "one that may follow");
        }
        Ticket moved = moves ? flow.to(answered, next) : answered;
        Filed filed = say(moved, Side.STAFF, text);
        if (moves && then.isPresent()) {
            stores.messages()
                    .event(ticket.id(), "moved", ticket.state().word() + " " + next.word());
        }
        if (moves && next == TicketState.RESOLVED) {
            resolved(moved);
        }
        return filed;
    }

    /// Tells its customer, and those whose tickets were merged into it.
    void resolved(Ticket ticket) {
        stores.outbox().add(new TicketResolved(ticket.ref()));
        Optional<Instant> now = Optional.of(stores.clock().instant());
        for (Ticket merged : stores.tickets().mergedInto(ticket.id())) {
            stores.tickets().save(merged.with(merged.times().ended(now, Optional.empty())));
            stores.messages().event(merged.id(), "resolved-with", "");
            stores.outbox().add(new TicketResolved(merged.ref()));
        }
    }

    private Filed say(Ticket ticket, Side side, String text) {
        stores.tickets().save(ticket.said(side, stores.clock().instant()));
        long message = stores.messages().add(ticket.id(), side, false, text);
        stores.messages().event(ticket.id(), "replied", "");
        stores.outbox()
                .add(
                        new TicketReplied(
                                ticket.ref(),
                                side == Side.CUSTOMER,
                                ticket.standing().mergedInto().orElse(0)));
        replied.increment();
        return new Filed.Done(ticket.id(), message);
    }

    /// Among staff: the customer never sees it, and neither does its reseller.
    public Filed note(int id, String text) {
        Optional<Ticket> found = stores.tickets().lock(id);
        if (found.isEmpty()) {
            return new Filed.Missing(id);
        }
        if (Actor.current().role() == Role.RESELLER) {
            return Filed.refused("note", "a reseller's", "one of the ISP's staff");
        }
        stores.tickets().save(found.get());
        long message = stores.messages().add(id, Side.STAFF, true, text);
        stores.messages().event(id, "noted", "");
        return new Filed.Done(id, message);
    }

    /// Adds pictures to what was just said, in the same unit of work.
    public Filed attach(Filed.Done done, java.util.List<Attached> pictures) {
        if (stores.messages().pictures(done.ticket()) + pictures.size() > PICTURES_MAX) {
            return Filed.refused(
                    "photo",
                    pictures.size() + " more pictures",
                    "at most " + PICTURES_MAX + " in a ticket");
        }
        Optional<Filed> refused =
                side() == Side.CUSTOMER ? limits.pictures(self(), pictures) : Optional.empty();
        if (refused.isPresent()) {
            return refused.get();
        }
        pictures.forEach(picture ->
                stores.messages()
                        .addPicture(
                                done.message(), picture.name(), picture.type(), picture.bytes()));
        return done;
    }

    /// A picture that was drawn anew.
    public record Attached(String name, String type, byte[] bytes) {}

    /// By the customer, when it is over; a second time replaces the first.
    public Filed rate(int id, Ticket.Rating rating) {
        Optional<Ticket> found = stores.tickets().lock(id);
        if (found.isEmpty()) {
            return new Filed.Missing(id);
        }
        Ticket ticket = found.get();
        if (ticket.state() != TicketState.RESOLVED && ticket.state() != TicketState.CLOSED) {
            return Filed.refused("state", ticket.state().word(), "resolved or closed");
        }
        if (ticket.rating().equals(Optional.of(rating))) {
            return new Filed.Done(id, 0);
        }
        Optional<Filed> refused = limits.rating(ticket);
        if (refused.isPresent()) {
            return refused.get();
        }
        stores.tickets().save(ticket.with(rating));
        stores.messages().event(id, "rated", "" + rating.stars());
        return new Filed.Done(id, 0);
    }

    private static int self() {
        return Actor.current().who().customer();
    }

    private static Side side() {
        return Actor.current().role() == Role.CUSTOMER ? Side.CUSTOMER : Side.STAFF;
    }
}
