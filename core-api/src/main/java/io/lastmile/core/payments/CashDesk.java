package io.lastmile.core.payments;

import io.lastmile.core.billing.BillingRoom;
import io.lastmile.core.billing.Covered;
import io.lastmile.core.billing.Incoming;
import io.lastmile.core.billing.Invoice;
import io.lastmile.core.billing.Received;
import io.lastmile.core.customers.Customer;
import io.lastmile.core.ledger.Ledger;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Fault;
import io.lastmile.core.platform.Problem;
import io.lastmile.core.subscriptions.Made;
import io.lastmile.core.subscriptions.Origin;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Takes cash into the till of who does it. Call it within a unit of work.
public final class CashDesk {
    static final int DAYS_LATE_MAX = 60;

    private final PaymentStores stores;
    private final BillingRoom billing;
    private final Ledger ledger;

    CashDesk(PaymentStores stores, BillingRoom billing, Ledger ledger) {
        this.stores = stores;
        this.billing = billing;
        this.ledger = ledger;
    }

    /// What is wrong with it ends the request, with nothing written.
    public Taken take(CashDraft draft) {
        return takeAll(List.of(draft)).getFirst();
    }

    /// A round of somebody who collects, each as `take` does; the answers are in the same order.
    public List<Taken> takeAll(List<CashDraft> drafts) {
        refuseStrangers(drafts.stream().map(CashDraft::customer).toList());
        LocalDate today = ledger.today();
        List<LocalDate> days = drafts.stream().map(draft -> draft.day().orElse(today)).toList();
        Set.copyOf(days).forEach(this::refuseDay);
        Till till = own();
        List<Long> ids = stores.cash().add(till.id(), drafts, days);
        List<Incoming> incoming =
                IntStream.range(0, ids.size())
                        .mapToObj(i -> incoming(ids.get(i), drafts.get(i), days.get(i), till))
                        .toList();
        List<Received> received = billing.money().receiveAll(incoming);
        return IntStream.range(0, ids.size())
                .mapToObj(i -> taken(ids.get(i), drafts.get(i), received.get(i)))
                .toList();
    }

    private void refuseStrangers(List<Integer> customers) {
        Set<Integer> known =
                stores.customers().find(customers).stream()
                        .map(Customer::id)
                        .collect(Collectors.toSet());
        customers.stream()
                .filter(id -> !known.contains(id))
                .findFirst()
                .ifPresent(id -> {
                    throw Problem.notFound("customer", id).refusal();
                });
    }

    private static Incoming incoming(long id, CashDraft draft, LocalDate day, Till till) {
        return new Incoming(
                new Origin(CashPayments.SOURCE, id),
                draft.customer(),
                draft.amount(),
                till.ledger(),
                day,
                draft.wish().invoice(),
                draft.wish().buying());
    }

    private Taken taken(long id, CashDraft draft, Received received) {
        return switch (received) {
            case Received.Done done -> new Taken(id, asQuoted(draft, done));
            case Received.Refused(Fault fault) -> throw Problem.conflict(fault).refusal();
            case Received.Repeated(var receipt) ->
                    throw new IllegalStateException(
                            "cash payment %d: receipt %s before (expected: none)"
                                    .formatted(id, receipt.number()));
        };
    }

    /// A charge is what was quoted, or it is not made: somebody else may have sold the time, used
    /// the credit or changed the price meanwhile.
    private Received.Done asQuoted(CashDraft draft, Received.Done done) {
        if (draft.quoted().isEmpty()) {
            return done;
        }
        CashDraft.Quoted is =
                done.renewal()
                        .flatMap(billing.stores().invoices()::find)
                        .map(CashDesk::sold)
                        .orElse(CashDraft.Quoted.NOTHING);
        if (!draft.quoted().get().equals(is)) {
            String told = draft.quoted().get() + ", as it was quoted";
            throw Problem.conflict(new Fault("total", is.toString(), told)).refusal();
        }
        return done;
    }

    private static CashDraft.Quoted sold(Invoice renewal) {
        return new CashDraft.Quoted(
                renewal.head().amounts().total(),
                renewal.lines().stream()
                        .flatMap(line -> line.covered().stream())
                        .map(Covered::end)
                        .max(LocalDate::compareTo));
    }

    /// Late entries name the day on which the cash was taken; what is closed stays closed, and what
    /// is older than two months is a year that was mistyped.
    private void refuseDay(LocalDate day) {
        LocalDate oldest = ledger.today().minusDays(DAYS_LATE_MAX);
        LocalDate open = ledger.openDay(day);
        LocalDate first = open.isBefore(oldest) ? oldest : open;
        if (day.isAfter(ledger.today()) || first.isAfter(day)) {
            String expected = "a day from %s to %s".formatted(first, ledger.today());
            String until = "today or earlier";
            throw Problem.conflict(
                            new Fault("day", "" + day, first.isAfter(day) ? expected : until))
                    .refusal();
        }
    }

    private Till own() {
        return stores.tills()
                .opened()
                .orElseThrow(() ->
                        Problem.conflict(
                                        new Fault(
                                                "till",
                                                Actor.current().login(),
                                                "a person with an account"))
                                .refusal());
    }

    /// It was written down by mistake, or the money was false: another person than who took it says
    /// so.
    public Made undo(long payment, String why) {
        Optional<CashPayment> found = stores.cash().find(payment);
        if (found.isEmpty()) {
            return new Made.Missing("payment", payment);
        }
        Till till = stores.tills().find(found.get().till()).orElseThrow();
        if (till.account() == Actor.current().who().account()) {
            return Made.refused("payment", "your own", "one that another person took");
        }
        stores.tills().lock(till.id());
        Till now = stores.tills().find(till.id()).orElseThrow();
        if (now.waiting().isPositive() && now.free().compareTo(found.get().amount()) < 0) {
            return Made.refused(
                    "payment",
                    "%s of %s wait to be counted".formatted(now.waiting(), now.balance()),
                    "a till that has it: count or refuse the hand-over first");
        }
        return billing.money().undo(new Origin(CashPayments.SOURCE, payment), ledger.today(), why);
    }
}
