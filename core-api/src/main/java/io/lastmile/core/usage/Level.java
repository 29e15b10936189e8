package io.lastmile.core.usage;

import java.time.Duration;

/// A level of the collector's rollups and the statements that read it. `bps` is empty where no poll
/// covered the bucket; a router's bytes are spread over the time that its polls span, so a bucket
/// that is only partly covered shows the rate of the covered part.
enum Level {
    FIVE_MINUTES("5m", Duration.ofMinutes(5), Duration.ofDays(35)),
    HOUR("hour", Duration.ofHours(1), Duration.ofDays(400)),
    DAY("day", Duration.ofDays(1), Duration.ofDays(36_500));

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
    private final Duration kept;

    Level(String label, Duration length, Duration kept) {
        this.label = label;
        this.length = length;
        this.kept = kept;
    }

    String label() {
        return label;
    }

    Duration length() {
        return length;
    }

    /// How long the collector keeps this level by default.
    Duration kept() {
        return kept;
    }

    String ofRouters() {
        return ROUTERS.replace("LEVEL", label);
    }

    String ofNames() {
        return NAMES.replace("LEVEL", label);
    }
}
