package io.lastmile.core.billing;

import io.lastmile.core.platform.Money;
import io.lastmile.core.subscriptions.Made;
import io.lastmile.core.subscriptions.Origin;
import io.lastmile.core.subscriptions.PlanChange;
import io.lastmile.core.subscriptions.Segment;
import java.util.List;

/// The credit notes of a change of plan that costs less (billing.md C.3).
final class ChangeCredits {
    private final BillingStores stores;
    private final CreditDesk credits;

    ChangeCredits(BillingStores stores, CreditDesk credits) {
        this.stores = stores;
        this.credits = credits;
    }

    /// What is left over goes back by the lines that charged the days: first what each period lost,
    /// so that each is earned at what it is worth now, then what is left of their worth, then
    /// wherever something is, the last ones first.
    void refund(PlanChange change, List<LineDraft> gone, List<Segment> fresh) {
        var notes = new LineNotes(stores, change.subscription());
        Money left = change.net().negated();
        for (LineDraft line : gone.reversed()) {
            Covered days = line.covered().orElseThrow();
            Money lost = line.net().negated().minus(now(fresh, days));
            left = left.minus(notes.give(days.start(), Spending.least(left, lost)));
        }
        for (LineDraft line : gone.reversed()) {
            Money worth = Spending.least(left, line.net().negated());
            left = left.minus(notes.give(line.covered().orElseThrow().start(), worth));
        }
        for (LineDraft line : gone.reversed()) {
            left = left.minus(notes.give(line.covered().orElseThrow().start(), left));
        }
        if (left.isPositive()) {
            throw Made.refused(
                            "credit",
                            left.grouped() + " more",
                            "no more than is left of what was charged for the days")
                    .refusal();
        }
        notes.write(
                credits,
                new Origin("plan-change-note", change.id()),
                CreditReason.CHANGE,
                "Plan changed on " + change.day());
    }

    /// What days are charged at after the change.
    private static Money now(List<Segment> fresh, Covered days) {
        return fresh.stream()
                .filter(segment -> segment.start().isBefore(days.end()))
                .filter(segment -> segment.end().isAfter(days.start()))
                .map(Segment::net)
                .reduce(Money.ZERO, Money::plus);
    }
}
