package io.lastmile.deploy.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.lastmile.collector.credentials.SecretCipher;
import io.lastmile.collector.postgres.TestDatabase;
import io.lastmile.core.CoreApi;
import io.lastmile.core.CoreConfig;
import io.lastmile.core.identity.Identity;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.AppLogin;
import io.lastmile.core.platform.Schema;
import io.lastmile.core.platform.Server;
import io.lastmile.web.Web;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// The whole core as it runs in production, reconciler and jobs included, over a new database that
/// syncs what it commits, with its API and pages on a free port.
final class BackOffice implements AutoCloseable {
    private static final Actor ACTOR = Actor.system("bench");

    private final TestDatabase database;
    private final HikariDataSource pool;
    private final CoreApi core;
    private final Server server;
    private final PeopleClient client;
    private final AppLogin login;

    private BackOffice(TestDatabase database, SecretCipher cipher) {
        this.database = database;
        this.login = Schema.settle(database.source(), cipher);
        this.pool = pool(login, login.url(database.address().url()));
        var ground =
                new CoreApi.Ground(
                        pool,
                        Optional.empty(),
                        cipher,
                        new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                        Clock.systemUTC());
        var config = CoreConfig.defaults().withPassword("bench").withoutSecondFactor();
        this.core = new CoreApi(config, ground);
        core.start();
        String apiKey = core.identity().key(Identity.OPERATOR, "bench");
        this.server =
                core.open(
                        Server.Config.of("127.0.0.1", 0),
                        List.of(new Web(core, Clock.systemUTC())));
        this.client = new PeopleClient(server.port(), apiKey);
    }

    static BackOffice open() throws IOException {
        Path key = Files.createTempDirectory("people-bench").resolve("key");
        SecretCipher cipher = SecretCipher.of(Optional.empty(), key);
        return new BackOffice(TestDatabase.startDurableMigrated(), cipher);
    }

    private static HikariDataSource pool(AppLogin login, String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(login.user());
        config.setPassword(login.password());
        return new HikariDataSource(config);
    }

    CoreApi core() {
        return core;
    }

    PeopleClient client() {
        return client;
    }

    /// One unit of work of the system's.
    <T> T within(Supplier<T> work) {
        return ACTOR.call(() -> core.database().transact(work));
    }

    /// As the owner of the database, each in a transaction of its own.
    void sql(String... statements) throws SQLException {
        try (Connection owner = database.source().getConnection();
                Statement statement = owner.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /// What a process of its own needs to come to the same database.
    MoneyWorker.Place place() {
        return new MoneyWorker.Place(
                login.url(database.address().url()), login.user(), login.password());
    }

    /// The core and its jobs end; the database stays.
    void rest() {
        client.close();
        server.close();
        core.close();
        pool.close();
    }

    /// Rows that come past all checks and triggers, as nobody but the server's administrator may.
    void fill(String... statements) throws SQLException {
        try (Connection admin = admin();
                Statement statement = admin.createStatement()) {
            statement.execute("set session_replication_role = replica");
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private Connection admin() throws SQLException {
        return DriverManager.getConnection(database.admin().url(), database.admin().properties());
    }

    /// What the database has, whoever may see it.
    String value(String sql) throws SQLException {
        try (Connection admin = admin();
                Statement statement = admin.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? "" + rows.getString(1) : "no row";
        }
    }

    @Override
    public void close() {
        if (!pool.isClosed()) {
            rest();
        }
        database.close();
    }
}
