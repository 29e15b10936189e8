package io.lastmile.collector.rollup;

import java.time.Duration;
import java.time.ZoneId;

/// How often rollups are brought up to date, in which zone days begin, and how many buckets one
/// transaction may touch (an hour's gap of a line counts as twelve).
public record RollupConfig(ZoneId zone, Duration interval, int partsMax) {
    public static RollupConfig standard() {
        return new RollupConfig(ZoneId.of("Asia/Dhaka"), Duration.ofSeconds(60), 400_000);
    }

    public RollupConfig {
        if (partsMax < 1 || interval.isNegative() || interval.isZero()) {
            throw new IllegalArgumentException(
                    "rollup: %d parts every %s (expected: >= 1, > 0)"
                            .formatted(partsMax, interval));
        }
    }
}
