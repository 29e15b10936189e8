package io.lastmile.core.usage;

/// What the collector's rollup does, in statements of its own for tests that arrange by SQL.
final class Rolled {
    /// Hours, days and the network out of the 5-minute rows that are there.
    static final String[] COARSER = {
        lines("hour"),
        lines("day"),
        routers("hour"),
        routers("day"),
        "select telemetry.roll_network(array(select distinct bucket"
                + " from telemetry.rollup_router_5m))"
    };

    private Rolled() {}

    private static String lines(String level) {
        return """
        insert into telemetry.rollup_%1$s (bucket, line, spread_ms, down, up)
        select date_trunc('%1$s', bucket, 'Asia/Dhaka'), line, sum(spread_ms), sum(down), sum(up)
        from telemetry.rollup_5m group by 1, 2
        """
                .formatted(level);
    }

    private static String routers(String level) {
        return """
        insert into telemetry.rollup_router_%1$s
            (bucket, router, polls, covered_ms, spread_ms, down, up)
        select date_trunc('%1$s', bucket, 'Asia/Dhaka'), router, sum(polls), sum(covered_ms),
               sum(spread_ms), sum(down), sum(up)
        from telemetry.rollup_router_5m group by 1, 2
        """
                .formatted(level);
    }

    /// Adds all samples of the batches after the last one that was rolled up until `upto`.
    static String[] upTo(long upto) {
        return new String[] {
            add("rollup_5m", "parts.bucket", upto),
            add("rollup_hour", "date_trunc('hour', parts.bucket, 'Asia/Dhaka')", upto),
            add("rollup_day", "date_trunc('day', parts.bucket, 'Asia/Dhaka')", upto),
            "update telemetry.rolled set batch = " + upto
        };
    }

    private static String add(String table, String bucket, long upto) {
        return """
        insert into telemetry.%s as r (bucket, line, down, up)
        select %s, sample.line, sum(parts.down), sum(parts.up)
        from telemetry.sample,
             telemetry.parts(sample.time, sample.span_ms, sample.down, sample.up) as parts
        where sample.batch > (select batch from telemetry.rolled) and sample.batch <= %d
        group by 1, 2
        on conflict (line, bucket) do update
        set down = r.down + excluded.down, up = r.up + excluded.up
        """
                .formatted(table, bucket, upto);
    }
}
