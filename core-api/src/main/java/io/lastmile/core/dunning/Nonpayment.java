package io.lastmile.core.dunning;

import io.lastmile.core.dunning.Verdict.Rule;
import io.lastmile.core.platform.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// NONPAY(t) of billing.md C.8: a pure function of a dossier, the rules and the clock. Quiet times
/// keep a suspension from beginning; they lift none, or somebody would be on at night alone.
public record Nonpayment(DunningRules rules, QuietTimes quiet) {
    /// More changes than a dossier has dates.
    private static final int STEPS_MAX = 2_000;

    public Verdict at(Dossier dossier, Instant now) {
        LocalDate today = quiet.day(now);
        List<Verdict.Late> open =
                dossier.open().stream().map(owed -> late(dossier, owed, today)).toList();
        var sums =
                new Verdict.Sums(
                        sum(open, _ -> true),
                        sum(open, Verdict.Late::overdue),
                        sum(open, Verdict.Late::late));
        Rule rule = rule(dossier, sums, now);
        boolean nonpay =
                switch (rule) {
                    case EXPIRED, OVERDUE -> true;
                    case ENDED -> dossier.cut().isPresent();
                    case FOLLOWED,
                            PAUSED,
                            PAID,
                            TOLERATED,
                            GRACE,
                            EXEMPT,
                            PROMISED,
                            COVERED,
                            PUT_OFF,
                            INACTIVE,
                            QUIET ->
                            false;
                };
        return new Verdict(
                now,
                rule,
                nonpay,
                dossier,
                new Verdict.Limits(rules.tolerance(), graceDays(dossier)),
                open,
                sums,
                quiet.at(now),
                next(dossier, rule, now));
    }

    /// The first instant until before `end` at which it has to be off if nothing is paid meanwhile.
    public Optional<Verdict> first(Dossier dossier, Instant from, Instant end) {
        Optional<Instant> time = Optional.of(from);
        for (int i = 0; i < STEPS_MAX && time.filter(end::isAfter).isPresent(); i++) {
            Verdict verdict = at(dossier, time.get());
            if (verdict.nonpay()) {
                return Optional.of(verdict);
            }
            time = verdict.next();
        }
        return Optional.empty();
    }

    private Verdict.Late late(Dossier dossier, Owed owed, LocalDate today) {
        LocalDate overdue = owed.overdueFrom();
        return new Verdict.Late(
                owed,
                !today.isBefore(overdue),
                !today.isBefore(overdue.plusDays(graceDays(dossier))));
    }

    private static Money sum(List<Verdict.Late> open, Predicate<Verdict.Late> which) {
        return open.stream()
                .filter(which)
                .map(late -> late.owed().open())
                .reduce(Money.ZERO, Money::plus);
    }

    private int graceDays(Dossier dossier) {
        return dossier.prepaid() ? dossier.graceDays() : rules.graceDays();
    }

    private Rule rule(Dossier dossier, Verdict.Sums sums, Instant now) {
        return switch (dossier.life()) {
            case FOLLOWED -> Rule.FOLLOWED;
            case ENDED -> Rule.ENDED;
            case PAUSED -> dossier.prepaid() ? Rule.PAUSED : ofRunning(dossier, sums, now);
            case RUNS -> ofRunning(dossier, sums, now);
        };
    }

    private Rule ofRunning(Dossier dossier, Verdict.Sums sums, Instant now) {
        Rule cause = dossier.prepaid() ? expiry(dossier, now) : debt(sums);
        boolean missing = cause == Rule.EXPIRED || cause == Rule.OVERDUE;
        return missing ? spared(dossier, sums, now).orElse(cause) : cause;
    }

    private Rule expiry(Dossier dossier, Instant now) {
        LocalDate today = quiet.day(now);
        LocalDate end = dossier.unpaidFrom();
        if (today.isBefore(end)) {
            return Rule.PAID;
        }
        return today.isBefore(end.plusDays(dossier.graceDays())) ? Rule.GRACE : Rule.EXPIRED;
    }

