package io.lastmile.collector.rollup;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;

/// Columnar compression of chunks that are hardly written any more, where the server runs
/// TimescaleDB's community edition. Nothing depends on it: where it cannot be had, chunks stay as
/// they are. What is on already, perhaps by a DBA's own settings, is left alone.
public final class Compression {
    private static final String LICENSE = "select current_setting('timescaledb.license', true)";

    private static final String IS_ON =
            """
            select coalesce(bool_or(compression_enabled), false)
            from timescaledb_information.hypertables
            where hypertable_schema = 'telemetry' and hypertable_name = ?
            """;

    private static final String PATIENCE = "set local lock_timeout = '3s'";

    /// A table with its two statements, which go together.
    private record Policy(String table, String settings, String job) {}

    private static final List<Policy> POLICIES =
            List.of(
                    new Policy(
                            "sample",
                            """
                            alter table telemetry.sample set (timescaledb.compress,
                                timescaledb.compress_segmentby = 'line',
                                timescaledb.compress_orderby = 'time')
                            """,
                            """
                            select add_compression_policy('telemetry.sample', interval '6 hours',
                                                          if_not_exists => true)
                            """),
                    new Policy(
                            "rollup_5m",
                            """
                            alter table telemetry.rollup_5m set (timescaledb.compress,
                                timescaledb.compress_segmentby = 'line',
                                timescaledb.compress_orderby = 'bucket')
                            """,
                            """
                            select add_compression_policy('telemetry.rollup_5m', interval '7 days',
                                                          if_not_exists => true)
                            """));

    private final DataSource source;

    public Compression(DataSource source) {
        this.source = source;
    }

    /// How many tables it was switched on for: none on the Apache-2 edition, and none where it is
    /// on.
    public int switchOn() throws SQLException {
        try (Connection connection = source.getConnection()) {
            int switched = 0;
            if (isCommunity(connection)) {
                for (Policy policy : POLICIES) {
                    switched += isOn(connection, policy) ? 0 : switchOn(connection, policy);
                }
            }
            return switched;
        }
    }

    private static boolean isCommunity(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(LICENSE)) {
            row.next();
            return "timescale".equals(row.getString(1));
        }
    }

    private static boolean isOn(Connection connection, Policy policy) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(IS_ON)) {
            select.setString(1, policy.table());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    private static int switchOn(Connection connection, Policy policy) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(PATIENCE);
            statement.execute(policy.settings());
            statement.execute(policy.job());
            connection.commit();
            return 1;
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }
}
