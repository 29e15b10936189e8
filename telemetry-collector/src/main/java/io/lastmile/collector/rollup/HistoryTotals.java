package io.lastmile.collector.rollup;

import io.lastmile.collector.rollup.HistorySeed.Level;
import io.lastmile.collector.rollup.HistorySeed.Row;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/// Rows of the finest level that is given, on their way into the tables, and what they add up to in
/// the coarser ones.
final class HistoryTotals {
    private static final int CHUNK_CHARACTERS = 64 << 10;

    private static final String OF_LINES = " (bucket, line, down, up) from stdin";
    private static final String OF_ROUTERS =
            " (bucket, router, polls, covered_ms, down, up) from stdin";

    /// What one line or router moved in one bucket, and how long polls covered it.
    private static final class Sum {
        private long down;
        private long up;
        private long coveredMillis;
    }

    /// By bucket (microseconds since 1970), then by line or router.
    private static final class Sums {
        private final Map<Long, Map<Integer, Sum>> byBucket = new TreeMap<>();

        Sum of(long bucket, int id) {
            return byBucket.computeIfAbsent(bucket, _ -> new TreeMap<>())
                    .computeIfAbsent(id, _ -> new Sum());
        }
    }

    private final Level finest;
    private final int intervalMillis;
    private final ZoneId zone;
    private final Map<Integer, Integer> routers;
    private final Map<Level, Sums> lines = new EnumMap<>(Level.class);
    private final Sums ofRouters = new Sums();
    private final Map<Level, Map<Long, Long>> starts = new EnumMap<>(Level.class);

    HistoryTotals(Level finest, int intervalMillis, ZoneId zone, Map<Integer, Integer> routers) {
        this.finest = finest;
        this.intervalMillis = intervalMillis;
        this.zone = zone;
        this.routers = routers;
        for (Level level : Level.values()) {
            if (level.compareTo(finest) > 0) {
                lines.put(level, new Sums());
            }
        }
    }

    /// Copies the rows as they come, then their sums.
    long copy(Connection connection, Iterator<Row> rows) throws SQLException {
        long written = 0;
        try (var out = new Copy(connection, lines(finest))) {
            for (; rows.hasNext(); written++) {
                Row row = rows.next();
                out.bucket(row.bucketMicros()).add(row.line()).add(row.down()).add(row.up()).end();
                add(row);
            }
        }
        for (var level : lines.entrySet()) {
            copyLines(connection, level.getKey(), level.getValue());
        }
        for (Level level : Level.values()) {
            if (level.compareTo(finest) >= 0) {
                copyRouters(connection, level);
            }
        }
        return written;
    }

    /// The buckets of the finest level that have rows, in microseconds since 1970.
    Set<Long> buckets() {
        return ofRouters.byBucket.keySet();
    }

    private void add(Row row) {
        lines.forEach(
                (level, sums) -> add(sums.of(start(level, row.bucketMicros()), row.line()), row));
        Sum router = ofRouters.of(row.bucketMicros(), router(row.line()));
        router.coveredMillis = finest.millis;
        add(router, row);
    }

    private int router(int line) {
        Integer router = routers.get(line);
        if (router == null) {
            throw new IllegalArgumentException("line " + line + " (expected: one asked for)");
        }
        return router;
    }

    private static void add(Sum sum, Row row) {
        sum.down += row.down();
        sum.up += row.up();
    }

    private long start(Level level, long micros) {
        return level == finest
                ? micros
                : starts.computeIfAbsent(level, _ -> new HashMap<>())
                        .computeIfAbsent(micros, bucket -> cut(level, bucket));
    }

    private long cut(Level level, long micros) {
        var unit = level == Level.DAY ? ChronoUnit.DAYS : ChronoUnit.HOURS;
        var local = Instant.EPOCH.plus(micros, ChronoUnit.MICROS).atZone(zone);
        return ChronoUnit.MICROS.between(Instant.EPOCH, local.truncatedTo(unit).toInstant());
    }

    private static String lines(Level level) {
        return switch (level) {
            case FIVE_MINUTES -> "copy telemetry.rollup_5m" + OF_LINES;
            case HOUR -> "copy telemetry.rollup_hour" + OF_LINES;
            case DAY -> "copy telemetry.rollup_day" + OF_LINES;
        };
    }

    private static String routers(Level level) {
        return switch (level) {
            case FIVE_MINUTES -> "copy telemetry.rollup_router_5m" + OF_ROUTERS;
            case HOUR -> "copy telemetry.rollup_router_hour" + OF_ROUTERS;
            case DAY -> "copy telemetry.rollup_router_day" + OF_ROUTERS;
        };
    }

    private static void copyLines(Connection connection, Level level, Sums sums)
            throws SQLException {
        try (var out = new Copy(connection, lines(level))) {
            for (var bucket : sums.byBucket.entrySet()) {
                for (var line : bucket.getValue().entrySet()) {
                    Sum sum = line.getValue();
                    out.bucket(bucket.getKey()).add(line.getKey()).add(sum.down).add(sum.up).end();
                }
            }
        }
    }

    private void copyRouters(Connection connection, Level level) throws SQLException {
        var sums = new Sums();
        ofRouters.byBucket.forEach((bucket, part) ->
                part.forEach((router, fine) -> {
                    Sum sum = sums.of(start(level, bucket), router);
                    sum.down += fine.down;
                    sum.up += fine.up;
                    sum.coveredMillis += fine.coveredMillis;
                }));
        try (var out = new Copy(connection, routers(level))) {
            for (var bucket : sums.byBucket.entrySet()) {
                for (var router : bucket.getValue().entrySet()) {
                    Sum sum = router.getValue();
                    out.bucket(bucket.getKey()).add(router.getKey());
                    out.add(sum.coveredMillis / intervalMillis).add(sum.coveredMillis);
                    out.add(sum.down).add(sum.up).end();
                }
            }
        }
    }

    /// One COPY in text format that ends when it is closed, for good only with its transaction.
    private static final class Copy implements AutoCloseable {
        private final CopyIn copy;
        private final StringBuilder text = new StringBuilder(CHUNK_CHARACTERS + 200);
        private long bucket = Long.MIN_VALUE;
        private String shown = "";

        Copy(Connection connection, String sql) throws SQLException {
            copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
        }

        Copy bucket(long micros) {
            if (micros != bucket) {
                bucket = micros;
                shown = Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
            }
            text.append(shown);
            return this;
        }

        Copy add(long number) {
            text.append('\t').append(number);
            return this;
        }

        void end() throws SQLException {
            text.append('\n');
            if (text.length() > CHUNK_CHARACTERS) {
                flush();
            }
        }

        private void flush() throws SQLException {
            byte[] bytes = text.toString().getBytes(StandardCharsets.US_ASCII);
            copy.writeToCopy(bytes, 0, bytes.length);
            text.setLength(0);
        }

        @Override
        public void close() throws SQLException {
            flush();
            copy.endCopy();
        }
    }
}
