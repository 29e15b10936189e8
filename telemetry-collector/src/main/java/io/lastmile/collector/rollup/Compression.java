package io.lastmile.collector.rollup;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;

/// Columnar compression of chunks that are hardly written any more, where the server runs
/// TimescaleDB's community edition. Nothing depends on it.
public final class Compression {
    private static final String LICENSE = "show timescaledb.license";

    private static final List<String> POLICIES =
            List.of(
                    """
                    alter table telemetry.sample set (timescaledb.compress,
                        timescaledb.compress_segmentby = 'line',
                        timescaledb.compress_orderby = 'time')
                    """,
                    """
                    select add_compression_policy('telemetry.sample', interval '6 hours',
                                                  if_not_exists => true)
                    """,
                    """
                    alter table telemetry.rollup_5m set (timescaledb.compress,
                        timescaledb.compress_segmentby = 'line',
                        timescaledb.compress_orderby = 'bucket')
                    """,
                    """
                    select add_compression_policy('telemetry.rollup_5m', interval '7 days',
                                                  if_not_exists => true)
                    """);

    private final DataSource source;

    public Compression(DataSource source) {
        this.source = source;
    }

    /// False, and nothing changed, on the Apache-2 edition.
    public boolean switchOn() throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery(LICENSE)) {
                row.next();
                if (!row.getString(1).equals("timescale")) {
                    return false;
                }
            }
            for (String policy : POLICIES) {
                statement.execute(policy);
            }
            return true;
        }
    }
}
