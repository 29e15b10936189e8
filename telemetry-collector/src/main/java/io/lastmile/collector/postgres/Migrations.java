package io.lastmile.collector.postgres;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/// Brings schema `telemetry` to what this version of the collector expects; its history is a table
/// of the schema itself.
public final class Migrations {
    private Migrations() {}

    public static void telemetry(DataSource source) {
        Flyway.configure()
                .dataSource(source)
                .schemas("telemetry")
                .defaultSchema("telemetry")
                .locations("classpath:db/telemetry")
                .outputQueryResults(false)
                .load()
                .migrate();
    }
}
