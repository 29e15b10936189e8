package io.lastmile.core.billing;

import io.lastmile.core.ledger.AccountKind;
import io.lastmile.core.ledger.Entry;
import io.lastmile.core.ledger.Posting;
import io.lastmile.core.ledger.Source;
import io.lastmile.core.platform.Fault;
import io.lastmile.core.platform.Money;
import io.lastmile.core.subscriptions.Made;
import io.lastmile.core.subscriptions.Origin;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Takes money in, whatever brought it, and puts it where it belongs (billing.md C.2, C.4, C.7).
/// Call it within a unit of work: the receipt, what it paid, the time that it bought and the books
/// are there together or not at all.
public final class MoneyDesk {
    private final BillingStores stores;
    private final Renewals renewals;
    private final Issuing issuing;
    private final Undoing undoing;
    private final ChangeMoney changes;

    MoneyDesk(
            BillingStores stores,
            Renewals renewals,
            Issuing issuing,
            Spending spending,
            ChangeMoney changes) {
        this.changes = changes;
        this.stores = stores;
        this.renewals = renewals;
        this.issuing = issuing;
        this.undoing = new Undoing(stores, spending);
    }

    /// What time of a prepaid service would cost now; empty where there is no such service of the
    /// customer.
    public Optional<Renewal> quote(int customer, Incoming.Buying buying) {
        return renewals.quote(customer, buying);
    }

    /// Once per source. Money pays first what the payer chose, then what is due longest; what is
    /// left becomes credit, and applies a change of plan that waited for it. Time is bought if this
    /// money and the customer's credit pay all of it; otherwise it waits as any other money does
    /// (C.4, WAIT).
    public Received receive(Incoming incoming) {
        stores.locks().take(List.of(incoming.customer()));
        Optional<Receipt> before = stores.receipts().find(incoming.source());
        if (before.isPresent()) {
            return repeated(incoming, before.get());
        }
        Optional<Received> refused = refused(incoming);
        if (refused.isPresent()) {
            return refused.get();
        }
        Optional<Renewal> wanted =
                incoming.buying().flatMap(buying -> quote(incoming.customer(), buying));
        if (incoming.buying().isPresent() && wanted.isEmpty()) {
            int subscription = incoming.buying().get().subscription();
            return refused("subscription", subscription, "a prepaid one that runs, the customer's");
        }
        if (changes.wait(incoming.customer())) {
            // The counter of invoices comes before that of receipts, whoever needs both.
            stores.series()
                    .lock(DocumentKind.INVOICE, stores.ledger().openDay(stores.ledger().today()));
        }
        Money credit = stores.books().balance(incoming.customer()).credit();
        Money missing =
                wanted.map(one -> one.total().minus(incoming.amount()).minus(credit))
                        .filter(Money::isPositive)
                        .orElse(Money.ZERO);
        Optional<Issued> renewal =
                wanted.filter(_ -> missing.isZero())
                        .map(one -> issuing.issue(List.of(one.bill())).getFirst());
        Booked booked = booked(incoming, wanted, renewal);
        if (booked.rest().isPositive()) {
            changes.settleAll(incoming.customer());
        }
        return done(renewal.map(Issued::invoice), booked, missing);
    }

    private Received repeated(Incoming incoming, Receipt before) {
        boolean same =
                before.customer() == incoming.customer()
                        && before.amount().equals(incoming.amount());
        return same
                ? new Received.Repeated(before)
                : refused(
                        "source",
                        incoming.source(),
                        "%s of customer %d".formatted(before.amount(), before.customer()));
    }

    private Optional<Received> refused(Incoming incoming) {
        if (incoming.day().isAfter(stores.ledger().today())) {
            return Optional.of(refused("day", incoming.day(), "today or earlier"));
        }
        return incoming.invoice()
                .filter(id ->
                        stores.dues()
                                .find(id)
                                .filter(due -> due.customer() == incoming.customer())
                                .isEmpty())
                .map(id -> refused("invoice", id, "one of the customer that is not void"));
    }

    private static Received refused(String field, Object found, String expected) {
        return new Received.Refused(new Fault(field, "" + found, expected));
    }

