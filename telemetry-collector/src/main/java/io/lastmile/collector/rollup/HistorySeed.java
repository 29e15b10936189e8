package io.lastmile.collector.rollup;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/// Writes history that nobody polled, for the demo: totals of the time before the live start, added
/// to every level at once, so that the levels stay equal. Not to be run twice for the same time.
public final class HistorySeed {
    /// How fine the given totals are; finer levels stay empty, as if they had been dropped by age.
    public enum Level {
        FIVE_MINUTES(300_000),
        HOUR(3_600_000);

        private final int millis;

        Level(int millis) {
            this.millis = millis;
        }
    }

    /// Bytes of a line in the bucket that starts at this time (microseconds since 1970).
    public record Row(int line, long bucketMicros, long down, long up) {}

    private static final int CHUNK_CHARACTERS = 64 << 10;

    private static final String LINES =
            """
            insert into telemetry.line (router, source, raw_name, name, first_seen)
            select ?, ?, convert_to(given.name, 'UTF8'), given.name, telemetry.at(?)
            from unnest(?::text[]) as given (name)
            on conflict (router, source, raw_name) do nothing
            """;

    private static final String LINE_IDS =
            """
            select line.id from unnest(?::text[]) with ordinality as given (name, number)
            join telemetry.line on line.router = ? and line.source = ?
                 and line.raw_name = convert_to(given.name, 'UTF8')
            order by given.number
            """;

    private static final String STAGE =
            """
            create temporary table seed (line int, micros bigint, down bigint, up bigint)
            on commit drop
            """;

    private static final String COPY = "copy seed (line, micros, down, up) from stdin";

    private static final String FIVE =
            """
            insert into telemetry.rollup_5m as r (bucket, line, down, up)
            select telemetry.at(micros), line, sum(down), sum(up)
            from seed
            group by 1, 2
            order by 1, 2
            on conflict (line, bucket) do update
            set down = r.down + excluded.down, up = r.up + excluded.up
            """;

    private static final String COARSER =
            """
            with hour as (
                insert into telemetry.rollup_hour as r (bucket, line, down, up)
                select date_trunc('hour', telemetry.at(micros),
                                  (select zone from telemetry.rolled)),
                       line, sum(down), sum(up)
                from seed
                group by 1, 2
                order by 1, 2
                on conflict (line, bucket) do update
                set down = r.down + excluded.down, up = r.up + excluded.up
            )
            insert into telemetry.rollup_day as r (bucket, line, down, up)
            select date_trunc('day', telemetry.at(micros), (select zone from telemetry.rolled)),
                   line, sum(down), sum(up)
            from seed
            group by 1, 2
            order by 1, 2
            on conflict (line, bucket) do update
            set down = r.down + excluded.down, up = r.up + excluded.up
            """;

    private static final String ROUTER_FIVE =
            """
            insert into telemetry.rollup_router_5m as r
                (bucket, router, polls, covered_ms, down, up)
            select telemetry.at(seed.micros), line.router, ?, ?, sum(seed.down), sum(seed.up)
            from seed join telemetry.line on line.id = seed.line
            group by 1, 2
            on conflict (router, bucket) do update
            set polls = r.polls + excluded.polls, covered_ms = r.covered_ms + excluded.covered_ms,
                down = r.down + excluded.down, up = r.up + excluded.up
            """;

    private static final String ROUTER_COARSER =
            """
            with part as materialized (
                select telemetry.at(seed.micros) as bucket, line.router, ?::int as polls,
                       ?::bigint as covered_ms, sum(seed.down) as down, sum(seed.up) as up
                from seed join telemetry.line on line.id = seed.line
                group by 1, 2
            ), hour as (
                insert into telemetry.rollup_router_hour as r
                    (bucket, router, polls, covered_ms, down, up)
                select date_trunc('hour', bucket, (select zone from telemetry.rolled)), router,
                       sum(polls), sum(covered_ms), sum(down), sum(up)
                from part
                group by 1, 2
                on conflict (router, bucket) do update
                set polls = r.polls + excluded.polls,
                    covered_ms = r.covered_ms + excluded.covered_ms,
                    down = r.down + excluded.down, up = r.up + excluded.up
            )
            insert into telemetry.rollup_router_day as r
                (bucket, router, polls, covered_ms, down, up)
            select date_trunc('day', bucket, (select zone from telemetry.rolled)), router,
                   sum(polls), sum(covered_ms), sum(down), sum(up)
            from part
            group by 1, 2
            on conflict (router, bucket) do update
            set polls = r.polls + excluded.polls, covered_ms = r.covered_ms + excluded.covered_ms,
                down = r.down + excluded.down, up = r.up + excluded.up
            """;

    private static final String NETWORK =
            """
            select telemetry.roll_network(array(select distinct telemetry.at(micros) from seed))
            """;

    private final DataSource source;
    private final int intervalMillis;

    /// `intervalMillis` is how often polls are said to have taken place.
    public HistorySeed(DataSource source, int intervalMillis) {
        this.source = source;
        this.intervalMillis = intervalMillis;
    }

    /// The ids of these names at a router, in the same order; unknown ones are made.
    public List<Integer> lines(int router, short sourceCode, List<String> names, long seenMicros)
            throws SQLException {
        String[] array = names.toArray(String[]::new);
        List<Integer> ids = new ArrayList<>();
        try (Connection connection = source.getConnection();
                PreparedStatement insert = connection.prepareStatement(LINES);
                PreparedStatement select = connection.prepareStatement(LINE_IDS)) {
            insert.setInt(1, router);
            insert.setShort(2, sourceCode);
            insert.setLong(3, seenMicros);
            insert.setArray(4, connection.createArrayOf("text", array));
            insert.executeUpdate();
            select.setArray(1, connection.createArrayOf("text", array));
            select.setInt(2, router);
            select.setShort(3, sourceCode);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    ids.add(row.getInt(1));
                }
            }
        }
        return ids;
    }

    /// Adds all rows in one transaction; a day of them is a good portion. Returns their number.
    public long write(Level level, Iterator<Row> rows) throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try {
                long written = write(connection, level, rows);
                connection.commit();
                return written;
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }

    private long write(Connection connection, Level level, Iterator<Row> rows) throws SQLException {
        run(connection, STAGE);
        long written = copy(connection, rows);
        if (level == Level.FIVE_MINUTES) {
            run(connection, FIVE);
            cover(connection, ROUTER_FIVE, level);
        }
        run(connection, COARSER);
        cover(connection, ROUTER_COARSER, level);
        run(connection, NETWORK);
        return written;
    }

    private static long copy(Connection connection, Iterator<Row> rows) throws SQLException {
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY);
        try {
            StringBuilder text = new StringBuilder(CHUNK_CHARACTERS + 100);
            while (rows.hasNext()) {
                Row row = rows.next();
                text.append(row.line()).append('\t').append(row.bucketMicros()).append('\t');
                text.append(row.down()).append('\t').append(row.up()).append('\n');
                if (text.length() > CHUNK_CHARACTERS || !rows.hasNext()) {
                    byte[] bytes = text.toString().getBytes(StandardCharsets.US_ASCII);
                    copy.writeToCopy(bytes, 0, bytes.length);
                    text.setLength(0);
                }
            }
            return copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private void cover(Connection connection, String sql, Level level) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setInt(1, level.millis / intervalMillis);
            insert.setLong(2, level.millis);
            insert.executeUpdate();
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
        }
    }
}
