package io.lastmile.core.usage;

import io.lastmile.core.usage.Talkers.Period;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;

/// When this hour, today and this cycle began in the ISP's zone. The cycle is the calendar month
/// until subscriptions have one of their own.
record Periods(Instant hour, Instant day, Instant cycle, ZoneId zone) {
    static Periods at(Instant now, ZoneId zone) {
        ZonedDateTime local = now.atZone(zone);
        ZonedDateTime day = local.truncatedTo(ChronoUnit.DAYS);
        return new Periods(
                local.truncatedTo(ChronoUnit.HOURS).toInstant(),
                day.toInstant(),
                day.withDayOfMonth(1).truncatedTo(ChronoUnit.DAYS).toInstant(),
                zone);
    }

    Instant start(Period period) {
        return switch (period) {
            case HOUR -> hour;
            case TODAY -> day;
            case CYCLE -> cycle;
            case NOW -> throw nowHasNone();
        };
    }

    Instant end(Period period) {
        ZonedDateTime start = start(period).atZone(zone);
        return switch (period) {
            case HOUR -> start.plusHours(1).toInstant();
            case TODAY -> start.plusDays(1).truncatedTo(ChronoUnit.DAYS).toInstant();
            case CYCLE -> start.plusMonths(1).truncatedTo(ChronoUnit.DAYS).toInstant();
            case NOW -> throw nowHasNone();
        };
    }

    private static IllegalArgumentException nowHasNone() {
        return new IllegalArgumentException("period: NOW (expected: one that began)");
    }
}
