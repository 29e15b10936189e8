package io.lastmile.core;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.lastmile.collector.credentials.KeyRefused;
import io.lastmile.collector.credentials.SecretCipher;
import io.lastmile.core.platform.AppLogin;
import io.lastmile.core.platform.Certificate;
import io.lastmile.core.platform.Cidr;
import io.lastmile.core.platform.PoolLimits;
import io.lastmile.core.platform.Schema;
import io.lastmile.core.platform.Server;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Core-api as a process of its own, configured by the environment. The collector must have
/// migrated its schema before. Live rates are the collector's process's.
public final class CoreMain {
    private static final System.Logger LOG = System.getLogger(CoreMain.class.getName());
    private static final int CONNECTIONS_MAX = 12;
    private static final String PREFIX = "LASTMILE_";

    private final Map<String, String> environment;

    private CoreMain(Map<String, String> environment) {
        this.environment = environment;
    }

    public static void main(String[] args) {
        try {
            new CoreMain(System.getenv()).run();
        } catch (IllegalArgumentException | KeyRefused e) {
            LOG.log(System.Logger.Level.ERROR, e.getMessage());
            System.exit(2);
        }
    }

    private void run() {
        Server.Way way = way();
        CoreConfig config =
                new CoreConfig(zone(), optional("OPERATOR_PASSWORD"), secondFactorRequired());
        SecretCipher cipher = SecretCipher.of(Path.of(needed("KEY_FILE")));
        HikariDataSource source = new HikariDataSource(pool(login(cipher)));
        var meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        CoreApi core =
                new CoreApi(
                        config,
                        new CoreApi.Ground(
                                source, Optional.empty(), cipher, meters, Clock.systemUTC()));
        core.start();
        core.identity()
                .setUpPath()
                .ifPresent(path ->
                        LOG.log(
                                System.Logger.Level.WARNING,
                                "first start: make the owner's account at " + path));
        Server server =
                core.open(
                        Server.Config.of(optional("BIND").orElse("127.0.0.1"), port()).by(way),
                        List.of());
        LOG.log(System.Logger.Level.INFO, "core-api listens: port=" + server.port());
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> {
                            core.close();
                            server.close();
                            source.close();
                        }));
    }

    /// Migrates as the schema's owner, who is named in the URL.
    private AppLogin login(SecretCipher cipher) {
        HikariConfig owner = new HikariConfig();
        owner.setJdbcUrl(needed("DATABASE_URL"));
        owner.setMaximumPoolSize(2);
        owner.setPoolName("owner");
        try (var source = new HikariDataSource(owner)) {
            return Schema.settle(source, cipher);
        }
    }

    private HikariConfig pool(AppLogin login) {
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(login.url(needed("DATABASE_URL")));
        pool.setUsername(login.user());
        pool.setPassword(login.password());
        pool.setMaximumPoolSize(CONNECTIONS_MAX);
        pool.setPoolName("core");
        return PoolLimits.set(pool);
    }

    private boolean secondFactorRequired() {
        String text = optional("SECOND_FACTOR").orElse("required");
        return switch (text) {
            case "required" -> true;
            case "optional" -> false;
            default ->
                    throw new IllegalArgumentException(
                            PREFIX
                                    + "SECOND_FACTOR: "
                                    + text
                                    + " (expected: required or optional)");
        };
    }

    private Server.Way way() {
        Optional<Path> key = optional("TLS_KEY").map(Path::of);
        Optional<Certificate> certificate =
                optional("TLS_CERT")
                        .map(chain ->
                                new Certificate(
                                        Path.of(chain),
                                        key.orElseGet(() -> Path.of(needed("TLS_KEY")))));
        if (key.isPresent() && certificate.isEmpty()) {
            needed("TLS_CERT");
        }
        certificate.ifPresent(Certificate::check);
        List<Cidr> proxies =
                optional("TRUSTED_PROXIES").stream()
                        .flatMap(text -> Stream.of(text.split(",")))
                        .map(Cidr::of)
                        .toList();
        return new Server.Way(certificate, proxies);
    }

    private int port() {
        String text = optional("PORT").orElse("8081");
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > 65_535) {
            throw new IllegalArgumentException(
                    PREFIX + "PORT: " + text + " (expected: 0 to 65535)");
        }
        return Integer.parseInt(text);
    }

    private ZoneId zone() {
        String text = optional("ZONE").orElse("Asia/Dhaka");
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    PREFIX + "ZONE: " + text + " (expected: a zone such as Asia/Dhaka)", e);
        }
    }

    private String needed(String name) {
        return optional(name)
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                PREFIX + name + ": nothing (expected: a value)"));
    }

    private Optional<String> optional(String name) {
        return Optional.ofNullable(environment.get(PREFIX + name)).filter(v -> !v.isBlank());
    }
}
