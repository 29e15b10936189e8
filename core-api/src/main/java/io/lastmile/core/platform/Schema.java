package io.lastmile.core.platform;

import io.lastmile.collector.credentials.SecretCipher;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/// Brings schema `core` up to date; its history is kept in the schema itself.
public final class Schema {
    private static final System.Logger LOG = System.getLogger(Schema.class.getName());

    private static final String LETTERS = "select show_trgm('ক') = '{}' as none";

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
        tellOfLetters(owner);
        return AppLogin.settle(owner, cipher);
    }

    /// A database whose character type is C has no trigrams of Bangla words: search reads whole
    /// tables.
    private static void tellOfLetters(DataSource owner) {
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            // The extension may stand in either schema.
            statement.execute("set search_path = core, public");
            boolean none;
            try (ResultSet row = statement.executeQuery(LETTERS)) {
                none = row.next() && row.getBoolean("none");
            }
            statement.execute("reset search_path");
            if (none) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "search in Bangla is slow: the database was made with LC_CTYPE C"
                                + " (expected: C.UTF-8 or another UTF-8 one)");
            }
        } catch (SQLException e) {
            throw new DatabaseUnavailable(e);
        }
    }
}
