package io.lastmile.core.subscriptions;

import io.lastmile.core.platform.Money;
import java.util.ArrayList;
import java.util.List;

/// The one place that says what unused days are worth: a change, a refund and an end credit no more
/// than is left of each line after what was credited on it before (billing.md C.3, I7).
final class EarlierCredits {
    private volatile LineCredits told = LineCredits.ofEach(_ -> Money.ZERO);

    void connect(LineCredits credits) {
        told = credits;
    }

    /// By segment, in the order of `cut.rest()`.
    List<Money> each(PaidTime.Cut cut) {
        List<Money> earlier = earlier(cut);
        List<Money> credits = new ArrayList<>();
        for (int i = 0; i < cut.whole().size(); i++) {
            Segment whole = cut.whole().get(i);
            long days = cut.rest().get(i).period().days();
            credits.add(Proration.credit(whole.net(), earlier.get(i), days, whole.period().days()));
        }
        return credits;
    }

    /// What was credited before of what each segment was charged.
    List<Money> earlier(PaidTime.Cut cut) {
        return cut.whole().isEmpty()
                ? List.of()
                : told.credited(cut.whole(), cut.rest().getFirst().start());
    }

    Money of(PaidTime.Cut cut) {
        return each(cut).stream().reduce(Money.ZERO, Money::plus);
    }
}
