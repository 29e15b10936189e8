package io.lastmile.deploy.bench;

import io.lastmile.collector.credentials.SecretCipher;
import io.lastmile.collector.postgres.TestDatabase;
import io.lastmile.core.CoreApi;
import io.lastmile.core.CoreConfig;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Schema;
import io.lastmile.core.usage.Percentile;
import io.lastmile.core.usage.Range;
import io.lastmile.core.usage.Subject;
import io.lastmile.core.usage.Talkers;
import io.lastmile.core.usage.UsageParts;
import io.lastmile.core.usage.UsageSeries;
import io.lastmile.deploy.bench.BenchRow.Pair;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/// The 30-day graph of one name as its page asks for it, by `Usage.series`: all 90 days of hours of
/// every line, 35 days of five minutes of those that are looked at (for the 95th percentile), an
/// open tail; beside the same hours added up by scanning raw samples. The peer scans one day of
/// 60-second samples; its time is multiplied by the 30 days. Also the talkers of a month out of
/// memory. The number of lines is bounded by the time that writing them takes:
/// `-Dlastmile.bench.graph.lines=100000` is the goal's size (216 million rows, about 25 GB).
final class GraphBench implements Bench {
    private static final int LINES = Integer.getInteger("lastmile.bench.graph.lines", 1_000);
    private static final int LOOKED_AT = Math.min(LINES, 100);
    private static final int SCANNED_LINES = Math.min(LINES, 1_000);
    private static final int ROUTERS = 100;
    private static final int QUERIES = 200;
    private static final int SCANS = 5;
    private static final long FOLLOWED_NANOS_MAX = 120_000_000_000L;
    private static final int DAYS = 30;

    /// Not of the specification: a page that takes longer is felt.
    private static final double PAGE_MILLIS_MAX = 100;

    private static final ZoneId ZONE = ZoneId.of("Asia/Dhaka");
    private static final Instant END = Instant.parse("2026-03-31T18:00:00Z");
    private static final Actor ACTOR = Actor.system("bench");

    private static final String HOURS =
            """
            insert into telemetry.rollup_hour (bucket, line, down, up)
            select hour, line, 1000000 + line, 1000 + line
            from generate_series(timestamptz '2026-01-01 00:00+06' + %1$d * interval '10 days',
                                 timestamptz '2026-01-01 00:00+06' + %2$d * interval '10 days'
                                 - interval '1 hour', interval '1 hour') as hour,
                 generate_series(1, %3$d) as line
            """;

