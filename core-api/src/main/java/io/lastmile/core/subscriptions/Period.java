package io.lastmile.core.subscriptions;

import io.lastmile.core.platform.Money;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/// Days from `start` to the one before `end`, which are sold as a part of a period of `wholeDays`.
/// A first period up to the anchor is shorter than the whole.
public record Period(LocalDate start, LocalDate end, int wholeDays) {
    public Period {
        long days = days(start, end);
        if (days < 1 || wholeDays < 1) {
            throw new IllegalArgumentException(
                    "period: %s to %s of %d days (expected: at least a day)"
                            .formatted(start, end, wholeDays));
        }
    }

    /// A whole one.
    static Period of(LocalDate start, LocalDate end) {
        return new Period(start, end, Math.toIntExact(days(start, end)));
    }

    public static long days(LocalDate start, LocalDate end) {
        return ChronoUnit.DAYS.between(start, end);
    }

    public long days() {
        return days(start, end);
    }

    /// What these days cost if a whole period costs `price`.
    public Money charge(Money price) {
        return Proration.part(price, days(), wholeDays);
    }
}
