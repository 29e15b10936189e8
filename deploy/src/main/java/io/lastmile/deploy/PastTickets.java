package io.lastmile.deploy;

import io.lastmile.core.CoreApi;
import io.lastmile.core.identity.Permissions;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Role;
import io.lastmile.core.tickets.Filed;
import io.lastmile.core.tickets.Promise;
import io.lastmile.core.tickets.Ticket;
import io.lastmile.core.tickets.TicketDraft;
import io.lastmile.core.tickets.TicketState;
import io.lastmile.core.tickets.TicketType;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Says and does things to complaints in somebody's name, and lets their deadlines pass when they
/// do.
final class PastTickets {
    private static final Actor WATCH = Actor.system("ticket-deadlines");
    private static final LocalTime NIGHT = LocalTime.of(3, 0);

    private final CoreApi core;
    private final Chronicle chronicle;
    private final PastStaff staff;
    private final Map<String, TicketType> types = new HashMap<>();
    private final Set<Instant> watched = new HashSet<>();
    private final int reopenDays;
    private int count;

    PastTickets(CoreApi core, Chronicle chronicle, PastStaff staff) {
        this.core = core;
        this.chronicle = chronicle;
        this.staff = staff;
        this.reopenDays =
                WATCH.call(() ->
                        core.database()
                                .read(() -> {
                                    core.tickets()
                                            .types()
                                            .types()
                                            .forEach(type -> types.put(type.name(), type));
                                    return core.tickets().calendar().settings().reopenDays();
                                }));
    }

    PastStaff staff() {
        return staff;
    }

    static Actor customer(int id) {
        var who = new Actor.Who("customer " + id, 0, id, 0);
        return new Actor(Role.CUSTOMER, who, Permissions.of(Role.CUSTOMER), "");
    }

    /// Whose work this type is.
    PastStaff.Colleague worker(String type) {
        return switch (type) {
            case "No connection" -> staff.noc();
            case "Bill or payment", "Change of package" -> staff.billing();
            case "Move or new connection", "Fibre cut" -> staff.technician();
            default -> staff.support();
        };
    }

    /// By `by` for the customer; the ticket's id.
    int open(Actor by, int customer, String type, String text) {
        Optional<Integer> line =
                DemoPast.ACTOR.call(() ->
                        core.database()
                                .read(() ->
                                        core.lines().stores().lines().ofCustomer(customer).stream()
                                                .map(io.lastmile.core.lines.Line::id)
                                                .findFirst()));
        var draft =
                new TicketDraft(
                        customer,
                        Objects.requireNonNull(types.get(type), type).id(),
                        Optional.empty(),
                        text.split("[.,।?]")[0],
                        text,
                        line,
                        Optional.empty());
        count++;
        return filed(by, () -> core.tickets().desk().open(draft));
    }

    void assign(int id, int account) {
        filed(
                staff.support().actor(),
                () -> core.tickets().moves().assign(id, need(id).version(), account));
    }

    void reply(Actor by, int id, String text, Optional<TicketState> then) {
        filed(by, () -> core.tickets().desk().reply(id, text, then));
    }

    void note(Actor by, int id, String text) {
        filed(by, () -> core.tickets().desk().note(id, text));
    }

    void rate(int customer, int id, Ticket.Rating rating) {
        filed(customer(customer), () -> core.tickets().desk().rate(id, rating));
    }

    void merge(int id, int into) {
        filed(
                staff.noc().actor(),
                () -> core.tickets().moves().merge(id, need(id).version(), need(into).number()));
    }

    Ticket need(int id) {
        return core.tickets().need(id);
    }

    private int filed(Actor by, java.util.function.Supplier<Filed> work) {
        int id = by.call(() -> core.database().transact(() -> work.get().doneOrRefuse().ticket()));
        follow(id);
        return id;
    }

    /// What its clocks say now comes to pass, unless somebody is faster.
    private void follow(int id) {
        Ticket ticket = WATCH.call(() -> core.database().read(() -> need(id)));
        times(ticket).filter(watched::add).forEach(time -> chronicle.at(time, () -> pass(id)));
        ticket.times()
                .resolved()
                .map(time -> time.plus(Duration.ofDays(reopenDays + 1)))
                .map(time -> time.atZone(JoinDays.ZONE).with(NIGHT).toInstant())
                .filter(watched::add)
                .ifPresent(time -> chronicle.at(time, this::watch));
    }

    private static Stream<Instant> times(Ticket ticket) {
        return Stream.of(ticket.clocks().reply(), ticket.clocks().solve())
                .flatMap(promise -> Stream.of(warn(promise), late(promise)))
                .flatMap(Optional::stream);
    }

    private static Optional<Instant> warn(Promise promise) {
        return promise.warned().isPresent() ? Optional.empty() : promise.warn();
    }

    private static Optional<Instant> late(Promise promise) {
        return promise.breached().isPresent() ? Optional.empty() : promise.due();
    }

    private void pass(int id) {
        watched.remove(chronicle.now());
        Ticket ticket = WATCH.call(() -> core.database().read(() -> need(id)));
        if (times(ticket).anyMatch(time -> !time.isAfter(chronicle.now()))) {
            watch();
        }
    }

    /// The job's own work.
    void watch() {
        long touched = WATCH.call(core::watchTicketDeadlines);
        while (touched > 0) {
            touched = WATCH.call(core::watchTicketDeadlines);
        }
    }

    int count() {
        return count;
    }
}
