package io.lastmile.collector.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// A server that somebody else runs: looked at once, before anything is written to it.
public final class ExternalPostgres {
    static final int MAJOR_MIN = 16;

    /// The first with `create_hypertable(.., by_range(..))`.
    private static final int EXTENSION_MINOR_MIN = 13;

    private static final String FACTS =
            """
            select current_setting('server_version_num')::int / 10000 as major,
                   current_database() as name,
                   coalesce((select default_version from pg_available_extensions
                             where name = 'timescaledb'), '') as available,
                   coalesce((select extversion from pg_extension
                             where extname = 'timescaledb'), '') as created
            """;

    private static final String NO_EXTENSION =
            "the database server has no TimescaleDB: install postgresql-%1$d-timescaledb (Debian,"
                    + " PGDG) or timescaledb-2-postgresql-%1$d (the vendor's repository) on its"
                    + " host, add timescaledb to shared_preload_libraries and restart it";

    private static final String NOT_CREATED =
            "the database %s has no TimescaleDB yet and the login may not create it (%s): add"
                    + " timescaledb to shared_preload_libraries, restart the server and run create"
                    + " extension timescaledb in it as a superuser";

    private record Facts(int major, String database, String available, String created) {}

    private ExternalPostgres() {}

    /// Creates the extension where that is all that is missing. Throws `ServerUnfit` with a
    /// sentence that says what to install or to run.
    public static void verify(DatabaseAddress address) {
        try (Connection connection =
                DriverManager.getConnection(address.url(), address.properties())) {
            Facts facts = facts(connection);
            checkVersions(facts);
            if (facts.created().isEmpty()) {
                create(connection, facts);
            }
        } catch (SQLException e) {
            throw new DatabaseRefused.ServerUnfit(
                    "the database at %s does not answer: %s".formatted(address, e.getMessage()));
        }
    }

    private static Facts facts(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(FACTS)) {
            row.next();
            return new Facts(
                    row.getInt("major"),
                    row.getString("name"),
                    row.getString("available"),
                    row.getString("created"));
        }
    }

    private static void checkVersions(Facts facts) {
        if (facts.major() < MAJOR_MIN) {
            throw new DatabaseRefused.ServerUnfit(
                    "the database server is PostgreSQL %d: install PostgreSQL %d or newer"
                            .formatted(facts.major(), MAJOR_MIN));
        }
        if (facts.available().isEmpty()) {
            throw new DatabaseRefused.ServerUnfit(NO_EXTENSION.formatted(facts.major()));
        }
        String version = facts.created().isEmpty() ? facts.available() : facts.created();
        Version parsed = Version.parse(version);
        if (parsed.compareTo(new Version(2, EXTENSION_MINOR_MIN)) < 0) {
            throw new DatabaseRefused.ServerUnfit(
                    "the database has TimescaleDB %s: install 2.%d or newer and run alter extension"
                                    .formatted(version, EXTENSION_MINOR_MIN)
                            + " timescaledb update");
        }
    }

    private static void create(Connection connection, Facts facts) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("create extension if not exists timescaledb");
        } catch (SQLException e) {
            throw new DatabaseRefused.ServerUnfit(
                    NOT_CREATED.formatted(facts.database(), e.getMessage()));
        }
    }
}
