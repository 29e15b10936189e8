package io.lastmile.faults;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/// What the database says was carried, by the life of a counter.
final class Ledger {
    /// A counter as both sides name it; boots of a router are kept apart by the order of epochs.
    record Key(String router, int source, long rosId, String name) {}

    /// Sums of samples, and the base that the first reading was.
    record Stored(Moved samples, Moved base) {
        static final Stored NOTHING = new Stored(Moved.NONE, Moved.NONE);

        Moved total() {
            return samples.plus(base);
        }
    }

    /// A committed poll: when, in milliseconds since 1970 by an unshifted clock, and how many rows
    /// its tables had.
    record Poll(String router, long time, int sessions) {}

    private static final long DAY_MILLIS = 86_400_000;

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
            select r.name, (extract(epoch from p.time) * 1000)::bigint, p.sessions
            from telemetry.poll as p join core.router as r on r.id = p.router
            order by p.batch
            """;

    private static final String QUEUES =
            """
            select r.name, count(distinct s.ros_id)
            from telemetry.session as s join core.router as r on r.id = s.router
            where s.source = 2
            group by 1
            """;

    private static final String NEGATIVE =
            "select count(*) from telemetry.sample where down < 0 or up < 0";

    private static final String RESETS =
            "select count(*) from telemetry.session where start_reason = 4";

    /// Lines whose days, closed ones from the rollup and the open tail, are not their samples.
    private static final String UNEQUAL =
            """
            select count(*)
            from (select line, sum(down) as down, sum(up) as up
                  from telemetry.sample group by line) as s
            full join (select line, sum(down) as down, sum(up) as up
                       from telemetry.usage_day((select array_agg(id) from telemetry.line),
                                                now() - interval '9 days',
                                                now() + interval '9 days')
                       group by line) as d using (line)
            where s.down is distinct from d.down or s.up is distinct from d.up
            """;

    /// Days of the polls as their times have it, whatever the zone of the clock's jumps.
    private static final String DAYS =
            """
            select count(distinct round(extract(epoch from p.time - now()) / 86400))
            from telemetry.poll as p
            """;

    private static final String STORY =
            """
            select concat_ws(' ', 'session', s.id, 'epoch', s.epoch, 'start', s.start_reason,
                             s.started, 'end', s.end_reason, s.ended, '| sample', p.batch,
                             p.time, 'reason', p.reason, 'span', p.span_ms, 'total',
                             p.down_total, 'down', p.down, 'up', p.up)
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
        Map<Key, Moved> bases = rows(BASES);
        Map<Key, Stored> sums = new HashMap<>();
        rows(SUMS)
                .forEach((key, sum) -> {
                    sums.put(key, new Stored(sum, bases.getOrDefault(key, Moved.NONE)));
                });
        return sums;
    }

    /// The collector's clock may have been days off, the test's is not, and no test runs for hours.
    List<Poll> polls() {
        long now = Clock.systemUTC().millis();
        List<Poll> polls = new ArrayList<>();
        query(
                POLLS,
                row -> {
                    long off = Math.round((row.getLong(2) - now) / (double) DAY_MILLIS);
                    long time = row.getLong(2) - off * DAY_MILLIS;
                    polls.add(new Poll(row.getString(1), time, row.getInt(3)));
                });
        return polls;
    }

    /// How many static queues each router has.
    Map<String, Integer> queues() {
        Map<String, Integer> queues = new HashMap<>();
        query(QUEUES, row -> queues.put(row.getString(1), row.getInt(2)));
        return queues;
    }

    long negativeSamples() {
        return count(NEGATIVE);
    }

    long counterResets() {
        return count(RESETS);
    }

    long linesWhoseDaysAreNotTheirSamples() {
        return count(UNEQUAL);
    }

    /// On how many days polls took place by the collector's clock.
    long daysOfPolls() {
        return count(DAYS);
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

    private Map<Key, Moved> rows(String sql) {
        Map<Key, Moved> rows = new HashMap<>();
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
                            new Moved(
                                    row.getBigDecimal(5).toBigInteger(),
                                    row.getBigDecimal(6).toBigInteger()));
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
