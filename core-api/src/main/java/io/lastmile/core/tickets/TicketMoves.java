package io.lastmile.core.tickets;

import io.lastmile.core.identity.Account;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Fault;
import io.lastmile.core.platform.Role;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// What staff do to tickets besides talking: who works on them, their state, what they are about,
/// and which are one. Call it within a unit of work; each needs the version that was seen.
public final class TicketMoves {
    /// The others see only some tickets, and might push one out of their own sight.
    private static final Set<Role> SOME_ONLY = Set.of(Role.TECHNICIAN, Role.RESELLER);

    private final TicketStores stores;
    private final TicketDesk desk;
    private final TicketWorkers workers;

    TicketMoves(TicketStores stores, TicketDesk desk) {
        this.stores = stores;
        this.desk = desk;
        this.workers = new TicketWorkers(stores.others().accounts(), stores.others().customers());
    }

    /// Account 0 is nobody.
    public Filed assign(int id, long version, int account) {
        return whole(id, version, ticket -> assigned(ticket, account));
    }

    private Filed assigned(Ticket ticket, int account) {
        int before = ticket.standing().assignee().orElse(0);
        if (before == account) {
            return new Filed.Done(ticket.id(), 0);
        }
        Optional<Account> to = account == 0 ? Optional.empty() : workers.find(ticket, account);
        if (account != 0 && to.isEmpty()) {
            return Filed.refused("account", "" + account, "one that may work on this ticket");
        }
        Ticket next = ticket.assigned(to.map(Account::id));
        stores.tickets().save(next);
        stores.messages().event(ticket.id(), "assigned", to.map(Account::login).orElse(""));
        stores.outbox().add(new TicketAssigned(next.ref(), before));
        return new Filed.Done(ticket.id(), 0);
    }

    TicketWorkers workers() {
        return workers;
    }

    public Filed move(int id, long version, TicketState next) {
        return seen(id, version, ticket -> moved(ticket, next));
    }

    private Filed moved(Ticket ticket, TicketState next) {
        boolean late = ticket.state() == TicketState.CLOSED && !desk.reopens(ticket);
        if (!ticket.state().allows(next) || late) {
            return Filed.refused(
                    "state",
                    next.word(),
                    late
                            ? "a new ticket: this one was closed too long ago"
                            : "one that may follow " + ticket.state().word());
        }
        Ticket moved = stores.flow(ticket.clocks().always()).to(ticket, next);
        stores.tickets().save(moved);
        stores.messages().event(ticket.id(), "moved", ticket.state().word() + " " + next.word());
        tell(ticket, moved);
        return new Filed.Done(ticket.id(), 0);
    }

    private void tell(Ticket before, Ticket after) {
        switch (after.state()) {
            case RESOLVED -> desk.resolved(after);
            case CLOSED -> stores.outbox().add(new TicketClosed(after.ref()));
            case OPEN -> {
                if (!before.state().live()) {
                    stores.outbox().add(new TicketReopened(after.ref(), false));
                }
            }
            case NEW, WAITING_CUSTOMER, WAITING_THIRD, MERGED -> {
                // Nobody has to be told: it is still being worked on.
            }
        }
    }

    /// What it is about; another type or priority has other promises, and what time was used stays
    /// used.
    public Filed change(int id, long version, Ticket.Facts facts) {
        return whole(id, version, ticket -> changed(ticket, facts));
    }

    private Filed changed(Ticket ticket, Ticket.Facts facts) {
        Optional<TicketType> type =
                stores.types()
                        .find(facts.type())
                        .filter(found ->
                                stores.types().types().contains(found)
                                        || found.id() == ticket.facts().type());
        if (type.isEmpty()) {
            return Filed.refused("type", "" + facts.type(), "one that exists");
        }
        if (stores.types().queues().stream().noneMatch(queue -> queue.id() == facts.queue())) {
            return Filed.refused("queue", "" + facts.queue(), "one that exists");
        }
        boolean sameAlarm = facts.alarm().equals(ticket.facts().alarm());
        Optional<Fault> linked =
                desk.linked(
                        ticket.customer(),
                        facts.line(),
                        sameAlarm ? Optional.empty() : facts.alarm());
        if (linked.isPresent()) {
            return new Filed.Refused(linked.get());
        }
        stores.tickets().save(promised(ticket, facts, type.get()).with(facts));
        stores.messages().event(ticket.id(), "changed", differences(ticket.facts(), facts));
        return new Filed.Done(ticket.id(), 0);
    }

