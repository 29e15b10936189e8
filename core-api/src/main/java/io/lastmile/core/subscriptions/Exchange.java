package io.lastmile.core.subscriptions;

import io.lastmile.core.platform.Money;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    /// The plan's version of the days that come, or the one that was looked for if none do.
    int version(int quoted) {
        return bought.isEmpty() ? quoted : bought.getFirst().planVersion();
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

    /// What the days are worth buys whole days; what is left of it is the customer's. Each sale
    /// buys its share of them, so that none is worth more than was paid for it. Empty if there is
    /// not a day for each.
    static Optional<Exchange> days(PaidTime.Cut cut, Target target, List<Money> credits) {
        Money credit = credits.stream().reduce(Money.ZERO, Money::plus);
        if (cut.rest().isEmpty() || !target.price().isPositive()) {
            return Optional.empty();
        }
        List<Worth> worth = worth(cut.rest(), credits);
        int wholeDays = wholeDays(cut.rest().getFirst(), target);
        Proration.Bought bought = Proration.days(credit, target.price(), wholeDays);
        if (bought.days() == 0 || bought.days() < worth.size()) {
            return Optional.empty();
        }
        Money charge = credit.minus(bought.rest());
        List<Money> nets = Proration.split(charge, worth.stream().map(Worth::poisha).toList());
        List<Long> ends = ends(bought.days(), worth);
        LocalDate first = cut.rest().getFirst().start();
        List<Segment> segments = new ArrayList<>();
        for (int i = 0; i < worth.size(); i++) {
            LocalDate start = first.plusDays(i == 0 ? 0 : ends.get(i - 1));
            var period = new Period(start, first.plusDays(ends.get(i)), wholeDays);
            segments.add(segment(worth.get(i).rest(), target, period, nets.get(i)));
        }
        return Optional.of(new Exchange(cut, segments, credit, charge));
    }

    /// What is left of a sale, with its first segment.
    private record Worth(Segment rest, long poisha) {}

    private static List<Worth> worth(List<Segment> rest, List<Money> credits) {
        Map<Long, Worth> sales = new LinkedHashMap<>();
        for (int i = 0; i < rest.size(); i++) {
            Segment segment = rest.get(i);
            sales.merge(
                    segment.sold(),
                    new Worth(segment, credits.get(i).poisha()),
                    (one, more) -> new Worth(one.rest(), one.poisha() + more.poisha()));
        }
        return sales.values().stream().filter(sale -> sale.poisha() > 0).toList();
    }

    /// Rounded prefixes, a day at least for each.
    private static List<Long> ends(long days, List<Worth> worth) {
        List<Long> ends = new ArrayList<>();
        var parts = Proration.split(new Money(days), worth.stream().map(Worth::poisha).toList());
        long sum = 0;
        long before = 0;
        for (int i = 0; i < parts.size(); i++) {
            sum += parts.get(i).poisha();
            before = Math.clamp(sum, before + 1, days - (parts.size() - 1 - i));
            ends.add(before);
        }
        return ends;
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

    /// Never those of a period that begins with the change: months are those of the anchor that
    /// hold the day, so there and back comes to the same (I8).
    private static int wholeDays(Segment rest, Target target) {
        if (target.validity().equals(rest.validity())) {
            return rest.period().wholeDays();
        }
        LocalDate start =
                switch (target.validity().kind()) {
                    case CALENDAR_MONTHS -> rest.anchor().lastUntil(rest.start());
                    case FIXED_DAYS -> rest.start();
                };
        LocalDate end = target.validity().advance(rest.anchor(), start, 1);
        return Math.toIntExact(Period.days(start, end));
    }
}
