package io.lastmile.core.billing;

import io.lastmile.core.platform.Money;
import io.lastmile.core.subscriptions.Period;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// Less for a service whose period begins from a day on and before another: a part of the charge,
/// or an amount of each whole period.
public record Discount(
        int id,
        long version,
        int subscription,
        Optional<BigDecimal> percent,
        Optional<Money> amount,
        LocalDate from,
        Optional<LocalDate> to,
        String why) {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /// What all discounts of a period take off its charge, never more than that. Percents are of
    /// the charge itself; a part of a period has its part of an amount.
    static Money of(List<Discount> discounts, Period period, Money charge) {
        Money off =
                discounts.stream()
                        .filter(discount -> discount.holds(period.start()))
                        .map(discount -> discount.of(period, charge))
                        .reduce(Money.ZERO, Money::plus);
        return off.compareTo(charge) > 0 ? charge : off;
    }

    private boolean holds(LocalDate day) {
        return !day.isBefore(from) && to.filter(end -> !day.isBefore(end)).isEmpty();
    }

    private Money of(Period period, Money charge) {
        return percent.map(part -> part(charge, part)).orElseGet(() -> period.charge(taken()));
    }

    private Money taken() {
        return amount.orElseThrow();
    }

    private static Money part(Money charge, BigDecimal percent) {
        return new Money(
                BigDecimal.valueOf(charge.poisha())
                        .multiply(percent)
                        .divide(HUNDRED, 0, RoundingMode.HALF_UP)
                        .longValueExact());
    }
}
