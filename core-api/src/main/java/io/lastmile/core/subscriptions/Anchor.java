package io.lastmile.core.subscriptions;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.LocalDate;
import java.time.YearMonth;

/// The day of the month on which a cycle turns (billing.md C.1): on the 31st in July, on the last
/// day of shorter months. It is stored and never recomputed from a boundary, so 31 January, 28
/// February is followed by 31 March. In JSON and rows it is its day.
public record Anchor(@JsonValue int day) {
    private static final int DAY_MAX = 31;

    public Anchor {
        if (day < 1 || day > DAY_MAX) {
            throw new IllegalArgumentException("anchor: %d (expected: 1 to 31)".formatted(day));
        }
    }

    public static Anchor of(LocalDate day) {
        return new Anchor(day.getDayOfMonth());
    }

    /// Its boundary within a month.
    public LocalDate in(YearMonth month) {
        return month.atDay(Math.min(day, month.lengthOfMonth()));
    }

    public boolean turnsOn(LocalDate date) {
        return in(YearMonth.from(date)).equals(date);
    }

    /// The last boundary that is not after `date`.
    public LocalDate lastUntil(LocalDate date) {
        YearMonth month = YearMonth.from(date);
        LocalDate boundary = in(month);
        return boundary.isAfter(date) ? in(month.minusMonths(1)) : boundary;
    }

    public LocalDate firstAfter(LocalDate date) {
        return after(lastUntil(date), 1);
    }

    /// The boundary so many months after another one.
    public LocalDate after(LocalDate boundary, long months) {
        if (!turnsOn(boundary)) {
            throw new IllegalArgumentException(
                    "boundary: %s (expected: one of anchor day %d)".formatted(boundary, day));
        }
        return in(YearMonth.from(boundary).plusMonths(months));
    }
}
