package io.lastmile.core.billing;

import io.lastmile.core.billing.TaxRule.Kind;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// All rules, of all times. On each day a tax class has at most one duty and one value added tax,
/// and a code means one rate.
public record TaxRules(List<TaxRule> rules) {
    /// What holds for a tax class on a day; nothing for what is exempt.
    public record Holding(Optional<TaxRule> sd, Optional<TaxRule> vat) {
        /// The same for all classes that are taxed alike.
        String codes() {
            return sd.map(TaxRule::code).orElse("") + "/" + vat.map(TaxRule::code).orElse("");
        }
    }

    public TaxRules {
        rules = List.copyOf(rules);
        for (int i = 0; i < rules.size(); i++) {
            for (TaxRule other : rules.subList(i + 1, rules.size())) {
                check(rules.get(i), other);
            }
        }
    }

    private static void check(TaxRule one, TaxRule other) {
        if (!one.meets(other)) {
            return;
        }
        if (one.kind() == other.kind() && one.serviceClass().equals(other.serviceClass())) {
            throw new IllegalArgumentException(
                    "tax rules %s and %s of %s: both from %s on (expected: one at a time)"
                            .formatted(
                                    one.code(),
                                    other.code(),
                                    one.serviceClass(),
                                    later(one.from(), other.from())));
        }
        if (one.code().equals(other.code()) && !one.sameRate(other)) {
            throw new IllegalArgumentException(
                    "tax code %s: rates %s and %s at once (expected: one)"
                            .formatted(one.code(), one.rate(), other.rate()));
        }
    }

    private static LocalDate later(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }

    public Holding on(LocalDate day, String serviceClass) {
        return new Holding(find(Kind.SD, day, serviceClass), find(Kind.VAT, day, serviceClass));
    }

    private Optional<TaxRule> find(Kind kind, LocalDate day, String serviceClass) {
        return rules.stream()
                .filter(rule -> rule.kind() == kind && rule.serviceClass().equals(serviceClass))
                .filter(rule -> rule.holds(day))
                .findFirst();
    }

    /// Which day's rules hold for a supply: the earliest of its start, the document and the
    /// payment.
    public static LocalDate taxDay(LocalDate starts, LocalDate issued, Optional<LocalDate> paid) {
        LocalDate first = starts.isBefore(issued) ? starts : issued;
        return paid.filter(day -> day.isBefore(first)).orElse(first);
    }
}
