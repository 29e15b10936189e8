package io.lastmile.web;

import io.lastmile.collector.credentials.SecretCipher;
import io.lastmile.collector.postgres.DatabaseAddress;
import io.lastmile.collector.postgres.TestDatabase;
import io.lastmile.core.CoreApi;
import io.lastmile.core.CoreConfig;
import io.lastmile.core.platform.Role;
import io.lastmile.core.platform.Routes;
import io.lastmile.core.platform.Schema;
import io.lastmile.core.platform.Server;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// All pages over a real database, without a collector, and a browser's view of them: a client that
/// keeps cookies and asks for HTML.
final class TestSite implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-11-22T08:20:59Z");
    private static final String PASSWORD = "correct horse";

    private final TestDatabase database = TestDatabase.startMigrated();
    private final CoreApi core;
    private final Server server;

    /// The JDK's own cookie manager sends RFC 2965, which no browser does.
    private final Map<String, String> cookies = new TreeMap<>();

    private final HttpClient http = HttpClient.newHttpClient();

    TestSite() throws IOException {
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        var key = Files.createTempDirectory("web-test").resolve("key");
        SecretCipher cipher = SecretCipher.of(Optional.empty(), key);
        Schema.settle(database.source(), cipher);
        core =
                new CoreApi(
                        CoreConfig.defaults().withPassword(PASSWORD).withoutSecondFactor(),
                        new CoreApi.Ground(
                                database.source(),
                                Optional.empty(),
                                cipher,
                                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                                clock));
        core.start();
        server =
                core.open(
                        new Server.Config("127.0.0.1", 0, Web.contentSecurityPolicy()),
                        List.of(new Web(core, clock)));
    }

    /// For what has no page.
    CoreApi core() {
        return core;
    }

    HttpRequest.Builder request(String path) {
        URI uri = URI.create("http://127.0.0.1:" + server.port() + path);
        var request = HttpRequest.newBuilder(uri).header("Accept", "text/html");
        cookies.forEach((name, value) -> request.header("Cookie", name + "=" + value));
        return request;
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
        for (String cookie : response.headers().allValues("set-cookie")) {
            String[] pair = cookie.split(";", 2)[0].split("=", 2);
            cookies.put(pair[0], pair[1]);
        }
        return response;
    }

    HttpResponse<String> get(String path) throws Exception {
        return send(request(path));
    }

    HttpResponse<byte[]> bytes(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), BodyHandlers.ofByteArray());
    }

    HttpResponse<String> post(String path, String form) throws Exception {
        return send(
                request(path)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Sec-Fetch-Site", "same-origin")
                        .POST(BodyPublishers.ofString(form)));
    }

    void enter() throws Exception {
        HttpResponse<String> response = post("/login", "username=operator&password=correct+horse");
        if (!response.headers().firstValue("location").orElse("").equals("/")) {
            throw new IllegalStateException(response.statusCode() + " " + response.headers());
        }
    }

    /// With the session `the.<role>` that a test has arranged.
    void enterAs(Role role) {
        leave();
        cookies.put("lastmile", "the." + role.word());
    }

    List<Routes.Entry> table() {
        return server.table();
    }

    void leave() {
        cookies.clear();
    }

    /// Past all policies, as a superuser.
    void sql(String... statements) throws SQLException {
        DatabaseAddress admin = database.admin();
        try (Connection connection = DriverManager.getConnection(admin.url(), admin.properties());
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /// The first column of the first row as text.
    String value(String sql) throws SQLException {
        DatabaseAddress admin = database.admin();
        try (Connection connection = DriverManager.getConnection(admin.url(), admin.properties());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.next() ? "" + rows.getString(1) : "no row";
        }
    }

    @Override
    public void close() {
        core.close();
        server.close();
        http.close();
        database.close();
    }
}
