package io.lastmile.core.usage;

import io.lastmile.core.platform.Fields;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/// Reads `from`, `to` and `step` of a query and refuses what would not make a graph.
public record Ranges(Clock clock, ZoneId zone) {
    private static final Duration DEFAULT = Duration.ofDays(1);
    private static final Duration LONGEST = Duration.ofDays(1_000);
    private static final int STEP_SECONDS_MIN = 5;
    private static final int FIVE_MINUTES = 300;

    /// `finest` is the shortest step that the subject has.
    public Range read(Fields query, int finest) {
        Instant to = query.time("to").orElseGet(clock::instant);
        Instant from = query.time("from").orElse(to.minus(DEFAULT));
        Duration length = Duration.between(from, to);
        if (length.toSeconds() < 1 || length.compareTo(LONGEST) > 0) {
            query.refuse("from", from.toString(), "before `to`, at most 1000 days");
            return new Range(to.minus(DEFAULT), to, FIVE_MINUTES, zone);
        }
        int least = length.compareTo(Usage.FINE_RANGE_MAX) <= 0 ? finest : FIVE_MINUTES;
        int asked = (int) query.number("step", STEP_SECONDS_MIN, Range.DAY_SECONDS, 0);
        int step = asked == 0 ? Range.step(length, least) : asked;
        check(query, step, least, length);
        return new Range(from, to, step, zone);
    }

    /// With the step that the server chooses.
    public Range between(Instant from, Instant to) {
        return new Range(from, to, Range.step(Duration.between(from, to), FIVE_MINUTES), zone);
    }

    private static void check(Fields query, int step, int least, Duration length) {
        boolean round =
                step < 300
                        ? 300 % step == 0 || step % 60 == 0
                        : step < 3600 ? step % 300 == 0 : step % 3600 == 0;
        if (!round || Range.DAY_SECONDS % step != 0 || step < least) {
            query.refuse(
                    "step",
                    "" + step,
                    "a divisor of a day: whole hours, multiples of 300 s, or, for a name within 6"
                            + " hours, less than 300 s");
        } else if (length.toSeconds() / step > Range.POINTS_MAX) {
            query.refuse("step", "" + step, "at most 1000 buckets in the range");
        }
    }
}
