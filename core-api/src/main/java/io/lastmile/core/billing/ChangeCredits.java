package io.lastmile.core.billing;

import io.lastmile.core.platform.Money;
import io.lastmile.core.subscriptions.Made;
import io.lastmile.core.subscriptions.Origin;
import io.lastmile.core.subscriptions.PlanChange;
import io.lastmile.core.subscriptions.Segment;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The credit notes of a change of plan that costs less (billing.md C.3).
final class ChangeCredits {
    private static final int LETTERS = 26;

    private final BillingStores stores;
    private final CreditDesk credits;

    ChangeCredits(BillingStores stores, CreditDesk credits) {
        this.stores = stores;
        this.credits = credits;
    }

    /// What is left over goes back by the lines that charged the days, a note for each of their
    /// invoices: first what each period lost, so that each is earned at what it is worth now, then
    /// what is left wherever something is, the last ones first.
    void refund(PlanChange change, List<LineDraft> gone, List<Segment> fresh) {
        var notes = new LinkedHashMap<Long, Map<Integer, Money>>();
        Money left = change.net().negated();
        for (LineDraft line : gone.reversed()) {
            Money lost = line.net().negated().minus(now(fresh, line.covered().orElseThrow()));
            left = left.minus(give(change, line, Spending.least(left, lost), notes));
        }
        for (LineDraft line : gone.reversed()) {
            Money worth = Spending.least(left, line.net().negated());
            left = left.minus(give(change, line, worth, notes));
        }
        if (left.isPositive()) {
            throw Made.refused(
                            "credit",
                            left.grouped() + " more",
                            "no more than is left of what was charged for the days")
                    .refusal();
        }
        notes.values().removeIf(Map::isEmpty);
        int number = 0;
        for (var note : notes.entrySet()) {
            long unused = credits.credit(draft(change, number++, note)).idOrRefuse();
        }
    }

    /// What days are charged at after the change.
    private static Money now(List<Segment> fresh, Covered days) {
        return fresh.stream()
                .filter(segment -> segment.start().isBefore(days.end()))
                .filter(segment -> segment.end().isAfter(days.start()))
                .map(Segment::net)
                .reduce(Money.ZERO, Money::plus);
    }

    /// How much of an amount the lines of a period could take.
    private Money give(
            PlanChange change, LineDraft line, Money wanted, Map<Long, Map<Integer, Money>> notes) {
        LocalDate day = line.covered().orElseThrow().start();
        Money given = Money.ZERO;
        for (CreditNotes.Charged of : stores.notes().charged(change.subscription(), day)) {
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

    /// A change has a source for each of its notes.
    private static CreditDraft draft(
            PlanChange change, int number, Map.Entry<Long, Map<Integer, Money>> note) {
        var more = new StringBuilder();
        for (int left = number; left > 0; left /= LETTERS) {
            more.append((char) ('a' + left % LETTERS));
        }
        return new CreditDraft(
                note.getKey(),
                CreditReason.CHANGE,
                new Origin("plan-change-note" + more, change.id()),
                note.getValue(),
                "Plan changed on " + change.day());
    }
}
