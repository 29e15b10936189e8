package io.lastmile.core.billing;

import io.lastmile.core.ledger.AccountKind;
import io.lastmile.core.ledger.Entry;
import io.lastmile.core.ledger.Posting;
import io.lastmile.core.ledger.Source;
import io.lastmile.core.platform.Money;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/// Money on its way in: its receipt, the time that it is to buy, how much is missing for that or
/// the invoice of it, and what it is put on.
record Payment(
        Receipts.NewReceipt receipt,
        Optional<Renewal> wanted,
        Money missing,
        Optional<Issued> renewal,
        List<Allocations.NewAllocation> made) {
    Payment {
        made = List.copyOf(made);
    }

    /// It pays first what the payer chose or buys, then what is due longest; its allocations have
    /// no ids yet.
    static Payment of(
            Receipts.NewReceipt receipt,
            Optional<Renewal> wanted,
            Money missing,
            Optional<Issued> renewal,
            List<Dues.Due> dues) {
        Incoming incoming = receipt.incoming();
        List<Dues.Due> open = new ArrayList<>(dues);
        long first = renewal.map(Issued::invoice).or(incoming::invoice).orElse(0L);
        open.sort(
                (one, other) -> Boolean.compare(other.invoice() == first, one.invoice() == first));
        List<Allocations.NewAllocation> made = new ArrayList<>();
        Money left = incoming.amount();
        for (Dues.Due due : open) {
            Money part = Spending.least(left, due.open());
            if (part.isPositive()) {
                made.add(allocation(0, receipt, due.invoice(), part, due.issued()));
                left = left.minus(part);
            }
        }
        return new Payment(receipt, wanted, missing, renewal, made);
    }

    private static Allocations.NewAllocation allocation(
            long id, Receipts.NewReceipt receipt, long invoice, Money part, LocalDate issued) {
        return new Allocations.NewAllocation(
                id,
                receipt.incoming().customer(),
                invoice,
                Allocation.From.RECEIPT,
                Optional.of(receipt.id()),
                part,
                receipt.day().isAfter(issued) ? receipt.day() : issued);
    }

    Payment numbered(Iterator<Long> ids) {
        return new Payment(
                receipt,
                wanted,
                missing,
                renewal,
                made.stream()
                        .map(one ->
                                allocation(
                                        ids.next(),
                                        receipt,
                                        one.invoice(),
                                        one.amount(),
                                        one.day()))
                        .toList());
    }

    int customer() {
        return receipt.incoming().customer();
    }

    /// What becomes credit.
    Money rest() {
        return receipt.incoming().amount().minus(sum(made));
    }

    /// The time that it buys, if it buys some.
    Optional<Renewals.Paid> sold() {
        return renewal.map(issued -> new Renewals.Paid(issued, wanted.orElseThrow(), on(issued)));
    }

    private Optional<Long> on(Issued issued) {
        return made.stream()
                .filter(allocation -> allocation.invoice() == issued.invoice())
                .map(Allocations.NewAllocation::id)
                .findFirst();
    }

    /// Money that came before its invoice is credit until the day of the invoice (C.7): nobody owed
    /// it yet.
    List<Posting> postings() {
        List<Posting> postings = new ArrayList<>();
        postings.add(received());
        made.stream()
                .filter(one -> !one.day().equals(receipt.day()))
                .forEach(one ->
                        postings.add(
                                Spending.posting(
                                        one,
                                        "Receipt %s on invoice %d"
                                                .formatted(receipt.number(), one.invoice()))));
        return postings;
    }

    private Posting received() {
        Incoming incoming = receipt.incoming();
        Money used = sum(made.stream().filter(one -> one.day().equals(receipt.day())).toList());
        Money rest = incoming.amount().minus(used);
        List<Entry> entries = new ArrayList<>();
        entries.add(Entry.debit(incoming.into(), incoming.amount()));
        if (used.isPositive()) {
            entries.add(Entry.credit(AccountKind.RECEIVABLE, incoming.customer(), used));
        }
        if (rest.isPositive()) {
            entries.add(Entry.credit(AccountKind.ADVANCE, incoming.customer(), rest));
        }
        return new Posting(
                new Source("receipt", receipt.id(), "received"),
                receipt.day(),
                "Receipt " + receipt.number(),
                entries);
    }

    private static Money sum(List<Allocations.NewAllocation> made) {
        return made.stream().map(Allocations.NewAllocation::amount).reduce(Money.ZERO, Money::plus);
    }
}
