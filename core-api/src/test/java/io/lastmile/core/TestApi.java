package io.lastmile.core;

import com.fasterxml.jackson.databind.JsonNode;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.lastmile.collector.credentials.SecretCipher;
import io.lastmile.collector.live.Live;
import io.lastmile.collector.postgres.DatabaseAddress;
import io.lastmile.collector.postgres.TestDatabase;
import io.lastmile.core.identity.Identity;
import io.lastmile.core.platform.AppLogin;
import io.lastmile.core.platform.Cidr;
import io.lastmile.core.platform.Json;
import io.lastmile.core.platform.PoolLimits;
import io.lastmile.core.platform.Routes;
import io.lastmile.core.platform.Schema;
import io.lastmile.core.platform.Server;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;

/// Core-api on a free loopback port over a real database, and a client that is logged in.
public final class TestApi implements AutoCloseable {
    public static final String PASSWORD = "correct horse";
    private static final int CONNECTIONS_MAX = 10;
    private static final CoreConfig SETTINGS =
            CoreConfig.defaults().withPassword(PASSWORD).withoutSecondFactor();

    /// Tests come from here, so that they can say to come from elsewhere.
    private static final Server.Way PROXIED =
            new Server.Way(Optional.empty(), List.of(Cidr.of("127.0.0.1")));

    public final TestDatabase database = TestDatabase.startMigrated();
    public final MovableClock clock = new MovableClock();
    public final PrometheusMeterRegistry meters =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    public final CoreApi core;
    public final Server server;

    /// As browsers do without TLS.
    public final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final SecretCipher cipher;
    private final HikariDataSource pool;
    private final String key;

    private TestApi(Optional<Live> live, List<Consumer<Routes>> pages, CoreConfig settings) {
        cipher = SecretCipher.of(Optional.empty(), keyFile());
        pool = pool(Schema.settle(database.source(), cipher));
        core = new CoreApi(settings, new CoreApi.Ground(pool, live, cipher, meters, clock));
        if (live.isPresent()) {
            core.start();
        } else {
            core.prepare();
        }
        key =
                settings.operatorPassword().isPresent()
                        ? core.identity().key(Identity.OPERATOR, "test")
                        : "";
        server = core.open(Server.Config.of("127.0.0.1", 0).by(PROXIED), pages);
    }

    /// Without live rates and without jobs: a test moves their work by hand.
    public static TestApi start() {
        return new TestApi(Optional.empty(), List.of(), SETTINGS);
    }

    public static TestApi start(List<Consumer<Routes>> pages) {
        return new TestApi(Optional.empty(), pages, SETTINGS);
    }

    /// With other settings; without a password in them there is no account and no key.
    public static TestApi start(CoreConfig settings) {
        return new TestApi(Optional.empty(), List.of(), settings);
    }

    public static TestApi startLive(Live live) {
        return new TestApi(Optional.of(live), List.of(), SETTINGS);
    }

    public SecretCipher cipher() {
        return cipher;
    }

    /// As the application connects: with a login that owns nothing.
    public DataSource source() {
        return pool;
    }

    private HikariDataSource pool(AppLogin login) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.address().url());
        config.setUsername(login.user());
        config.setPassword(login.password());
        config.setMaximumPoolSize(CONNECTIONS_MAX);
        config.setMinimumIdle(0);
        return new HikariDataSource(PoolLimits.set(config));
    }

    /// Past all policies, as a superuser.
    private Connection admin() throws SQLException {
        DatabaseAddress address = database.admin();
        return DriverManager.getConnection(address.url(), address.properties());
    }

    private static Path keyFile() {
        try {
            return Files.createTempDirectory("core-test").resolve("key");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    public HttpRequest.Builder anonymous(String path) {
        return HttpRequest.newBuilder(uri(path));
    }

    /// A request with an API key that may all that the owner `operator` may.
    public HttpRequest.Builder request(String path) {
        return anonymous(path).header("Authorization", "Bearer " + key);
    }

    public HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public HttpResponse<String> get(String path) {
        return send(request(path));
    }

    public HttpResponse<String> post(String path, String json) {
        return send(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(json)));
    }

    public HttpResponse<String> put(String path, long version, String json) {
        return send(
                request(path)
                        .header("Content-Type", "application/json")
                        .header("If-Match", "\"" + version + "\"")
                        .PUT(BodyPublishers.ofString(json)));
    }

    public HttpResponse<String> delete(String path, long version) {
        return send(request(path).header("If-Match", "\"" + version + "\"").DELETE());
    }

    /// Executes statements that arrange what the collector would have written.
    public void sql(String... statements) {
        try (Connection connection = admin();
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The first column of the first row as text, or `null` in words.
    public String value(String sql) {
        try (Connection connection = admin();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.next() ? "" + rows.getString(1) : "no row";
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public static JsonNode json(HttpResponse<String> response) {
        try {
            return Json.MAPPER.readTree(response.body());
        } catch (IOException e) {
            throw new IllegalStateException(response.statusCode() + " " + response.body(), e);
        }
    }

    @Override
    public void close() {
        core.close();
        server.close();
        http.close();
        pool.close();
        database.close();
    }
}