    private static final String[] REST = {
        """
        insert into telemetry.line (router, source, raw_name, name, first_seen)
        select 1 + n %% %2$d, 1, convert_to('n' || n, 'UTF8'), 'n' || n, '2026-01-01'
        from generate_series(1, %1$d) as n
        """
                .formatted(LINES, ROUTERS),
        """
        insert into telemetry.rollup_day (bucket, line, down, up)
        select day, line, 24000000 + 24 * line, 24000 + 24 * line
        from generate_series(timestamptz '2026-01-01 00:00+06', '2026-03-31 00:00+06', '1 day')
                 as day,
             generate_series(1, %d) as line
        """
                .formatted(LINES),
        """
        insert into telemetry.rollup_5m (bucket, line, down, up)
        select bucket, line * %2$d, 83333, 83
        from generate_series(timestamptz '2026-02-25 00:00+06', '2026-03-31 23:55+06',
                             '5 minutes') as bucket,
             generate_series(1, %1$d) as line
        """
                .formatted(LOOKED_AT, LINES / LOOKED_AT),
        covered("5m", "2026-02-25 00:00+06", "5 minutes", 300_000),
        covered("hour", "2026-01-01 00:00+06", "1 hour", 3_600_000),
        covered("day", "2026-01-01 00:00+06", "1 day", 86_400_000),
        """
        insert into telemetry.poll (time, router, batch, epoch, uptime_ms, span_ms, interval_ms,
                                    answer_ms, sessions, samples)
        select timestamptz '2026-03-31 23:59:00+06', router, 2, 1, 1, 60000, 60000, 1, 1, 1
        from generate_series(1, %d) as router
        """
                .formatted(ROUTERS),
        """
        insert into telemetry.sample (time, session, batch, down_total, up_total, down, up,
                                      line, span_ms, source, reason, marks)
        select time, line, 1, 0, 0, 1000, 10, line, 60000, 1, 0, 0
        from generate_series(timestamptz '2026-03-31 00:00+06',
                             timestamptz '2026-03-31 23:58+06', interval '1 minute') as time,
             generate_series(1, %d) as line
        """
                .formatted(SCANNED_LINES),
        """
        insert into telemetry.sample (time, session, batch, down_total, up_total, down, up,
                                      line, span_ms, source, reason, marks)
        select timestamptz '2026-03-31 23:59:00+06', line, 2, 0, 0, 1000, 10, line, 60000, 1, 0, 0
        from generate_series(1, %d) as line
        """
                .formatted(LINES),
        "update telemetry.rolled set batch = 1",
        "select setval('telemetry.batch_seq', 2)",
        "vacuum analyze telemetry.rollup_hour",
        "vacuum analyze telemetry.rollup_5m",
        "vacuum analyze telemetry.rollup_day",
        "vacuum analyze telemetry.rollup_router_5m",
        "vacuum analyze telemetry.rollup_router_hour",
        "analyze"
    };

    private static final String HOUR_GRAPH =
            """
            select bucket, down, up, spread_ms
            from telemetry.usage_hour(array[?], timestamptz '2026-03-02 00:00+06',
                                      timestamptz '2026-04-01 00:00+06')
            """;

    private static final String SCAN =
            """
            select time_bucket('1 hour', time) as bucket, sum(down), sum(up)
            from telemetry.sample
            where line = ?
            group by 1
            """;

    private static String covered(String level, String since, String step, int millis) {
        return """
        insert into telemetry.rollup_router_%s (bucket, router, polls, covered_ms, down, up)
        select bucket, router, 1, %d, 1000000, 1000
        from generate_series(timestamptz '%s', '2026-03-31 23:59+06', '%s') as bucket,
             generate_series(1, %d) as router
        """
                .formatted(level, millis, since, step, ROUTERS);
    }

    @Override
    public String part() {
        return "graph";
    }

    @Override
    public List<BenchRow> run() throws Exception {
        Path folder = Files.createTempDirectory("lastmile-bench");
        try (TestDatabase database = TestDatabase.startMigrated();
                Connection connection = database.source().getConnection()) {
            for (int i = 0; i < 9; i++) {
                execute(connection, HOURS.formatted(i, i + 1, LINES));
            }
            for (String sql : REST) {
                execute(connection, sql);
            }
            var cipher = SecretCipher.of(Optional.empty(), folder.resolve("key"));
            Schema.settle(database.source(), cipher);
            var meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
            Clock clock = Clock.fixed(END.minusSeconds(30), ZONE);
            var ground =
                    new CoreApi.Ground(database.source(), Optional.empty(), cipher, meters, clock);
            try (var core = new CoreApi(CoreConfig.defaults().withPassword("bench"), ground)) {
                core.start();
                double started = untilFollowed(meters);
                return rows(core.usage(), connection, started);
            }
        }
    }

