package io.lastmile.deploy.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.lastmile.collector.credentials.SecretCipher;
import io.lastmile.core.CoreApi;
import io.lastmile.core.CoreConfig;
import io.lastmile.core.billing.BillingRun;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Page;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The core in a process of its own, which may be killed at any moment; it ends by itself when no
/// billing run is confirmed any more.
final class MoneyWorker {
    /// A database and who enters it. It goes by the environment: arguments are for all to read.
    record Place(String url, String user, String password) {
        private static final String NAME = "LASTMILE_BENCH_";

        static Place read() {
            return new Place(
                    System.getenv(NAME + "URL"),
                    System.getenv(NAME + "USER"),
                    System.getenv(NAME + "PASSWORD"));
        }

        Process start(Path folder) throws IOException {
            var process =
                    new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                            "--enable-native-access=ALL-UNNAMED",
                            "--sun-misc-unsafe-memory-access=allow",
                            "-Xmx1g",
                            "-cp",
                            System.getProperty("java.class.path"),
                            MoneyWorker.class.getName());
            process.environment().put(NAME + "URL", url);
            process.environment().put(NAME + "USER", user);
            process.environment().put(NAME + "PASSWORD", password);
            return process.redirectErrorStream(true)
                    .redirectOutput(
                            ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                    .start();
        }
    }

    private MoneyWorker() {}

    public static void main(String[] args) throws Exception {
        Place place = Place.read();
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(place.url());
        config.setUsername(place.user());
        config.setPassword(place.password());
        Path key = Files.createTempDirectory("money-bench").resolve("key");
        try (var pool = new HikariDataSource(config);
                var core = new CoreApi(CoreConfig.defaults(), ground(pool, key))) {
            core.start();
            while (Actor.system("bench").call(() -> core.database().read(() -> open(core)))) {
                TimeUnit.MILLISECONDS.sleep(500);
            }
        }
        System.exit(0);
    }

    private static CoreApi.Ground ground(HikariDataSource pool, Path key) {
        return new CoreApi.Ground(
                pool,
                Optional.empty(),
                SecretCipher.of(Optional.empty(), key),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                Clock.systemUTC());
    }

    private static boolean open(CoreApi core) {
        var page = new Page.Request(1, Optional.empty());
        return core.billing().stores().runs().page(page).items().stream()
                .anyMatch(run -> run.state() == BillingRun.State.CONFIRMED);
    }
}
