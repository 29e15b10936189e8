package io.lastmile.deploy.bench;

import com.sun.management.OperatingSystemMXBean;
import io.lastmile.collector.credentials.SecretCipher;
import io.lastmile.collector.live.LiveRates;
import io.lastmile.collector.postgres.TestDatabase;
import io.lastmile.core.CoreApi;
import io.lastmile.core.CoreConfig;
import io.lastmile.core.identity.Identity;
import io.lastmile.core.platform.Schema;
import io.lastmile.core.platform.Server;
import io.lastmile.deploy.bench.BenchRow.Pair;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/// A thousand watchers of the live table over loopback sockets (telemetry.md, "Numbers to hold"):
/// how long a poll takes to each of them, and what all of it costs, the readers included.
final class WatchersBench implements Bench {
    private static final int WATCHERS = Integer.getInteger("lastmile.bench.watchers", 1_000);
    private static final int LINES = 2_000;
    private static final int POLLS = 16;

    /// By the golden section of a second, so that polls come at all phases of the ticks.
    private static final long POLL_EVERY_NANOS = 1_618_000_000L;

    private static final String PASSWORD = "bench";

    @Override
    public String part() {
        return "watchers";
    }

    @Override
    public List<BenchRow> run() throws Exception {
        Path folder = Files.createTempDirectory("lastmile-bench");
        var meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        var clock = Clock.systemUTC();
        try (TestDatabase database = TestDatabase.startMigrated();
                var rates = new LiveRates(clock, System::nanoTime, meters)) {
            var feed = new WatchersFeed(rates, clock, LINES);
            rates.start();
            SecretCipher cipher = SecretCipher.of(Optional.empty(), folder.resolve("key"));
            Schema.settle(database.source(), cipher);
            var ground =
                    new CoreApi.Ground(
                            database.source(), Optional.of(rates), cipher, meters, clock);
            try (var core =
                    new CoreApi(
                            CoreConfig.defaults().withPassword(PASSWORD).withoutSecondFactor(),
                            ground)) {
                core.start();
                names(database);
                return watched(core, feed);
            }
        }
    }

    private static void names(TestDatabase database) throws SQLException {
        try (Connection connection = database.source().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(
                    """
                    insert into telemetry.line (router, source, raw_name, name, first_seen)
                    select 1, 1, convert_to('n' || n, 'UTF8'), 'n' || n, now()
                    from generate_series(1, %d) as n
                    """
                            .formatted(LINES));
        }
    }

    private static List<BenchRow> watched(CoreApi core, WatchersFeed feed) throws Exception {
        try (Server server = core.open(Server.Config.of("127.0.0.1", 0), List.of());
                var watchers =
                        new Watchers(
                                server.port(),
                                core.identity().key(Identity.OPERATOR, "bench"),
                                POLLS)) {
            feed.poll(0);
            watchers.open(WATCHERS);
            long cpu = cpuNanos();
            long bytes = watchers.bytes();
            long start = System.nanoTime();
            for (int poll = 1; poll <= POLLS; poll++) {
                watchers.polled(poll, System.nanoTime());
                feed.poll(poll);
                LockSupport.parkNanos(POLL_EVERY_NANOS);
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            double cores = (cpuNanos() - cpu) / 1e9 / seconds;
            double rate = (watchers.bytes() - bytes) / seconds / WATCHERS;
            double[] delays = watchers.delaySeconds(POLLS, POLL_EVERY_NANOS / 1e9);
            // End the streams before the server, or they hold its shutdown.
            core.close();
            return rows(delays, cores, rate);
        }
    }

    static List<BenchRow> rows(double[] delays, double cores, double bytesPerSecond) {
        if (delays.length == 0) {
            throw new IllegalStateException(
                    "no frame with a new poll arrived at any of %d watchers in %d polls"
                            .formatted(WATCHERS, POLLS));
        }
        String name = "live view with %,d watchers: ".formatted(WATCHERS);
        double p95 = delays[(int) Math.ceil(delays.length * 0.95) - 1];
        List<BenchRow> rows = new ArrayList<>();
        rows.add(limit(name + "poll to browser, p95", "s", p95, 1));
        rows.add(limit(name + "CPU, readers included", "cores", cores, 1));
        rows.add(limit(name + "each receives", "KB/s", bytesPerSecond / 1000, 2));
        return rows;
    }

    private static BenchRow limit(String row, String unit, double ours, double goal) {
        return BenchRow.limit(row, unit, new Pair(ours, Double.NaN), goal);
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }
}
