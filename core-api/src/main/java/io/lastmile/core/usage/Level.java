package io.lastmile.core.usage;

import java.time.Duration;

/// What a graph is drawn from, the finest first, and the statements that read it. `bps` is empty
/// where no poll covered the bucket; a router's bytes are spread over the time that its polls span,
/// so a bucket that is only partly covered shows the rate of the covered part. How far back each
/// reaches is the database's to say (`Reaches`).
enum Level {
    SAMPLES("samples", Duration.ZERO),
    FIVE_MINUTES("5m", Duration.ofMinutes(5)),
    HOUR("hour", Duration.ofHours(1)),
    DAY("day", Duration.ofDays(1));

    private static final String NETWORK =
            """
            select bucket, down_bps, up_bps, down, up, spread_ms
            from telemetry.usage_network_LEVEL(
                cast(:from as timestamptz), cast(:to as timestamptz))
            order by bucket
            """;

    private static final String ROUTERS =
            """
            select bucket,
                   cast(sum(case when covered_ms > 0
                       then down * 8000.0 / (covered_ms + spread_ms) end) as bigint) as down_bps,
                   cast(sum(case when covered_ms > 0
                       then up * 8000.0 / (covered_ms + spread_ms) end) as bigint) as up_bps,
                   sum(down) as down, sum(up) as up, sum(spread_ms) as spread_ms
            from telemetry.usage_router_LEVEL(
                cast(:routers as int[]), cast(:from as timestamptz), cast(:to as timestamptz))
            group by bucket
            order by bucket
            """;

    private static final String NAMES =
            """
            select bucket,
                   cast(case when covered_ms > 0
                       then coalesce(down, 0) * 8000.0 / span_ms end as bigint) as down_bps,
                   cast(case when covered_ms > 0
                       then coalesce(up, 0) * 8000.0 / span_ms end as bigint) as up_bps,
                   coalesce(down, 0) as down, coalesce(up, 0) as up,
                   coalesce(spread_ms, 0) as spread_ms
            from (select bucket, max(covered_ms) as covered_ms,
                         max(covered_ms + spread_ms) as span_ms
                  from telemetry.usage_router_LEVEL(
                      cast(:routers as int[]), cast(:from as timestamptz),
                      cast(:to as timestamptz))
                  group by bucket) as cover
            full join (
                  select bucket, sum(down) as down, sum(up) as up, sum(spread_ms) as spread_ms
                  from telemetry.usage_LEVEL(
                      cast(:names as int[]), cast(:from as timestamptz), cast(:to as timestamptz))
                  group by bucket) as bytes using (bucket)
            order by bucket
            """;

    private final String label;
    private final Duration length;

    Level(String label, Duration length) {
        this.label = label;
        this.length = length;
    }

    /// The coarsest that a graph of this step can be drawn from.
    static Level of(int stepSeconds) {
        Level coarsest = SAMPLES;
        for (Level level : values()) {
            if (level.length.toSeconds() <= stepSeconds) {
                coarsest = level;
            }
        }
        return coarsest;
    }

    String label() {
        return label;
    }

    Duration length() {
        return length;
    }

    int seconds() {
        return (int) length.toSeconds();
    }

    String ofNetwork() {
        return NETWORK.replace("LEVEL", label);
    }

    String ofRouters() {
        return ROUTERS.replace("LEVEL", label);
    }

    String ofNames() {
        return NAMES.replace("LEVEL", label);
    }
}
