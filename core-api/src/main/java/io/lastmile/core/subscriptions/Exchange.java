package io.lastmile.core.subscriptions;

import io.lastmile.core.platform.Money;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Paid days of one plan against days of another (billing.md C.3): what goes, what comes, at which
/// amounts. A pure function: at the application it comes out as it was quoted.
record Exchange(PaidTime.Cut cut, List<Segment> bought, Money credit, Money charge) {
    /// What is changed to.
    record Target(int plan, int version, Validity validity, Money price) {}

    Exchange {
        bought = List.copyOf(bought);
    }

    /// All segments that take the place of those that were cut.
    List<Segment> fresh() {
        return Stream.concat(cut.kept().stream(), bought.stream()).toList();
    }

    /// The same days at the new price. The whole period of a day is the one it was sold with, if
    /// the new plan's periods are alike.
    static Exchange money(PaidTime.Cut cut, Target target, Money credit) {
        List<Segment> bought = cut.rest().stream().map(rest -> same(rest, target)).toList();
        Money charge = bought.stream().map(Segment::net).reduce(Money.ZERO, Money::plus);
        return new Exchange(cut, bought, credit, charge);
    }

    private static Segment same(Segment rest, Target target) {
        var period = new Period(rest.start(), rest.end(), wholeDays(rest, target));
        return segment(rest, target, period, period.charge(target.price()));
    }

    /// What the days are worth buys whole days; what is left of it is the customer's. Empty if it
    /// buys none.
    static Optional<Exchange> days(PaidTime.Cut cut, Target target, Money credit) {
        if (cut.rest().isEmpty() || !target.price().isPositive()) {
            return Optional.empty();
        }
        Segment first = cut.rest().getFirst();
        int wholeDays = wholeDays(first, target);
        Proration.Bought bought = Proration.days(credit, target.price(), wholeDays);
        if (bought.days() == 0) {
            return Optional.empty();
        }
        LocalDate end = first.start().plusDays(bought.days());
        Money charge = credit.minus(bought.rest());
        Segment one = segment(first, target, new Period(first.start(), end, wholeDays), charge);
        return Optional.of(new Exchange(cut, List.of(one), credit, charge));
    }

    private static Segment segment(Segment rest, Target target, Period period, Money net) {
        return new Segment(
                0,
                target.plan(),
                target.version(),
                target.validity(),
                period,
                rest.anchor(),
                net,
                rest.sold(),
                0,
                Optional.empty());
    }

    private static int wholeDays(Segment rest, Target target) {
        if (target.validity().equals(rest.validity())) {
            return rest.period().wholeDays();
        }
        Anchor anchor =
                rest.anchor().turnsOn(rest.start()) ? rest.anchor() : Anchor.of(rest.start());
        LocalDate end = target.validity().advance(anchor, rest.start(), 1);
        return Math.toIntExact(Period.days(rest.start(), end));
    }
}
