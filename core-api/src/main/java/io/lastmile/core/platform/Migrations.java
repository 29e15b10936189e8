package io.lastmile.core.platform;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/// Brings schema `core` up to date; its history is kept in the schema itself.
public final class Migrations {
    private Migrations() {}

    public static void run(DataSource source) {
        Flyway.configure()
                .dataSource(source)
                .schemas("core")
                .defaultSchema("core")
                .table("flyway_history")
                .locations("classpath:db/core")
                .load()
                .migrate();
    }
}
