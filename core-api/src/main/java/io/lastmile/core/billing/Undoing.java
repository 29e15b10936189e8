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
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Takes a receipt back. First what it put on invoices itself, then what is left of it as credit,
/// then what credit paid since, the newest first: none of that money was there. Other credit then
/// pays what is open again.
final class Undoing {
    private final BillingStores stores;
    private final Spending spending;

    Undoing(BillingStores stores, Spending spending) {
        this.stores = stores;
        this.spending = spending;
    }

    Made undo(Origin source, LocalDate day, String why) {
        Optional<Receipt> found = stores.receipts().find(source);
        if (found.isEmpty()) {
            return new Made.Missing(source.type(), source.id());
        }
        stores.locks().take(List.of(found.get().customer()));
        Receipt receipt = stores.receipts().find(source).orElseThrow();
        if (receipt.undone().isPresent()) {
            return new Made.Repeated(receipt.id());
        }
        if (day.isBefore(receipt.day()) || day.isAfter(stores.ledger().today())) {
            return new Made.Refused(
                    new Fault("day", "" + day, "from " + receipt.day() + " until today"));
        }
        undo(receipt, stores.ledger().openDay(day), why);
        return new Made.Done(receipt.id());
    }

    /// On the day that is asked for, or the last one on which the money paid something: it had to
    /// be on an invoice to be taken off.
    private void undo(Receipt receipt, LocalDate wanted, String why) {
        List<Allocation> own = own(receipt);
        Money left = receipt.amount().minus(sum(own));
        Money credit = stores.books().balance(receipt.customer()).refundable();
        Money missing = left.minus(Spending.least(left, positive(credit)));
        List<Allocation> spent = spent(receipt, missing);
        Money back = Spending.least(sum(spent), missing);
        LocalDate day = latest(wanted, own, spent);
        stores.receipts().undo(receipt.id(), day, why);
        takeOff(own, day, why);
        takeOff(spent, day, "receipt " + receipt.number() + " undone");
        putBack(spent, sum(spent).minus(back), day);
        List<Entry> entries = new ArrayList<>();
        add(entries, AccountKind.RECEIVABLE, receipt.customer(), sum(own).plus(back));
        add(entries, AccountKind.ADVANCE, receipt.customer(), left.minus(back));
        entries.add(Entry.credit(receipt.into(), receipt.amount()));
        stores.ledger()
                .post(
                        new Posting(
                                new Source("receipt", receipt.id(), "undone"),
                                day,
                                "Receipt %s undone: %s".formatted(receipt.number(), why),
                                entries))
                .batchOrRefuse();
        stores.outbox().add(new ReceiptUndone(receipt.id(), receipt.customer()));
        spending.onAll(List.of(receipt.customer()));
    }

    private static LocalDate latest(
            LocalDate wanted, List<Allocation> own, List<Allocation> spent) {
        return Stream.concat(own.stream(), spent.stream())
                .map(Allocation::day)
                .filter(day -> day.isAfter(wanted))
                .max(Comparator.naturalOrder())
                .orElse(wanted);
    }

    private static void add(List<Entry> entries, AccountKind kind, int customer, Money amount) {
        if (amount.isPositive()) {
            entries.add(Entry.debit(kind, customer, amount));
        }
    }

    private List<Allocation> own(Receipt receipt) {
        return stores.allocations().ofReceipt(receipt.id()).stream()
                .filter(allocation -> allocation.undone().isEmpty())
                .toList();
    }

    private void takeOff(List<Allocation> allocations, LocalDate day, String why) {
        stores.allocations().undo(allocations.stream().map(Allocation::id).toList(), day, why);
    }

    private static Money sum(List<Allocation> allocations) {
        return allocations.stream().map(Allocation::amount).reduce(Money.ZERO, Money::plus);
    }

    /// What credit paid, the newest first, until it is all that is missing or there is no more.
    private List<Allocation> spent(Receipt receipt, Money missing) {
        List<Allocation> off = new ArrayList<>();
        Money sum = Money.ZERO;
        for (Allocation spent : stores.allocations().spentAdvance(receipt.customer())) {
            if (sum.compareTo(missing) < 0) {
                off.add(spent);
                sum = sum.plus(spent.amount());
            }
        }
        return off;
    }

    /// Of the last one that is touched, what is not needed stays where it is. In the books credit
    /// comes back and is taken at once, so only what is owed moves.
    private void putBack(List<Allocation> off, Money over, LocalDate day) {
        if (!over.isPositive()) {
            return;
        }
        Allocation last = off.getLast();
        stores.allocations()
                .add(
                        List.of(
                                new Allocations.NewAllocation(
                                        stores.allocations().ids(1).getFirst(),
                                        last.customer(),
                                        last.invoice(),
                                        Allocation.From.ADVANCE,
                                        Optional.empty(),
                                        over,
                                        day)));
    }

    private static Money positive(Money amount) {
        return amount.isPositive() ? amount : Money.ZERO;
    }
}
