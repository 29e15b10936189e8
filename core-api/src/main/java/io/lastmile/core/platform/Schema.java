package io.lastmile.core.platform;

import io.lastmile.collector.credentials.SecretCipher;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/// Brings schema `core` up to date; its history is kept in the schema itself.
public final class Schema {
    private Schema() {}

    /// Migrates as the schema's owner and returns the login that the application is to use: one
    /// that owns nothing. Schema telemetry must exist.
    public static AppLogin settle(DataSource owner, SecretCipher cipher) {
        Flyway.configure()
                .dataSource(owner)
                .schemas("core")
                .defaultSchema("core")
                .table("flyway_history")
                .locations("classpath:db/core")
                .load()
                .migrate();
        return AppLogin.settle(owner, cipher);
    }
}