    /// A payment that was taken down on a day that is closed now counts to the first open one.
    private Booked booked(Incoming incoming, Optional<Renewal> wanted, Optional<Issued> renewal) {
        LocalDate day = stores.ledger().openDay(incoming.day());
        String number = stores.series().take(DocumentKind.RECEIPT, day, 1).getFirst();
        long receipt = stores.receipts().add(incoming, day, number, Parties.of(stores, incoming));
        List<Allocations.NewAllocation> made = allocations(incoming, receipt, renewal, day);
        stores.allocations().add(made);
        post(incoming, new Paper(receipt, number, day), made);
        Money rest = incoming.amount().minus(sum(made));
        renewal.ifPresent(
                issued -> renewals.extend(issued, wanted.orElseThrow(), paying(issued, made)));
        stores.outbox().add(new ReceiptIssued(receipt, incoming.customer()));
        return new Booked(receipt, rest);
    }

    private static Optional<Long> paying(Issued issued, List<Allocations.NewAllocation> made) {
        return made.stream()
                .filter(allocation -> allocation.invoice() == issued.invoice())
                .map(Allocations.NewAllocation::id)
                .findFirst();
    }

    private record Booked(long receipt, Money rest) {}

    private record Paper(long id, String number, LocalDate day) {}

    private List<Allocations.NewAllocation> allocations(
            Incoming incoming, long receipt, Optional<Issued> renewal, LocalDate day) {
        List<Dues.Due> open = new ArrayList<>(stores.dues().open(incoming.customer()));
        long first = renewal.map(Issued::invoice).or(incoming::invoice).orElse(0L);
        open.sort(
                (one, other) -> Boolean.compare(other.invoice() == first, one.invoice() == first));
        List<Dues.Due> paid = new ArrayList<>();
        Money left = incoming.amount();
        for (Dues.Due due : open) {
            Money part = Spending.least(left, due.open());
            if (part.isPositive()) {
                paid.add(due.of(part));
                left = left.minus(part);
            }
        }
        List<Long> ids = paid.isEmpty() ? List.of() : stores.allocations().ids(paid.size());
        List<Allocations.NewAllocation> made = new ArrayList<>();
        for (int i = 0; i < paid.size(); i++) {
            made.add(
                    new Allocations.NewAllocation(
                            ids.get(i),
                            incoming.customer(),
                            paid.get(i).invoice(),
                            Allocation.From.RECEIPT,
                            Optional.of(receipt),
                            paid.get(i).open(),
                            later(day, paid.get(i).issued())));
        }
        return made;
    }

    private static LocalDate later(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }

    private static Money sum(List<Allocations.NewAllocation> made) {
        return made.stream().map(Allocations.NewAllocation::amount).reduce(Money.ZERO, Money::plus);
    }

    /// Money that came before its invoice is credit until the day of the invoice (C.7): nobody owed
    /// it yet.
    private void post(Incoming incoming, Paper paper, List<Allocations.NewAllocation> made) {
        Money used = sum(made.stream().filter(one -> one.day().equals(paper.day())).toList());
        List<Posting> postings = new ArrayList<>();
        postings.add(posting(incoming, paper, used, incoming.amount().minus(used)));
        made.stream()
                .filter(one -> !one.day().equals(paper.day()))
                .forEach(one ->
                        postings.add(
                                Spending.posting(
                                        one,
                                        "Receipt %s on invoice %d"
                                                .formatted(paper.number(), one.invoice()))));
        stores.ledger().postAll(postings).forEach(posted -> posted.batchOrRefuse());
    }

    private static Posting posting(Incoming incoming, Paper paper, Money used, Money rest) {
        List<Entry> entries = new ArrayList<>();
        entries.add(Entry.debit(incoming.into(), incoming.amount()));
        if (used.isPositive()) {
            entries.add(Entry.credit(AccountKind.RECEIVABLE, incoming.customer(), used));
        }
        if (rest.isPositive()) {
            entries.add(Entry.credit(AccountKind.ADVANCE, incoming.customer(), rest));
        }
        return new Posting(
                new Source("receipt", paper.id(), "received"),
                paper.day(),
                "Receipt " + paper.number(),
                entries);
    }

    private Received done(Optional<Long> renewal, Booked booked, Money missing) {
        return new Received.Done(
                stores.receipts().find(booked.receipt()).orElseThrow(),
                stores.allocations().ofReceipt(booked.receipt()),
                renewal,
                booked.rest(),
                missing);
    }

    /// Money that turned out to be none: a cheque that bounced, a payment that was charged back.
    /// What it had paid is open again; time that it bought stays and is owed for, until somebody
    /// looks at it (C.7).
    public Made undo(Origin source, LocalDate day, String why) {
        return undoing.undo(source, day, why);
    }
}
