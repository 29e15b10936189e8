package io.lastmile.collector.rollup;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import javax.sql.DataSource;

/// Deletes what is over for long from the tables that have no chunks: sessions that ended,
/// conditions that closed, and names under which nothing ever moved. A name that moved a byte stays
/// as long as its day totals, which is for ever.
public final class PastRows {
    /// One turn deletes at most so many sessions and looks at so many names; the rest waits for the
    /// next one.
    static final int ROWS_MAX = 10_000;

    /// An `.id` that comes back within the hour goes on with the session that it ended: by the
    /// router's uptime, because the wall clock may have jumped.
    private static final String SESSIONS =
            """
            delete from telemetry.session
            where id in (
                select past.id from telemetry.session as past
                where past.ended < ?
                  and not exists (
                      select from telemetry.router_state as state
                      where state.router = past.router and state.epoch = past.epoch
                        and past.ended_uptime_ms >= state.uptime_ms - 3600000)
                order by past.ended
                limit ?)
            """;

    private static final String RADIUS_SESSIONS =
            """
            delete from telemetry.radius_session
            where id in (select id from telemetry.radius_session where told < ?
                         order by told limit ?)
            """;

    /// They lead to samples that are not in the rollups yet, and to none once those are.
    private static final String RADIUS_BATCHES =
            """
            delete from telemetry.radius_batch
            where batch <= (select rolled.batch from telemetry.rolled) and until < ?
            """;

    private static final String CONDITIONS =
            "delete from telemetry.condition where since < ? and until < ?";

    /// A writer that has just looked up a name would miss it when it writes the session.
    private static final String LOCK = "select pg_advisory_xact_lock(telemetry.batch_lock())";

    private static final String PATIENCE = "set local lock_timeout = '3s'";

    private static final String LINES =
            """
            with looked as (
                select line.id, line.first_seen from telemetry.line
                where line.id > ? order by line.id limit ?
            ), gone as (
                delete from telemetry.line using looked
                where line.id = looked.id and looked.first_seen < ?
                  and not exists (select from telemetry.session as s where s.line = looked.id)
                  and not exists (select from telemetry.radius_session as a
                                  where a.line = looked.id)
                  and not exists (select from telemetry.rollup_day as d where d.line = looked.id)
                  and not exists (select from telemetry.rollup_hour as h where h.line = looked.id)
                  and not exists (select from telemetry.rollup_5m as m where m.line = looked.id)
                  and not exists (select from telemetry.sample as p where p.line = looked.id)
                  and not exists (select from telemetry.condition as c where c.line = looked.id)
                returning line.id
            )
            select coalesce((select max(id) from looked), 0) as upto,
                   (select count(*) from gone) as gone
            """;

    private final DataSource source;
    private final Duration kept;
    private final Clock clock;
    private int lookedUpto;

    public PastRows(DataSource source, RetentionConfig config, Clock clock) {
        this.source = source;
        this.kept = config.past();
        this.clock = clock;
    }

    /// Returns the number of rows that went.
    public int delete() throws SQLException {
        OffsetDateTime before = OffsetDateTime.now(clock).minus(kept);
        try (Connection connection = source.getConnection()) {
            return sessions(connection, SESSIONS, before)
                    + sessions(connection, RADIUS_SESSIONS, before)
                    + radiusBatches(connection, before)
                    + conditions(connection, before)
                    + lines(connection, before);
        }
    }

    private static int radiusBatches(Connection connection, OffsetDateTime before)
            throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(RADIUS_BATCHES)) {
            delete.setObject(1, before);
            return delete.executeUpdate();
        }
    }

    private static int sessions(Connection connection, String sql, OffsetDateTime before)
            throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(sql)) {
            delete.setObject(1, before);
            delete.setInt(2, ROWS_MAX);
            return delete.executeUpdate();
        }
    }

    private static int conditions(Connection connection, OffsetDateTime before)
            throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(CONDITIONS)) {
            delete.setObject(1, before);
            delete.setObject(2, before);
            return delete.executeUpdate();
        }
    }

    private int lines(Connection connection, OffsetDateTime before) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement lock = connection.createStatement();
                PreparedStatement delete = connection.prepareStatement(LINES)) {
            lock.execute(PATIENCE);
            lock.execute(LOCK);
            delete.setInt(1, lookedUpto);
            delete.setInt(2, ROWS_MAX / 10);
            delete.setObject(3, before);
            int gone = lines(delete);
            connection.commit();
            return gone;
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    /// Goes on where the last turn stopped, and after the last name from the beginning.
    private int lines(PreparedStatement delete) throws SQLException {
        try (ResultSet row = delete.executeQuery()) {
            row.next();
            lookedUpto = row.getInt("upto");
            return row.getInt("gone");
        }
    }
}
