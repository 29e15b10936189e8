package io.lastmile.collector.rollup;

import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/// Writes samples as the store would, and splits them by an arithmetic of its own.
final class Samples {
    private static final long FIVE_MINUTES_MICROS = 300_000_000;
    private static final String POLL =
            """
            insert into telemetry.poll (time, batch, uptime_ms, router, epoch, span_ms, interval_ms,
                                        answer_ms, sessions, samples)
            values (?, ?, 0, ?, 0, ?, 10000, 5, 1, ?)
            """;
    private static final String SAMPLE =
            """
            insert into telemetry.sample (time, session, batch, down_total, up_total, down, up,
                                          line, span_ms, source, reason, marks)
            values (?, ?, ?, 0, 0, ?, ?, ?, ?, 1, 0, ?)
            """;

    /// A line and the start of a 5-minute bucket, in microseconds.
    record Key(int line, long bucketMicros) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byLine = Integer.compare(line, other.line);
            return byLine != 0 ? byLine : Long.compare(bucketMicros, other.bucketMicros);
        }
    }

    record Bytes(BigInteger down, BigInteger up) {
        Bytes plus(Bytes other) {
            return new Bytes(down.add(other.down), up.add(other.up));
        }
    }

    record One(int line, Instant time, int spanMillis, long down, long up, boolean gap) {}

    private final DataSource source;
    final Map<Key, Bytes> expected = new TreeMap<>();

    Samples(DataSource source) {
        this.source = source;
    }

    static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    /// One committed batch with one poll of the line's router (router = line) per sample.
    void write(One... all) throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            long batch = batch(connection);
            for (One one : all) {
                insert(connection, batch, one);
                expect(one);
            }
            connection.commit();
            connection.setAutoCommit(true);
        }
    }

    private static long batch(Connection connection) throws SQLException {
        try (PreparedStatement begin =
                        connection.prepareStatement("select telemetry.begin_batch()");
                var row = begin.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void insert(Connection connection, long batch, One one) throws SQLException {
        OffsetDateTime time = one.time().atOffset(ZoneOffset.UTC);
        try (PreparedStatement poll = connection.prepareStatement(POLL);
                PreparedStatement sample = connection.prepareStatement(SAMPLE)) {
            poll.setObject(1, time);
            poll.setLong(2, batch);
            poll.setInt(3, one.line());
            poll.setInt(4, one.spanMillis());
            poll.setInt(5, 1);
            poll.executeUpdate();
            sample.setObject(1, time);
            sample.setLong(2, one.line());
            sample.setLong(3, batch);
            sample.setLong(4, one.down());
            sample.setLong(5, one.up());
            sample.setInt(6, one.line());
            sample.setInt(7, one.spanMillis());
            sample.setShort(8, (short) (one.gap() ? 2 : 0));
            sample.executeUpdate();
        }
    }

    /// The share of each bucket is the difference of what was rounded down up to its two ends.
    private void expect(One one) {
        long end = micros(one.time());
        long span = one.spanMillis() * 1000L;
        long start = end - span;
        if (span == 0) {
            add(one.line(), end, one.down(), one.up());
            return;
        }
        long cutDown = 0;
        long cutUp = 0;
        for (long bucket = floor(start); bucket < end; bucket += FIVE_MINUTES_MICROS) {
            long until = Math.min(bucket + FIVE_MINUTES_MICROS, end) - start;
            long down = share(one.down(), until, span);
            long up = share(one.up(), until, span);
            add(one.line(), bucket, down - cutDown, up - cutUp);
            cutDown = down;
            cutUp = up;
        }
    }

    private void add(int line, long micros, long down, long up) {
        expected.merge(
                new Key(line, floor(micros)),
                new Bytes(BigInteger.valueOf(down), BigInteger.valueOf(up)),
                Bytes::plus);
    }

    private static long floor(long micros) {
        return Math.floorDiv(micros, FIVE_MINUTES_MICROS) * FIVE_MINUTES_MICROS;
    }

    private static long share(long bytes, long part, long whole) {
        return BigInteger.valueOf(bytes)
                .multiply(BigInteger.valueOf(part))
                .divide(BigInteger.valueOf(whole))
                .longValueExact();
    }
}
