package io.lastmile.core.subscriptions;

import io.lastmile.core.plans.Terms;
import io.lastmile.core.plans.ValidityKind;
import io.lastmile.core.platform.Row;
import java.time.LocalDate;

/// How long one sold period lasts: so many months on the anchor, or so many days.
public record Validity(ValidityKind kind, int count) {
    public Validity {
        if (count < 1) {
            throw new IllegalArgumentException("validity: %d (expected: > 0)".formatted(count));
        }
    }

    public static Validity of(Terms terms) {
        return new Validity(terms.validity(), terms.validityCount());
    }

    static Validity stored(Row row) {
        return new Validity(
                ValidityKind.valueOf(Subscriptions.constant(row.text("validity"))),
                row.integer("validity_count"));
    }

    /// Where so many periods that begin at `base` end. Months want a base on the anchor.
    public LocalDate advance(Anchor anchor, LocalDate base, int times) {
        long all = Math.multiplyExact((long) count, times);
        return switch (kind) {
            case CALENDAR_MONTHS -> anchor.after(base, all);
            case FIXED_DAYS -> base.plusDays(all);
        };
    }

    /// The last beginning of a period that is not after `day`, of those that follow `from`.
    LocalDate lastUntil(Anchor anchor, LocalDate from, LocalDate day) {
        return switch (kind) {
            case CALENDAR_MONTHS -> anchor.lastUntil(day);
            case FIXED_DAYS -> from.plusDays(Period.days(from, day) / count * count);
        };
    }
}
