package io.lastmile.core.portal;

import io.lastmile.core.usage.Range;
import java.time.LocalDate;
import java.time.ZoneId;

/// What a customer looks at at once: a day by its hours, else days.
public enum Span {
    DAY,
    WEEK,
    /// The two weeks of the home page.
    FORTNIGHT,
    /// The calendar month, which is also what fair usage counts.
    MONTH;

    private static final int HOUR_SECONDS = 3_600;
    private static final int DAY_SECONDS = 86_400;

    /// The first day; `day` is in it, the last one but in a month.
    public LocalDate first(LocalDate day) {
        return switch (this) {
            case DAY -> day;
            case WEEK -> day.minusDays(6);
            case FORTNIGHT -> day.minusDays(13);
            case MONTH -> day.withDayOfMonth(1);
        };
    }

    /// The day after the last.
    public LocalDate end(LocalDate day) {
        return this == MONTH ? first(day).plusMonths(1) : day.plusDays(1);
    }

    Range range(LocalDate day, ZoneId zone) {
        return new Range(
                first(day).atStartOfDay(zone).toInstant(),
                end(day).atStartOfDay(zone).toInstant(),
                this == DAY ? HOUR_SECONDS : DAY_SECONDS,
                zone);
    }
}
