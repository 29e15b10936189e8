package io.lastmile.collector.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A PostgreSQL 17 with TimescaleDB that belongs to this process and to one data folder.
///
/// The server listens on loopback only and asks for a generated password. It outlives a killed
/// owner; the next start on the same folder ends it and goes on from its data.
public final class EmbeddedPostgres implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(EmbeddedPostgres.class.getName());
    private static final long MEBIBYTES_NEEDED = 300;

    private final ServerFolder folder;
    private final Server server;
    private final Config config;
    private int port;

    /// `folder` holds the data, `cache` what can be made again. A durable server survives a crash
    /// of the machine; one that is not is for tests.
    public record Config(Path folder, Path cache, boolean durable) {
        /// In the user's cache folder (XDG).
        public static Config of(Path folder) {
            return new Config(folder, Cache.ofUser(), true);
        }
    }

    private EmbeddedPostgres(ServerFolder folder, Server server, Config config) {
        this.folder = folder;
        this.server = server;
        this.config = config;
    }

    /// Throws `DatabaseRefused` with one sentence for the operator.
    public static EmbeddedPostgres start(Config config) {
        return start(config, Host.here());
    }

    static EmbeddedPostgres start(Config config, Host host) {
        try {
            Cache cache = Cache.open(config.cache(), host.runAs());
            Path home = new ServerBinaries(cache, host).unpacked();
            host.runAs().folder(config.folder());
            Cache.checkSpace(config.folder(), MEBIBYTES_NEEDED);
            ServerFolder folder = ServerFolder.claim(config.folder());
            try {
                return start(config, new TemplateData(cache, home), folder, home);
            } catch (IOException | RuntimeException e) {
                folder.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("database in " + config.folder(), e);
        }
    }

    private static EmbeddedPostgres start(
            Config config, TemplateData template, ServerFolder folder, Path home)
            throws IOException {
        if (Files.notExists(folder.data())) {
            template.copyTo(folder, config.durable());
        }
        String version = Files.readString(folder.data().resolve("PG_VERSION")).strip();
        if (!version.equals(ServerBinaries.MAJOR)) {
            throw new DatabaseRefused.DataUnfit(folder.folder(), version);
        }
        Server server = new Server(home, template.runAs(), folder);
        EmbeddedPostgres postgres = new EmbeddedPostgres(folder, server, config);
        postgres.port = server.start(0, config.durable());
        return postgres;
    }

    /// Deletes a database for good, after ending a server that a killed owner left behind: it would
    /// go on for up to a minute on files that are no longer there. Throws
    /// `DatabaseRefused.FolderInUse` where the owner lives.
    public static void delete(Path doomed) throws IOException {
        try (ServerFolder folder = ServerFolder.claim(doomed)) {
            if (folder.serverPid().isPresent()) {
                Host host = Host.here();
                Cache cache = Cache.open(Cache.ofUser(), host.runAs());
                Path home = new ServerBinaries(cache, host).unpacked();
                new Server(home, host.runAs(), folder).stop("immediate");
            }
            Trees.delete(doomed);
        }
    }

    /// Deletes what a killed run of tests left; leaves it where somebody lives.
    static void endAbandoned(Path abandoned) throws IOException {
        try {
            delete(abandoned);
        } catch (DatabaseRefused.FolderInUse e) {
            LOG.log(System.Logger.Level.DEBUG, "in use, left alone: {0}", abandoned);
        }
    }

    /// The product's database, entered as its owner.
    public DatabaseAddress address() {
        return DatabaseAddress.onLoopback(
                port, TemplateData.DATABASE, TemplateData.USER, password());
    }

    /// The same database, entered as superuser: for what an ISP's DBA would do.
    public DatabaseAddress admin() {
        return DatabaseAddress.onLoopback(
                port, TemplateData.DATABASE, TemplateData.ADMIN, password());
    }

    public int port() {
        return port;
    }

    /// The server's main process; throws if it does not live.
    public long pid() {
        return server.pid()
                .orElseThrow(() -> new IllegalStateException("the database server has ended"));
    }

    public boolean isRunning() {
        return server.isRunning();
    }

    /// Starts the server again on the same port after it was killed.
    public void restart() {
        try {
            server.start(port, config.durable());
        } catch (IOException e) {
            throw new UncheckedIOException("database in " + config.folder(), e);
        }
    }

    /// Leaves nothing running; may be called again.
    @Override
    public void close() {
        if (server.isRunning()) {
            server.stop(config.durable() ? "fast" : "immediate");
        }
        try {
            folder.close();
        } catch (IOException e) {
            throw new UncheckedIOException("claim on " + config.folder(), e);
        }
    }

    private String password() {
        try {
            return Files.readString(folder.folder().resolve(TemplateData.PASSWORD_FILE)).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("password of the database", e);
        }
    }
}
