package io.lastmile.faults;

import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import javax.sql.DataSource;

/// What the database says was carried, by the life of a counter.
final class Ledger {
    /// A counter as both sides name it; boots of a router are kept apart by the order of epochs.
    record Key(String router, int source, long rosId, String name) {}

    /// Sums of samples, the base that the first reading was, and the last reading stored.
    record Stored(BigInteger down, BigInteger up, BigInteger baseDown, BigInteger baseUp) {}

    private static final String SUMS =
            """
            select r.name, s.source, s.ros_id, convert_from(s.if_name, 'LATIN1'),
                   coalesce(sum(p.down), 0), coalesce(sum(p.up), 0)
            from telemetry.session as s
            join core.router as r on r.id = s.router
            left join telemetry.sample as p on p.session = s.id
            group by 1, 2, 3, 4
            """;

    /// The reading that a session was first seen with: what its first sample's difference was taken
    /// from, or the session's only reading if it never moved.
    private static final String BASES =
            """
            select r.name, s.source, s.ros_id, convert_from(s.if_name, 'LATIN1'),
                   coalesce(min(p.down_total - p.down), min(s.down_total)),
                   coalesce(min(p.up_total - p.up), min(s.up_total))
            from telemetry.session as s
            join core.router as r on r.id = s.router
            left join telemetry.sample as p on p.session = s.id
            where s.start_reason = 1
            group by 1, 2, 3, 4
            """;

    private static final String POLLS =
            """
            select r.name, (extract(epoch from p.time) * 1000)::bigint
            from telemetry.poll as p join core.router as r on r.id = p.router
            """;

    private static final String STORY =
            """
            select concat_ws(' ', 'session', s.id, 'epoch', s.epoch, 'start', s.start_reason,
                             s.started, 'end', s.end_reason, s.ended, '| sample', p.batch,
                             p.time, 'reason', p.reason, 'span', p.span_ms, 'total',
                             p.down_total, 'down', p.down)
            from telemetry.session as s
            join core.router as r on r.id = s.router
            left join telemetry.sample as p on p.session = s.id
            where r.name = '%s' and s.source = %d and s.ros_id = %d
            order by s.id, p.batch
            """;

    private final DataSource source;

    Ledger(DataSource source) {
        this.source = source;
    }

    Map<Key, Stored> sums() {
        BigInteger[] none = {BigInteger.ZERO, BigInteger.ZERO};
        Map<Key, BigInteger[]> bases = rows(BASES);
        Map<Key, Stored> sums = new HashMap<>();
        rows(SUMS)
                .forEach((key, sum) -> {
                    BigInteger[] base = bases.getOrDefault(key, none);
                    sums.put(key, new Stored(sum[0], sum[1], base[0], base[1]));
                });
        return sums;
    }

    /// When the committed polls of each router took place, in milliseconds since 1970.
    Map<String, TreeSet<Long>> polls() {
        Map<String, TreeSet<Long>> polls = new HashMap<>();
        query(
                POLLS,
                row ->
                        polls.computeIfAbsent(row.getString(1), any -> new TreeSet<>())
                                .add(row.getLong(2)));
        return polls;
    }

    /// All rows about one counter, for the message of a failure.
    String story(Key key) {
        List<String> rows = new ArrayList<>();
        query(
                STORY.formatted(key.router(), key.source(), key.rosId()),
                row -> rows.add(row.getString(1)));
        return String.join("\n", rows);
    }

    long count(String sql) {
        List<Long> counts = new ArrayList<>();
        query(sql, row -> counts.add(row.getLong(1)));
        return counts.getFirst();
    }

    private Map<Key, BigInteger[]> rows(String sql) {
        Map<Key, BigInteger[]> rows = new HashMap<>();
        query(
                sql,
                row -> {
                    Key key =
                            new Key(
                                    row.getString(1),
                                    row.getInt(2),
                                    row.getLong(3),
                                    row.getString(4));
                    rows.put(
                            key,
                            new BigInteger[] {
                                row.getBigDecimal(5).toBigInteger(),
                                row.getBigDecimal(6).toBigInteger()
                            });
                });
        return rows;
    }

    private interface OnRow {
        void accept(ResultSet row) throws SQLException;
    }

    private void query(String sql, OnRow onRow) {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                onRow.accept(rows);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("query failed: " + sql, e);
        }
    }
}
