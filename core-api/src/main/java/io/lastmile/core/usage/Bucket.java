package io.lastmile.core.usage;

import io.lastmile.core.platform.Row;
import java.time.Instant;
import java.util.Optional;

/// What a rollup knows of one stretch of time; no rate where no poll covered it.
record Bucket(
        Instant start,
        Optional<Long> downBps,
        Optional<Long> upBps,
        long down,
        long up,
        boolean spread) {
    static Bucket of(Row row) {
        return new Bucket(
                row.time("bucket"),
                row.optionalNumber("down_bps"),
                row.optionalNumber("up_bps"),
                row.number("down"),
                row.number("up"),
                row.number("spread_ms") > 0);
    }
}
