package io.lastmile.core.subscriptions;

import io.lastmile.core.platform.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/// Parts of amounts (billing.md C.0 and C.3), exact until the one rounding: half up to the poisha.
public final class Proration {
    /// So many days for an amount, and what is left of it.
    public record Bought(long days, Money rest) {}

    private Proration() {}

    /// R(whole × part / of).
    public static Money part(Money whole, long part, long of) {
        if (part < 0 || of < 1) {
            throw new IllegalArgumentException(
                    "part: %d of %d (expected: >= 0 of > 0)".formatted(part, of));
        }
        return new Money(
                BigDecimal.valueOf(whole.poisha())
                        .multiply(BigDecimal.valueOf(part))
                        .divide(BigDecimal.valueOf(of), 0, RoundingMode.HALF_UP)
                        .longValueExact());
    }

    /// What unused days of a line are worth: by what was charged for it, never more than is left of
    /// it after earlier credits.
    public static Money credit(Money lineNet, Money earlier, long days, long of) {
        Money part = part(lineNet, days, of);
        Money left = lineNet.minus(earlier);
        Money most = left.poisha() < 0 ? Money.ZERO : left;
        return part.compareTo(most) > 0 ? most : part;
    }

    /// An amount over weights, by rounded prefixes: the parts sum to it exactly. Weights of zero
    /// alone share it equally.
    public static List<Money> split(Money whole, List<Long> weights) {
        long all = weights.stream().reduce(0L, Math::addExact);
        if (weights.isEmpty() || weights.stream().anyMatch(weight -> weight < 0)) {
            throw new IllegalArgumentException("weights: " + weights + " (expected: some, >= 0)");
        }
        if (all == 0) {
            return split(whole, weights.stream().map(_ -> 1L).toList());
        }
        List<Money> parts = new ArrayList<>();
        Money before = Money.ZERO;
        long sum = 0;
        for (long weight : weights) {
            sum += weight;
            Money until = part(whole, sum, all);
            parts.add(until.minus(before));
            before = until;
        }
        return parts;
    }

    /// Whole days that `value` buys where `of` days cost `price` (VALUE_TO_DAYS). A price of zero
    /// is refused: it would buy for ever.
    public static Bought days(Money value, Money price, long of) {
        if (value.poisha() < 0 || !price.isPositive() || of < 1) {
            throw new IllegalArgumentException(
                    "days for %s at %s for %d (expected: a price)".formatted(value, price, of));
        }
        BigDecimal times = BigDecimal.valueOf(value.poisha()).multiply(BigDecimal.valueOf(of));
        long days =
                times.divideToIntegralValue(BigDecimal.valueOf(price.poisha())).longValueExact();
        return new Bought(days, value.minus(part(price, days, of)));
    }
}
