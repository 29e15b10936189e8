package io.lastmile.collector.rollup;

import io.lastmile.collector.rollup.Chunks.Chunk;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/// Lets one chunk go, in one transaction that first makes sure that nothing rests on it any more.
///
/// Samples and polls go under the writers' batch lock: between the look and the drop nobody can
/// commit a late sample into the chunk. Whoever reads the chunk makes the drop wait only so long,
/// because the writers wait with it.
final class ChunkDrop {
    private static final String PATIENCE = "set local lock_timeout = '3s'";

    private static final String LOCK = "select pg_advisory_xact_lock(telemetry.batch_lock())";

    /// What is not in the rollups yet begins here.
    private static final String IS_ROLLED =
            "select ?::timestamptz <= coalesce(telemetry.tail_since(), 'infinity')";

    /// Polls lead to the samples of the same batches, so they go after them.
    private static final String IS_ALONE =
            """
            select ?::timestamptz <= coalesce(min(range_start), 'infinity')
            from timescaledb_information.chunks
            where hypertable_schema = 'telemetry' and hypertable_name = 'sample'
            """;

    /// The readings that live sessions' state rests on go into the session's row. The sign bit is
    /// flipped to compare unsigned readings.
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
            """
            select count(*) from drop_chunks(?::regclass, older_than => ?::timestamptz,
                                             newer_than => ?::timestamptz)
            """;

    private final DataSource source;

    ChunkDrop(DataSource source) {
        this.source = source;
    }

    /// False if something still rests on the chunk, or somebody else dropped it.
    boolean drop(Chunk chunk) throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try {
                boolean dropped = mayGo(connection, chunk) && go(connection, chunk);
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

    private static boolean mayGo(Connection connection, Chunk chunk) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(PATIENCE);
            return switch (chunk.table()) {
                case "sample" -> {
                    statement.execute(LOCK);
                    yield holds(connection, IS_ROLLED, chunk);
                }
                case "poll" -> {
                    statement.execute(LOCK);
                    yield holds(connection, IS_ROLLED, chunk) && holds(connection, IS_ALONE, chunk);
                }
                default -> true;
            };
        }
    }

    private static boolean holds(Connection connection, String question, Chunk chunk)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(question)) {
            select.setObject(1, chunk.end());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    private static boolean go(Connection connection, Chunk chunk) throws SQLException {
        if (chunk.table().equals("sample")) {
            settleSessions(connection, chunk);
        }
        try (PreparedStatement drop = connection.prepareStatement(DROP)) {
            drop.setString(1, "telemetry." + chunk.table());
            drop.setObject(2, chunk.end());
            drop.setObject(3, chunk.start());
            try (ResultSet row = drop.executeQuery()) {
                row.next();
                return row.getInt(1) > 0;
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
}
