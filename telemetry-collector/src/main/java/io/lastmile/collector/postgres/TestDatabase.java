package io.lastmile.collector.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;

/// A fresh real database for one test class: a server of its own from the template, without fsync,
/// gone when it is closed or the JVM ends. Leftovers of killed test runs go with the next start.
public final class TestDatabase implements AutoCloseable {
    /// Younger ones may be about to be claimed.
    private static final Duration ABANDONED_AFTER = Duration.ofMinutes(1);

    private static final int CONNECTIONS_MAX = 10;

    private final Path folder;
    private final EmbeddedPostgres postgres;
    private final HikariDataSource pool;
    private final Thread atExit;

    private TestDatabase(Path folder, EmbeddedPostgres postgres) {
        this.folder = folder;
        this.postgres = postgres;
        this.pool = new HikariDataSource(pool(postgres.address()));
        this.atExit = new Thread(this::end, "test-database-end");
    }

    /// Empty but for the extension.
    public static TestDatabase start() {
        return start(false);
    }

    /// With fsync, for tests that kill.
    public static TestDatabase startDurable() {
        return start(true);
    }

    /// With schema telemetry migrated.
    public static TestDatabase startMigrated() {
        TestDatabase database = start();
        Migrations.telemetry(database.source());
        return database;
    }

    /// With fsync and schema telemetry, for benchmarks.
    public static TestDatabase startDurableMigrated() {
        TestDatabase database = startDurable();
        Migrations.telemetry(database.source());
        return database;
    }

    private static TestDatabase start(boolean durable) {
        try {
            Path all = Files.createDirectories(Cache.ofUser().resolve("tests"));
            sweep(all);
            Path folder = Files.createTempDirectory(all, "db");
            TestDatabase database =
                    new TestDatabase(
                            folder,
                            EmbeddedPostgres.start(
                                    new EmbeddedPostgres.Config(folder, Cache.ofUser(), durable)));
            Runtime.getRuntime().addShutdownHook(database.atExit);
            return database;
        } catch (IOException e) {
            throw new UncheckedIOException("test database", e);
        }
    }

    public DatabaseAddress address() {
        return postgres.address();
    }

    /// As superuser.
    public DatabaseAddress admin() {
        return postgres.admin();
    }

    /// A small pool of connections with auto-commit.
    public DataSource source() {
        return pool;
    }

    public EmbeddedPostgres postgres() {
        return postgres;
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(atExit);
        end();
    }

    private void end() {
        pool.close();
        postgres.close();
        try {
            Trees.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("test database in " + folder, e);
        }
    }

    private static HikariConfig pool(DatabaseAddress address) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(address.url());
        config.setUsername(address.user());
        config.setPassword(address.password());
        config.setMaximumPoolSize(CONNECTIONS_MAX);
        config.setMinimumIdle(0);
        return config;
    }

    private static void sweep(Path all) throws IOException {
        List<Path> folders;
        try (Stream<Path> entries = Files.list(all)) {
            folders = entries.filter(Files::isDirectory).toList();
        }
        for (Path folder : folders) {
            FileTime changed = Files.getLastModifiedTime(folder);
            if (Duration.between(changed.toInstant(), Clock.systemUTC().instant())
                            .compareTo(ABANDONED_AFTER)
                    > 0) {
                EmbeddedPostgres.endAbandoned(folder);
            }
        }
    }
}