    private Ticket promised(Ticket ticket, Ticket.Facts facts, TicketType type) {
        boolean same =
                facts.type() == ticket.facts().type()
                        && facts.priority() == ticket.facts().priority();
        if (same) {
            return ticket;
        }
        return stores.flow(ticket.clocks().always())
                .retargeted(
                        ticket,
                        stores.types().promises(type.id(), facts.priority()),
                        stores.calendar().rule(type.always()));
    }

    private static String differences(Ticket.Facts before, Ticket.Facts after) {
        return java.util.stream.Stream.of(
                        before.subject().equals(after.subject()) ? "" : "subject",
                        before.type() == after.type() ? "" : "type",
                        before.queue() == after.queue() ? "" : "queue",
                        before.priority() == after.priority() ? "" : after.priority().word(),
                        before.line().equals(after.line()) ? "" : "line",
                        before.alarm().equals(after.alarm()) ? "" : "alarm")
                .filter(word -> !word.isEmpty())
                .collect(java.util.stream.Collectors.joining(" "));
    }

    /// The ticket lives on in another one, where its messages are read from then on; they stay its
    /// own, and its customer sees no other's.
    public Filed merge(int id, long version, String number) {
        Optional<Ticket> into = TicketNumber.read(number).flatMap(stores.tickets()::byNumber);
        if (into.isEmpty() || into.get().id() == id) {
            return Filed.refused("into", number, "the number of another ticket");
        }
        // Two that are merged into each other at once take their rows in the same order.
        int first = Math.min(id, into.get().id());
        int second = Math.max(id, into.get().id());
        stores.tickets().lock(first);
        stores.tickets().lock(second);
        return whole(id, version, ticket -> merged(ticket, into.get().id()));
    }

    private Filed merged(Ticket ticket, int target) {
        Ticket into = stores.tickets().lock(target).orElseThrow();
        if (!ticket.state().live() || !into.state().live()) {
            TicketState found = ticket.state().live() ? into.state() : ticket.state();
            return Filed.refused("state", found.word(), "two that are not over");
        }
        stores.tickets().save(stores.flow(ticket.clocks().always()).merged(ticket, target));
        stores.messages().event(ticket.id(), "merged", into.number());
        stores.messages().event(target, "took", ticket.number());
        stores.outbox().add(new TicketMerged(ticket.ref(), target, into.number()));
        for (Ticket child : stores.tickets().mergedInto(ticket.id())) {
            stores.tickets().save(stores.flow(child.clocks().always()).merged(child, target));
            stores.messages().event(child.id(), "merged", into.number());
        }
        return new Filed.Done(target, 0);
    }

    /// Takes a merged ticket out again.
    public Filed split(int id, long version) {
        return whole(
                id,
                version,
                ticket -> {
                    if (ticket.state() != TicketState.MERGED) {
                        return Filed.refused("state", ticket.state().word(), "merged");
                    }
                    stores.tickets()
                            .save(
                                    stores.flow(ticket.clocks().always())
                                            .to(ticket, TicketState.OPEN));
                    stores.messages().event(id, "split", "");
                    return new Filed.Done(id, 0);
                });
    }

    /// Gives many to one account, as they are now; the numbers of those that could not be given.
    public List<String> assignAll(List<String> numbers, int account) {
        return numbers.stream()
                .filter(number ->
                        TicketNumber.read(number)
                                .flatMap(stores.tickets()::byNumber)
                                .flatMap(found -> stores.tickets().lock(found.id()))
                                .filter(found -> found.state().live())
                                .map(found -> assign(found.id(), found.version(), account))
                                .filter(Filed.Done.class::isInstance)
                                .isEmpty())
                .toList();
    }

    /// For who sees the whole ISP.
    private Filed whole(int id, long version, Function<Ticket, Filed> work) {
        return seen(
                id,
                version,
                ticket ->
                        SOME_ONLY.contains(Actor.current().role())
                                ? Filed.refused(
                                        "role", Actor.current().role().word(), "staff of the ISP")
                                : work.apply(ticket));
    }

    private Filed seen(int id, long version, Function<Ticket, Filed> work) {
        Optional<Ticket> found = stores.tickets().lock(id);
        if (found.isEmpty()) {
            return new Filed.Missing(id);
        }
        return found.get().version() == version
                ? work.apply(found.get())
                : new Filed.Stale(found.get().version());
    }
}
