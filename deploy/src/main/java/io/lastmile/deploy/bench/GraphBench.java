package io.lastmile.deploy.bench;

import io.lastmile.collector.postgres.TestDatabase;
import io.lastmile.deploy.bench.BenchRow.Pair;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// The 30-day graph of one line: what the page asks, over 90 days of hour rollups and an open tail,
/// beside the same hours added up by scanning raw samples. The peer scans one day of 60-second
/// samples; its time is multiplied by the 30 days. The number of lines is bounded by the time that
/// writing them takes: `-Dlastmile.bench.graph.lines=100000` is the goal's size.
final class GraphBench implements Bench {
    private static final int LINES = Integer.getInteger("lastmile.bench.graph.lines", 1_000);
    private static final int SCANNED_LINES = Math.min(LINES, 1_000);
    private static final int QUERIES = 200;
    private static final int SCANS = 5;
    private static final int DAYS = 30;

    private static final String HOURS =
            """
            insert into telemetry.rollup_hour (bucket, line, down, up)
            select hour, line, 1000000 + line, 1000 + line
            from generate_series(timestamptz '2026-01-01 00:00+06' + %1$d * interval '10 days',
                                 timestamptz '2026-01-01 00:00+06' + %2$d * interval '10 days'
                                 - interval '1 hour', interval '1 hour') as hour,
                 generate_series(1, %3$d) as line
            """;

    private static final String SAMPLES =
            """
            insert into telemetry.sample (time, session, batch, down_total, up_total, down, up,
                                          line, span_ms, source, reason, marks)
            select time, line, 1, 0, 0, 1000, 10, line, 60000, 1, 0, 0
            from generate_series(timestamptz '2026-03-31 00:00+06',
                                 timestamptz '2026-03-31 23:59+06', interval '1 minute') as time,
                 generate_series(1, %d) as line
            """;

    private static final String GRAPH =
            """
            select bucket, down, up, spread_ms
            from telemetry.usage_hour(array[?], timestamptz '2026-03-01 00:00+06',
                                      timestamptz '2026-03-31 00:00+06')
            """;

    private static final String SCAN =
            """
            select time_bucket('1 hour', time) as bucket, sum(down), sum(up)
            from telemetry.sample
            where line = ?
            group by 1
            """;

    @Override
    public String part() {
        return "graph";
    }

    @Override
    public List<BenchRow> run() throws Exception {
        try (TestDatabase database = TestDatabase.startMigrated();
                Connection connection = database.source().getConnection()) {
            for (int i = 0; i < 9; i++) {
                execute(connection, HOURS.formatted(i, i + 1, LINES));
            }
            execute(connection, SAMPLES.formatted(SCANNED_LINES));
            execute(connection, "update telemetry.rolled set batch = 1");
            execute(connection, "vacuum analyze telemetry.rollup_hour");
            double graph = percentile95Millis(connection, GRAPH, LINES, QUERIES, DAYS * 24);
            execute(connection, "set enable_indexscan = off; set enable_bitmapscan = off");
            double scan = percentile95Millis(connection, SCAN, SCANNED_LINES, SCANS, 24) * DAYS;
            String name = "30-day hour graph of one of %,d lines, p95".formatted(LINES);
            return List.of(
                    BenchRow.limit(name, "ms", new Pair(graph, Double.NaN), 20),
                    BenchRow.cost(
                            name + " against scanning raw samples",
                            "ms",
                            new Pair(graph, scan),
                            50));
        }
    }

    private static double percentile95Millis(
            Connection connection, String sql, int lines, int queries, int rowsExpected)
            throws SQLException {
        Random random = new Random(42);
        double[] millis = new double[queries];
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            for (int i = 0; i < queries; i++) {
                select.setInt(1, 1 + random.nextInt(lines));
                long start = System.nanoTime();
                int rows = 0;
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        rows++;
                    }
                }
                millis[i] = (System.nanoTime() - start) / 1e6;
                if (rows != rowsExpected) {
                    throw new IllegalStateException(
                            "rows: " + rows + " (expected: " + rowsExpected + ")");
                }
            }
        }
        Arrays.sort(millis);
        return millis[(int) Math.ceil(queries * 0.95) - 1];
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