    /// Seconds from the start until the totals of all lines are in memory.
    private static double untilFollowed(PrometheusMeterRegistry meters) {
        long start = System.nanoTime();
        while (meters.get("lastmile.core.talkers.lines").gauge().value() < LINES) {
            if (System.nanoTime() - start > FOLLOWED_NANOS_MAX) {
                throw new IllegalStateException("the totals of lines were not loaded in time");
            }
            LockSupport.parkNanos(10_000_000);
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private static List<BenchRow> rows(UsageParts usage, Connection connection, double started)
            throws SQLException {
        double hours;
        try (PreparedStatement select = connection.prepareStatement(HOUR_GRAPH)) {
            hours = percentile95(QUERIES, random -> hourGraph(select, random));
        }
        double page = percentile95(QUERIES, random -> series(usage, random));
        double talkers = percentile95(QUERIES, _ -> talkers(usage));
        execute(connection, "set enable_indexscan = off; set enable_bitmapscan = off");
        double scan;
        try (PreparedStatement select = connection.prepareStatement(SCAN)) {
            scan = percentile95(SCANS, random -> scan(select, random)) * DAYS;
        }
        String name = "30-day graph of one of %,d lines, p95".formatted(LINES);
        return List.of(
                BenchRow.limit(name + " in the database", "ms", new Pair(hours, Double.NaN), 20),
                BenchRow.cost(
                        name + " against scanning raw samples", "ms", new Pair(hours, scan), 50),
                BenchRow.limit(
                        name + " with its 95th percentile",
                        "ms",
                        new Pair(page, Double.NaN),
                        PAGE_MILLIS_MAX),
                BenchRow.limit(
                        "top 50 talkers of the month of %,d lines, p95".formatted(LINES),
                        "ms",
                        new Pair(talkers, Double.NaN),
                        50),
                BenchRow.limit(
                        "a month's totals of %,d lines into memory".formatted(LINES),
                        "s",
                        new Pair(started, Double.NaN),
                        15));
    }

    private interface Work {
        void run(Random random) throws SQLException;
    }

    /// Milliseconds, after a tenth of the rounds that do not count.
    private static double percentile95(int rounds, Work work) throws SQLException {
        Random random = new Random(42);
        double[] millis = new double[rounds];
        for (int i = -rounds / 10; i < rounds; i++) {
            long start = System.nanoTime();
            work.run(random);
            if (i >= 0) {
                millis[i] = (System.nanoTime() - start) / 1e6;
            }
        }
        Arrays.sort(millis);
        return millis[(int) Math.ceil(rounds * 0.95) - 1];
    }

    private static void hourGraph(PreparedStatement select, Random random) throws SQLException {
        select.setInt(1, 1 + random.nextInt(LINES));
        int rows = 0;
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                rows++;
            }
        }
        if (rows < DAYS * 24) {
            throw new IllegalStateException("hours: " + rows + " (expected: " + DAYS * 24 + ")");
        }
    }

    /// What `/api/usage/names/{id}` asks for 30 days until now.
    private static void series(UsageParts usage, Random random) {
        int line = (1 + random.nextInt(LOOKED_AT)) * (LINES / LOOKED_AT);
        Subject name =
                new Subject.OfNames(List.of(line), List.of(1 + line % ROUTERS), Instant.EPOCH);
        Instant to = END.minusSeconds(30);
        Range range = usage.ranges().between(to.minus(Duration.ofDays(DAYS)), to);
        UsageSeries series = ACTOR.call(() -> usage.usage().series(name, range, Optional.empty()));
        expect("points", series.down().size(), DAYS * 12 + 1);
        expect("gaps", series.gaps().size(), 0);
        expect("5-minute averages", series.p95().map(Percentile::buckets).orElse(0), DAYS * 288);
    }

    private static void talkers(UsageParts usage) {
        var query = new Talkers.Query(Talkers.Period.CYCLE, Talkers.By.DOWN, 0, "", 50);
        Talkers.Top top = ACTOR.call(() -> usage.talkers().top(query));
        expect("talkers", top.items().size(), Math.min(50, LINES));
    }

    private static void scan(PreparedStatement select, Random random) throws SQLException {
        select.setInt(1, 1 + random.nextInt(SCANNED_LINES));
        int hours = 0;
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                hours++;
            }
        }
        expect("hours", hours, 24);
    }

    private static void expect(String what, int found, int expected) {
        if (found != expected) {
            throw new IllegalStateException(what + ": " + found + " (expected: " + expected + ")");
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