    private Rule debt(Verdict.Sums sums) {
        if (!sums.overdue().isPositive()) {
            return Rule.PAID;
        }
        if (exceeds(sums.late())) {
            return Rule.OVERDUE;
        }
        return exceeds(sums.overdue()) ? Rule.GRACE : Rule.TOLERATED;
    }

    private boolean exceeds(Money amount) {
        return amount.compareTo(rules.tolerance()) > 0;
    }

    /// The first mercy that holds.
    private Optional<Rule> spared(Dossier dossier, Verdict.Sums sums, Instant now) {
        Mercies mercies = dossier.mercies();
        LocalDate today = quiet.day(now);
        if (mercies.exemption().filter(exempt -> holds(exempt.lastDay(), today)).isPresent()) {
            return Optional.of(Rule.EXEMPT);
        }
        if (mercies.promise().filter(word -> !today.isAfter(word.lastDay())).isPresent()) {
            return Optional.of(Rule.PROMISED);
        }
        if (mercies.cover()
                .map(cover -> cover.on(today))
                .filter(cover -> covers(dossier, cover, sums))
                .isPresent()) {
            return Optional.of(Rule.COVERED);
        }
        return dossier.cut().isPresent() ? Optional.empty() : notBegun(mercies, now);
    }

    private Optional<Rule> notBegun(Mercies mercies, Instant now) {
        if (mercies.putOff().filter(now::isBefore).isPresent()) {
            return Optional.of(Rule.PUT_OFF);
        }
        if (!rules.active()) {
            return Optional.of(Rule.INACTIVE);
        }
        return quiet.at(now).map(_ -> Rule.QUIET);
    }

    private static boolean holds(Optional<LocalDate> lastDay, LocalDate today) {
        return lastDay.filter(today::isAfter).isEmpty();
    }

    /// A prepaid one is covered by what its time costs, a debt by all but what is tolerated.
    private boolean covers(Dossier dossier, Mercies.Cover cover, Verdict.Sums sums) {
        return dossier.prepaid() ? cover.buys() : !exceeds(sums.late().minus(cover.amount()));
    }

    private Optional<Instant> next(Dossier dossier, Rule rule, Instant now) {
        List<Instant> times = new ArrayList<>();
        days(dossier).map(quiet::start).forEach(times::add);
        dossier.mercies().putOff().ifPresent(times::add);
        boolean begins = rule == Rule.EXPIRED || rule == Rule.OVERDUE;
        if (begins && dossier.cut().isEmpty()) {
            times.add(quiet.end(now));
        } else if (rule == Rule.QUIET) {
            quiet.open(now).ifPresent(times::add);
        }
        return times.stream().filter(now::isBefore).min(Instant::compareTo);
    }

    /// Days at whose beginning something can change.
    private Stream<LocalDate> days(Dossier dossier) {
        boolean over =
                dossier.life() == Dossier.Life.ENDED || dossier.life() == Dossier.Life.FOLLOWED;
        if (over) {
            return Stream.empty();
        }
        int grace = graceDays(dossier);
        Stream<LocalDate> causes =
                dossier.prepaid()
                        ? Stream.of(dossier.unpaidFrom())
                        : dossier.open().stream().map(Owed::overdueFrom);
        Mercies mercies = dossier.mercies();
        Stream<LocalDate> coming =
                mercies.cover().stream()
                        .flatMap(cover -> cover.parts().stream())
                        .map(Mercies.Part::lastDay);
        Stream<LocalDate> mercy =
                Stream.concat(
                                coming,
                                Stream.of(
                                                mercies.promise().map(Mercies.Promised::lastDay),
                                                mercies.exemption()
                                                        .flatMap(Mercies.Exempt::lastDay))
                                        .flatMap(Optional::stream))
                        .map(day -> day.plusDays(1));
        return Stream.concat(causes.flatMap(day -> Stream.of(day, day.plusDays(grace))), mercy);
    }
}
