package io.lastmile.core.billing;

import io.lastmile.core.platform.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// An amount that was rounded once, dealt out to the lines that it comes from by largest remainder
/// (billing.md C.5): each line gets its exact share cut down or up to the poisha, those with the
/// most cut off are rounded up first, of equals the earlier line.
final class Shares {
    private Shares() {}

    /// `whole` is R of the sum of the exact shares, which are in poisha. The mirror of an amount is
    /// dealt out as its mirror.
    static List<Money> of(Money whole, List<BigDecimal> exact) {
        if (whole.poisha() < 0) {
            List<BigDecimal> mirrored = exact.stream().map(BigDecimal::negate).toList();
            return of(whole.negated(), mirrored).stream().map(Money::negated).toList();
        }
        List<Long> parts = new ArrayList<>();
        for (BigDecimal share : exact) {
            parts.add(floor(share).longValueExact());
        }
        long left = whole.poisha() - parts.stream().reduce(0L, Math::addExact);
        if (left < 0 || left > exact.size()) {
            throw new IllegalArgumentException(
                    "shares %s of %s (expected: ones that sum to it)".formatted(exact, whole));
        }
        IntStream.range(0, exact.size())
                .boxed()
                .sorted(
                        Comparator.comparing((Integer i) -> cutOff(exact.get(i)))
                                .reversed()
                                .thenComparing(Comparator.naturalOrder()))
                .limit(left)
                .forEach(i -> parts.set(i, parts.get(i) + 1));
        return parts.stream().map(Money::new).toList();
    }

    /// The same by weights, none of them below 0 and not all of them 0.
    static List<Money> byWeight(Money whole, List<Money> weights) {
        BigDecimal all = BigDecimal.valueOf(sum(weights).poisha());
        return of(
                whole,
                weights.stream()
                        .map(weight ->
                                BigDecimal.valueOf(weight.poisha())
                                        .multiply(BigDecimal.valueOf(whole.poisha()))
                                        .divide(all, TaxRule.SCALE_MAX, RoundingMode.DOWN))
                        .toList());
    }

    static Money sum(List<Money> amounts) {
        return amounts.stream().reduce(Money.ZERO, Money::plus);
    }

    private static BigDecimal floor(BigDecimal share) {
        return share.setScale(0, RoundingMode.FLOOR);
    }

    private static BigDecimal cutOff(BigDecimal share) {
        return share.subtract(floor(share));
    }
}
