package io.lastmile.collector.rollup;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/// Drops whole chunks that are too old or too many. Samples and polls that are not in the rollups
/// yet stay, and before samples go, the readings that a session's state still rests on are taken
/// into the session's row in the same transaction.
public final class Retention {
    /// Oldest first, with what must stay: no chunk that reaches beyond the unrolled tail.
    private static final String CHUNKS =
            """
            select chunk.range_start, chunk.range_end,
                   coalesce(pg_total_relation_size(
                       format('%I.%I', chunk.chunk_schema, chunk.chunk_name)::regclass), 0)
                       as bytes,
                   chunk.range_end <= coalesce(telemetry.tail_since(), 'infinity') as is_rolled
            from timescaledb_information.chunks as chunk
            where chunk.hypertable_schema = 'telemetry' and chunk.hypertable_name = ?
            order by chunk.range_start
            """;

    /// The sign bit is flipped to compare unsigned readings.
    private static final String SETTLE_SESSIONS =
            """
            update telemetry.session
            set down_total = greatest(session.down_total # (-9223372036854775807 - 1), newest.down)
                             # (-9223372036854775807 - 1),
                up_total = greatest(session.up_total # (-9223372036854775807 - 1), newest.up)
                           # (-9223372036854775807 - 1)
            from (select stale.id,
                         max(sample.down_total # (-9223372036854775807 - 1)) as down,
                         max(sample.up_total # (-9223372036854775807 - 1)) as up
                  from telemetry.session as stale
                  join telemetry.sample on sample.line = stale.line and sample.session = stale.id
                       and sample.batch > stale.checkpoint_batch
                  where stale.ended is null
                    and stale.checkpoint_batch < (select max(poll.batch) from telemetry.poll
                                                  where poll.time >= ? and poll.time < ?)
                    and sample.time >= ? and sample.time < ?
                  group by stale.id) as newest
            where session.id = newest.id and session.ended is null
            """;

    private static final String DROP =
            "select count(*) from drop_chunks(?::regclass, older_than => ?::timestamptz)";

    private final DataSource source;
    private final RetentionConfig config;
    private final Clock clock;

    private record Chunk(OffsetDateTime start, OffsetDateTime end, long bytes, boolean isRolled) {}

    public Retention(DataSource source, RetentionConfig config, Clock clock) {
        this.source = source;
        this.config = config;
        this.clock = clock;
    }

    /// Returns the number of chunks that went.
    public int enforce() throws SQLException {
        int dropped = 0;
        dropped += enforce("sample", config.samples(), true);
        dropped += enforce("poll", config.polls(), true);
        dropped += enforce("rollup_5m", config.fiveMinutes(), false);
        dropped += enforce("rollup_router_5m", config.fiveMinutes(), false);
        dropped += enforce("rollup_hour", config.hours(), false);
        dropped += enforce("rollup_router_hour", config.hours(), false);
        return dropped;
    }

    private int enforce(String table, RetentionConfig.Keep keep, boolean onlyRolled)
            throws SQLException {
        int dropped = 0;
        for (Chunk chunk : tooMany(table, keep, onlyRolled)) {
            dropped += drop(table, chunk);
        }
        return dropped;
    }

    private List<Chunk> tooMany(String table, RetentionConfig.Keep keep, boolean onlyRolled)
            throws SQLException {
        List<Chunk> chunks = chunks(table);
        OffsetDateTime oldest = OffsetDateTime.now(clock).minus(keep.age());
        long bytes = chunks.stream().mapToLong(Chunk::bytes).sum();
        List<Chunk> tooMany = new ArrayList<>();
        for (Chunk chunk : chunks) {
            boolean goes = !chunk.end().isAfter(oldest) || bytes > keep.bytesMax();
            if (!goes || (onlyRolled && !chunk.isRolled())) {
                return tooMany;
            }
            bytes -= chunk.bytes();
            tooMany.add(chunk);
        }
        return tooMany;
    }

    private List<Chunk> chunks(String table) throws SQLException {
        List<Chunk> chunks = new ArrayList<>();
        try (Connection connection = source.getConnection();
                PreparedStatement select = connection.prepareStatement(CHUNKS)) {
            select.setString(1, table);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    chunks.add(
                            new Chunk(
                                    row.getObject("range_start", OffsetDateTime.class),
                                    row.getObject("range_end", OffsetDateTime.class),
                                    row.getLong("bytes"),
                                    row.getBoolean("is_rolled")));
                }
            }
        }
        return chunks;
    }

    private int drop(String table, Chunk chunk) throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try {
                if (table.equals("sample")) {
                    settleSessions(connection, chunk);
                }
                int dropped = dropUpTo(connection, table, chunk);
                connection.commit();
                return dropped;
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }

    private static void settleSessions(Connection connection, Chunk chunk) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(SETTLE_SESSIONS)) {
            update.setObject(1, chunk.start());
            update.setObject(2, chunk.end());
            update.setObject(3, chunk.start());
            update.setObject(4, chunk.end());
            update.executeUpdate();
        }
    }

    private static int dropUpTo(Connection connection, String table, Chunk chunk)
            throws SQLException {
        try (PreparedStatement drop = connection.prepareStatement(DROP)) {
            drop.setString(1, "telemetry." + table);
            drop.setObject(2, chunk.end().withOffsetSameInstant(ZoneOffset.UTC));
            try (ResultSet row = drop.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }
}
