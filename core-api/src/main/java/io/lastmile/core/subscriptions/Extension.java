package io.lastmile.core.subscriptions;

import io.lastmile.core.plans.ValidityKind;
import io.lastmile.core.platform.Money;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a purchase adds to the paid time and why (billing.md C.2): a pure function of the standing,
/// the plan's validity and the purchase, all of which it keeps for whoever asks. It never ends
/// before what was paid already, and its periods follow each other without a gap.
public record Extension(
        Case reason,
        Standing before,
        Validity validity,
        Purchase purchase,
        LocalDate base,
        Anchor anchor,
        List<Period> periods) {
    /// The rows of the table in C.2, and the first purchase of all.
    public enum Case {
        /// E1: paid early, nothing is lost.
        EARLY,
        /// E2: days of grace were used, so they are paid.
        GRACE,
        /// E3: cut, and begun anew on the day of the payment.
        RESTARTED,
        /// E4: cut, and taken up within the running cycle.
        ANCHOR_KEPT,
        /// E5: cut, and the gap is paid.
        GAP_PAID,
        /// Nothing was ever paid.
        FIRST;

        /// Its name in C.2; the first purchase has none.
        public Optional<String> rule() {
            return this == FIRST ? Optional.empty() : Optional.of("E" + (ordinal() + 1));
        }
    }

    public Extension {
        periods = List.copyOf(periods);
    }

    public static Extension of(Standing before, Validity validity, Purchase purchase) {
        Case reason = reason(before, purchase);
        LocalDate from = from(before, purchase);
        boolean aligned = before.restart() == Restart.KEEP_ANCHOR;
        Anchor anchor =
                aligned || fits(validity, before.anchor(), from)
                        ? before.anchor()
                        : Anchor.of(from);
        LocalDate base = aligned ? base(reason, before, validity, from) : from;
        return new Extension(
                reason,
                before,
                validity,
                purchase,
                base,
                anchor,
                periods(validity, anchor, new Way(base, from, purchase.times())));
    }

    private static Case reason(Standing before, Purchase purchase) {
        if (before.paidUntil().isEmpty()) {
            return Case.FIRST;
        }
        LocalDate until = before.paidUntil().get();
        if (purchase.day().isBefore(until)) {
            return Case.EARLY;
        }
        if (purchase.leftOn() && purchase.day().isBefore(until.plusDays(before.graceDays()))) {
            return Case.GRACE;
        }
        return switch (before.restart()) {
            case RESTART -> Case.RESTARTED;
            case KEEP_ANCHOR -> Case.ANCHOR_KEPT;
            case PAY_GAP -> Case.GAP_PAID;
        };
    }

    /// The first day that is sold.
    static LocalDate from(Standing before, Purchase purchase) {
        return switch (reason(before, purchase)) {
            case EARLY, GRACE, GAP_PAID -> before.paidUntil().orElseThrow();
            case FIRST, RESTARTED, ANCHOR_KEPT -> purchase.day();
        };
    }

    private static boolean fits(Validity validity, Anchor anchor, LocalDate from) {
        return validity.kind() == ValidityKind.FIXED_DAYS || anchor.turnsOn(from);
    }

    /// Periods of days have no anchor: they follow what was paid before.
    private static LocalDate base(Case reason, Standing before, Validity validity, LocalDate from) {
        boolean kept = reason == Case.ANCHOR_KEPT;
        LocalDate first = kept ? before.paidUntil().orElseThrow() : from;
        return validity.lastUntil(before.anchor(), first, from);
    }

    private record Way(LocalDate base, LocalDate from, int times) {}

    private static List<Period> periods(Validity validity, Anchor anchor, Way way) {
        List<Period> periods = new ArrayList<>();
        LocalDate whole = way.base();
        for (int i = 1; i <= way.times(); i++) {
            LocalDate end = validity.advance(anchor, way.base(), i);
            int wholeDays = Math.toIntExact(Period.days(whole, end));
            periods.add(new Period(i == 1 ? way.from() : whole, end, wholeDays));
            whole = end;
        }
        return periods;
    }

    /// The same up to a day within the first period, for a service that ends or changes then.
    Extension until(LocalDate day) {
        Period first = periods.getFirst();
        var cut = new Period(first.start(), day, first.wholeDays());
        return new Extension(reason, before, validity, purchase, base, anchor, List.of(cut));
    }

    public LocalDate start() {
        return periods.getFirst().start();
    }

    /// The first day that is not paid any more.
    public LocalDate end() {
        return periods.getLast().end();
    }

    /// What each period costs at this price of a whole one.
    public List<Money> charges(Money price) {
        return periods.stream().map(period -> period.charge(price)).toList();
    }
}
