package io.lastmile.core.billing;

import io.lastmile.core.platform.Money;
import io.lastmile.core.subscriptions.Origin;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/// Credit for days of a service, by the lines that charged them: a note for each of their invoices.
final class LineNotes {
    private static final int LETTERS = 26;

    private final BillingStores stores;
    private final int subscription;
    private final Map<Long, Map<Integer, Money>> notes = new LinkedHashMap<>();

    LineNotes(BillingStores stores, int subscription) {
        this.stores = stores;
        this.subscription = subscription;
    }

    /// Whether any line charged a day.
    boolean charged(LocalDate day) {
        return !stores.notes().charged(subscription, day).isEmpty();
    }

    /// How much of an amount the lines that charged a day could take, the newest first.
    Money give(LocalDate day, Money wanted) {
        Money given = Money.ZERO;
        for (CreditNotes.Charged of : stores.notes().charged(subscription, day)) {
            Map<Integer, Money> nets = notes.computeIfAbsent(of.invoice(), _ -> new TreeMap<>());
            Money part = Spending.least(wanted.minus(given), left(of, nets));
            if (part.isPositive()) {
                nets.merge(of.line(), part, Money::plus);
                given = given.plus(part);
            }
        }
        return given;
    }

    /// What may be credited of a line beside what is about to be.
    private static Money left(CreditNotes.Charged of, Map<Integer, Money> nets) {
        Money line = of.left().minus(nets.getOrDefault(of.line(), Money.ZERO));
        Money all = nets.values().stream().reduce(Money.ZERO, Money::plus);
        return Spending.least(line, of.invoiceLeft().minus(all));
    }

    /// The first note has `source` itself, each other one of its own.
    void write(CreditDesk credits, Origin source, CreditReason reason, String why) {
        notes.values().removeIf(Map::isEmpty);
        int number = 0;
        for (var note : notes.entrySet()) {
            var type = new StringBuilder(source.type());
            for (int left = number++; left > 0; left /= LETTERS) {
                type.append((char) ('a' + left % LETTERS));
            }
            var own = new Origin(type.toString(), source.id());
            var draft = new CreditDraft(note.getKey(), reason, own, note.getValue(), why);
            long unused = credits.credit(draft).idOrRefuse();
        }
    }
}
