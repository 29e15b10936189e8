package io.lastmile.core.usage;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/// A stretch of time cut into buckets: `from` and `to` are what was asked, the grid starts at or
/// before `from`. Steps up to half a day count from local midnight, a day is a local one.
public record Range(Instant from, Instant to, int stepSeconds, ZoneId zone) {
    static final int POINTS_MAX = 1_000;
    static final int POINTS_WANTED = 500;
    static final int DAY_SECONDS = 86_400;

    /// Steps that the server chooses from; each but the first divides a day.
    private static final int[] STEPS = {
        10, 30, 60, 300, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, DAY_SECONDS
    };

    /// The shortest step that keeps a graph readable and is not below `stepMin`.
    static int step(Duration range, int stepMin) {
        for (int step : STEPS) {
            if (step >= stepMin && range.toSeconds() <= (long) step * POINTS_WANTED) {
                return step;
            }
        }
        return DAY_SECONDS;
    }

    Duration length() {
        return Duration.between(from, to);
    }

    Range shifted(Duration back) {
        return new Range(from.minus(back), to.minus(back), stepSeconds, zone);
    }

    /// With buckets at least as long as these.
    Range atLeast(int seconds) {
        return seconds <= stepSeconds ? this : new Range(from, to, seconds, zone);
    }

    /// The same from the start of its first bucket on.
    Range whole() {
        return new Range(starts().getFirst(), to, stepSeconds, zone);
    }

    /// Starts of the buckets.
    List<Instant> starts() {
        ZonedDateTime midnight = from.atZone(zone).truncatedTo(ChronoUnit.DAYS);
        List<Instant> starts = new ArrayList<>();
        if (stepSeconds == DAY_SECONDS) {
            for (var day = midnight; day.toInstant().isBefore(to); day = day.plusDays(1)) {
                starts.add(day.toInstant());
            }
            return starts;
        }
        long since = Duration.between(midnight.toInstant(), from).toSeconds();
        Instant start = midnight.toInstant().plusSeconds(since / stepSeconds * stepSeconds);
        for (; start.isBefore(to); start = start.plusSeconds(stepSeconds)) {
            starts.add(start);
        }
        return starts;
    }
}
