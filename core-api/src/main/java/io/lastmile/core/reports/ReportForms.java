package io.lastmile.core.reports;

import io.lastmile.core.platform.Days;
import io.lastmile.core.platform.Fields;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;

/// What reports are asked for.
public final class ReportForms {
    private static final LocalDate FIRST = LocalDate.of(2000, 1, 1);
    private static final int DAYS_MAX = 92;
    private static final int MONTH_LENGTH = 7;

    /// Days, both among them.
    public record Span(LocalDate from, LocalDate to) {}

    private ReportForms() {}

    /// Today if nothing is said. Nobody knows what will be open tomorrow.
    public static LocalDate day(Fields query, LocalDate today) {
        return new Days(FIRST, today).optional(query, "day").orElse(today);
    }

    /// This month if nothing is said.
    public static YearMonth month(Fields query, LocalDate today) {
        YearMonth now = YearMonth.from(today);
        String text = query.text("month", MONTH_LENGTH, now.toString());
        try {
            YearMonth month = YearMonth.parse(text);
            if (!month.isBefore(YearMonth.from(FIRST)) && !month.isAfter(now)) {
                return month;
            }
        } catch (DateTimeException e) {
            // Told below, as any other text that is no such month.
        }
        query.refuse("month", text, "a month from 2000-01 to " + now);
        return now;
    }

    /// This month until today if nothing is said.
    public static Span span(Fields query, LocalDate today) {
        Days days = new Days(FIRST, today);
        LocalDate to = days.optional(query, "to").orElse(today);
        LocalDate from = days.optional(query, "from").orElse(to.withDayOfMonth(1));
        if (from.isAfter(to) || ChronoUnit.DAYS.between(from, to) >= DAYS_MAX) {
            query.refuse("from", from + " to " + to, "1 to " + DAYS_MAX + " days");
            return new Span(to, to);
        }
        return new Span(from, to);
    }
}
