package io.lastmile.collector.rollup;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.ZoneId;
import javax.sql.DataSource;

/// A database for rollups: five lines, line n at router n, and nothing rolled up yet.
final class Ground {
    static final ZoneId DHAKA = ZoneId.of("Asia/Dhaka");

    private final DataSource source;

    Ground(DataSource source) {
        this.source = source;
    }

    void empty() throws SQLException {
        run(
                "truncate telemetry.sample, telemetry.poll, telemetry.radius_session,"
                        + " telemetry.session, telemetry.line,"
                        + " telemetry.rollup_5m, telemetry.rollup_hour, telemetry.rollup_day,"
                        + " telemetry.rollup_router_5m, telemetry.rollup_router_hour,"
                        + " telemetry.rollup_router_day, telemetry.rollup_network_5m,"
                        + " telemetry.rollup_network_hour, telemetry.rollup_network_day"
                        + " restart identity");
        run("update telemetry.rolled set batch = telemetry.settled_batch()");
        run(
                "insert into telemetry.line (router, source, raw_name, name, first_seen)"
                        + " select i, 1, ('u' || i)::bytea, 'u' || i, now()"
                        + " from generate_series(1, 5) as i");
    }

    Rollup rollup(ZoneId zone, int partsMax) throws SQLException {
        return new Rollup(source, new RollupConfig(zone, Duration.ofSeconds(60), partsMax));
    }

    long number(String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getBigDecimal(1).longValueExact();
        }
    }

    void run(String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
