package io.lastmile.collector.rollup;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/// Writes history that nobody polled, for the demo: totals of the time before the live start, added
/// to every level at once, so that the levels stay equal. Not to be run twice for the same time.
/// All of it goes in by COPY: added up by the database it took four times as long.
public final class HistorySeed {
    /// How fine the given totals are; finer levels stay empty, as if they had been dropped by age.
    public enum Level {
        FIVE_MINUTES(300_000),
        HOUR(3_600_000),
        /// A local day of the rollups' zone, which is taken to last 24 hours.
        DAY(86_400_000);

        final int millis;

        Level(int millis) {
            this.millis = millis;
        }
    }

    /// Bytes of a line in the bucket that starts at this time (microseconds since 1970).
    public record Row(int line, long bucketMicros, long down, long up) {}

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

    private static final String ZONE = "select zone from telemetry.rolled";

    private static final String NETWORK =
            """
            select telemetry.roll_network(array(select telemetry.at(micros)
                                                from unnest(?::bigint[]) as micros))
            """;

    private final DataSource source;
    private final int intervalMillis;

    /// By line: whose totals count it as well.
    private final Map<Integer, Integer> routers = new HashMap<>();

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
        ids.forEach(id -> routers.put(id, router));
        return ids;
    }

    /// Adds all rows in one transaction, which holds the coarser levels' rows in memory: 50,000
    /// hours or days are a good portion. The rows are of lines that were asked for here, in the
    /// order of their buckets, and no level has any of their buckets yet. Returns their number.
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
        var totals = new HistoryTotals(level, intervalMillis, zone(connection), routers);
        long written = totals.copy(connection, rows);
        try (PreparedStatement network = connection.prepareStatement(NETWORK)) {
            Object[] buckets = totals.buckets().toArray();
            network.setArray(1, connection.createArrayOf("bigint", buckets));
            network.execute();
        }
        return written;
    }

    private static ZoneId zone(Connection connection) throws SQLException {
        try (PreparedStatement ask = connection.prepareStatement(ZONE);
                ResultSet row = ask.executeQuery()) {
            row.next();
            return ZoneId.of(row.getString(1));
        }
    }
}
