package io.lastmile.deploy.bench;

import com.sun.management.OperatingSystemMXBean;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.lastmile.collector.Collector;
import io.lastmile.collector.CollectorConfig;
import io.lastmile.collector.credentials.Purpose;
import io.lastmile.collector.credentials.SecretCipher;
import io.lastmile.collector.poller.PollerConfig;
import io.lastmile.collector.postgres.DatabaseAddress;
import io.lastmile.collector.postgres.EmbeddedPostgres;
import io.lastmile.core.platform.Schema;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// One fleet polled for a while: the collector in this process, simulator and database (fsync on)
/// in processes of their own. What is counted begins when every line's rate is known.
final class FleetRun {
    private static final Duration WARM_UP_MAX = Duration.ofMinutes(5);
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private static final String ADD =
            """
            insert into core.router (id, name, host, port, tls, username, secret, created, changed,
                changed_by)
            overriding system value
            values (?, ?, ?, ?, false, ?, ?, now(), now(), 'bench')
            """;

    /// How many of what, how often, and for how long after the warm-up.
    record Load(int routers, int lines, Duration interval, Duration measured) {}

    /// `cpuShare` of one core; heap in use after a full collection; `lagSecondsMax` the greatest
    /// age of an uncommitted poll that a look each second saw.
    record Result(
            double cpuShare,
            double heapMegabytes,
            double polledPerSecond,
            double committedPerSecond,
            double samplesPerSecond,
            double commitSecondsP99,
            double lagSecondsMax) {}

    private final Load load;
    private final SimpleMeterRegistry meters;

    FleetRun(Load load) {
        this.load = load;
        meters = new SimpleMeterRegistry(SimpleConfig.DEFAULT, Clock.SYSTEM);
        meters.config().meterFilter(new Recent(load.measured()));
    }

    /// Percentiles over what was measured, not over the warm-up.
    private record Recent(Duration window) implements MeterFilter {
        @Override
        public DistributionStatisticConfig configure(
                Meter.Id id, DistributionStatisticConfig config) {
            return DistributionStatisticConfig.builder().expiry(window).build().merge(config);
        }
    }

    Result run() throws Exception {
        Path folder = Files.createTempDirectory("lastmile-fleet");
        try (var simulator = SimulatorProcess.start(load.routers(), load.lines(), folder);
                var postgres =
                        EmbeddedPostgres.start(EmbeddedPostgres.Config.of(folder.resolve("db")))) {
            Path key = folder.resolve("key");
            introduce(simulator.routers(), postgres.address(), SecretCipher.of(key));
            CollectorConfig config =
                    CollectorConfig.standard(key)
                            .polling(PollerConfig.STANDARD.every(load.interval()));
            try (var collector =
                    Collector.start(
                            config, postgres.address(), meters, java.time.Clock.systemUTC())) {
                warmUp(collector);
                return measure();
            }
        } finally {
            delete(folder);
        }
    }

    private static void introduce(
            List<SimulatorProcess.At> routers, DatabaseAddress address, SecretCipher cipher)
            throws SQLException {
        var settings = new HikariConfig();
        settings.setJdbcUrl(address.url());
        settings.setDataSourceProperties(address.properties());
        try (var source = new HikariDataSource(settings)) {
            io.lastmile.collector.postgres.Migrations.telemetry(source);
            Schema.settle(source, cipher);
        }
        try (Connection connection =
                        DriverManager.getConnection(address.url(), address.properties());
                Statement role = connection.createStatement();
                PreparedStatement add = connection.prepareStatement(ADD)) {
            role.execute("set role lastmile_app; set app.role = 'system'");
            int id = 0;
            for (SimulatorProcess.At router : routers) {
                id++;
                add.setInt(1, id);
                add.setString(2, router.name());
                add.setString(3, router.host());
                add.setInt(4, router.port());
                add.setString(5, router.username());
                add.setBytes(6, cipher.seal(Purpose.routerPassword(id), router.password()));
                add.addBatch();
            }
            add.executeBatch();
        }
    }

    private void warmUp(Collector collector) throws InterruptedException {
        long until = System.nanoTime() + WARM_UP_MAX.toNanos();
        while (collector.live().now().online() < load.lines()
                || !collector.live().now().complete()
                || lagSeconds() > load.interval().toSeconds()) {
            if (System.nanoTime() - until > 0) {
                throw new IllegalStateException(
                        "fleet: %s, lag %.1f s (expected: %d lines with rates within %s)"
                                .formatted(
                                        collector.live().now(),
                                        lagSeconds(),
                                        load.lines(),
                                        WARM_UP_MAX));
            }
            TimeUnit.MILLISECONDS.sleep(500);
        }
    }

    private Result measure() throws InterruptedException {
        long cpu = PROCESS.getProcessCpuTime();
        double polled = count("polls");
        double committed = count("store.polls");
        double samples = count("store.samples");
        long start = System.nanoTime();
        double lagMax = 0;
        while (System.nanoTime() - start < load.measured().toNanos()) {
            TimeUnit.SECONDS.sleep(1);
            lagMax = Math.max(lagMax, lagSeconds());
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        double cpuSeconds = (PROCESS.getProcessCpuTime() - cpu) / 1e9;
        polled = (count("polls") - polled) / seconds;
        committed = (count("store.polls") - committed) / seconds;
        samples = (count("store.samples") - samples) / seconds;
        double p99 = commitSecondsP99();
        System.gc();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        return new Result(
                cpuSeconds / seconds, heap / 1e6, polled, committed, samples, p99, lagMax);
    }

    private double count(String what) {
        return meters.counter("lastmile.collector." + what).count();
    }

    private double lagSeconds() {
        return meters.get("lastmile.collector.store.lag.seconds").gauge().value();
    }

    private double commitSecondsP99() {
        Timer timer = meters.get("lastmile.collector.store.poll.to.commit").timer();
        return Stream.of(timer.takeSnapshot().percentileValues())
                .filter(value -> value.percentile() == 0.99)
                .mapToDouble(value -> value.value(TimeUnit.SECONDS))
                .findFirst()
                .orElse(Double.NaN);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
