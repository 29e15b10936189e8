package io.lastmile.core.platform;

import com.zaxxer.hikari.HikariDataSource;
import io.helidon.dbclient.DbClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/// What the product runs on at this moment: versions and the pool of connections.
public final class Machine {
    private static final Pattern VERSION = Pattern.compile("\\s+version: (\\S+)");

    private static final String SERVER =
            """
            select current_setting('server_version') as postgres,
                   (select extversion from pg_extension where extname = 'timescaledb') as timescale,
                   pg_database_size(current_database()) as bytes
            """;

    /// `pool` is empty where the connections are somebody else's.
    public record State(
            String version,
            String java,
            String postgres,
            String timescale,
            long databaseBytes,
            long heapBytes,
            int processors,
            Optional<Pool> pool) {}

    /// Connections in use, at hand, and who waits for one.
    public record Pool(int active, int idle, int waiting, int max) {}

    private final Database database;
    private final DbClient db;
    private final DataSource source;
    private final String version = version();

    public Machine(Database database, DataSource source) {
        this.database = database;
        this.db = database.client();
        this.source = source;
    }

    /// A unit of work of its own.
    public State state() {
        Row row =
                database.read(
                        () -> new Row(db.execute().createGet(SERVER).execute().orElseThrow()));
        Runtime runtime = Runtime.getRuntime();
        return new State(
                version,
                Runtime.version().toString(),
                row.text("postgres"),
                row.optionalText("timescale").orElse(""),
                row.number("bytes"),
                runtime.totalMemory() - runtime.freeMemory(),
                runtime.availableProcessors(),
                pool());
    }

    private Optional<Pool> pool() {
        if (source instanceof HikariDataSource hikari && hikari.getHikariPoolMXBean() != null) {
            var bean = hikari.getHikariPoolMXBean();
            return Optional.of(
                    new Pool(
                            bean.getActiveConnections(),
                            bean.getIdleConnections(),
                            bean.getThreadsAwaitingConnection(),
                            hikari.getMaximumPoolSize()));
        }
        return Optional.empty();
    }

    /// The API's own document says it once.
    private static String version() {
        var stream = Machine.class.getResourceAsStream("/openapi.yaml");
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(
                                Objects.requireNonNull(stream, "openapi.yaml in the jar"),
                                StandardCharsets.UTF_8))) {
            return lines.lines()
                    .map(VERSION::matcher)
                    .filter(Matcher::matches)
                    .map(found -> found.group(1))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException("openapi.yaml", e);
        }
    }
}
