package io.lastmile.collector;

import io.lastmile.collector.postgres.DatabaseAddress;
import io.lastmile.collector.radius.RadiusConfig;
import io.lastmile.collector.rollup.RetentionConfig;
import io.lastmile.collector.rollup.RollupConfig;
import io.lastmile.collector.rollup.RollupJob;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a collector in a process of its own was told: by `--option value`, or by the environment as
/// `LASTMILE_COLLECTOR_OPTION`. The command line wins; a name that is not known is an error in
/// either, because a misspelt limit would silently not hold.
record CollectorOptions(
        DatabaseAddress database, CollectorConfig config, int metricsPort, Clock clock) {
    /// OpenTelemetry's exporters for Prometheus listen there too.
    static final int METRICS_PORT_STANDARD = 9464;

    /// RFC 2866, 3.
    static final int RADIUS_PORT_STANDARD = 1813;

    static final String VARIABLE_PREFIX = "LASTMILE_COLLECTOR_";

    static final String HELP =
            """
            usage: collector --database-url URL --key-file FILE [options]
              --database-url URL   PostgreSQL with TimescaleDB (jdbc:postgresql://host/db?user=..)
              --key-file FILE      the key of the routers' passwords (made if missing)
              --interval SECONDS   between two polls of a router without an own interval (30)
              --zone ZONE          where days begin (Asia/Dhaka); fixed once data is there
              --spool-mb N         memory for polls that wait for the database (128)
              --threads N          threads that read routers (2)
              --disk-gb N          disk for samples, polls and totals but days (512); the oldest
                                   go first where the standard ages need more
              --metrics-port N     http://127.0.0.1:N/metrics for Prometheus (9464; 0: a free one)
              --radius-folder DIR  takes RADIUS accounting and keeps packets there until the
                                   database has them (no RADIUS)
              --radius-port N      port for it (1813)
              --radius-address IP  address for it (all of this machine)
              --radius-mb N        disk for packets that wait (1024)
              --clock-file FILE    for tests only: as many seconds as FILE says are added to the
                                   clock, from then on when it is written
            each also as an environment variable: LASTMILE_COLLECTOR_DATABASE_URL ...
            """;

    private enum Option {
        DATABASE_URL,
        KEY_FILE,
        INTERVAL,
        ZONE,
        SPOOL_MB,
        THREADS,
        DISK_GB,
        METRICS_PORT,
        RADIUS_FOLDER,
        RADIUS_PORT,
        RADIUS_ADDRESS,
        RADIUS_MB,
        CLOCK_FILE;

        String word() {
            return "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static Optional<Option> named(String name) {
            return Arrays.stream(values()).filter(each -> each.name().equals(name)).findFirst();
        }

        static Optional<Option> worded(String word) {
            return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
        }
    }

    /// The message is for the person who typed it.
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;

        Refused(String message) {
            super(message);
        }
    }

    static CollectorOptions parse(List<String> words, Map<String, String> environment) {
        Map<Option, String> given = new HashMap<>();
        environment.forEach((name, value) -> {
            if (name.startsWith(VARIABLE_PREFIX)) {
                given.put(variable(name), value);
            }
        });
        Deque<String> left = new ArrayDeque<>(words);
        while (!left.isEmpty()) {
            String word = left.pop();
            Option option = Option.worded(word).orElseThrow(() -> unknown("option " + word));
            if (left.isEmpty()) {
                throw new Refused(word + ": no value (expected: one)");
            }
            given.put(option, left.pop());
        }
        return options(given);
    }

    private static Option variable(String name) {
        return Option.named(name.substring(VARIABLE_PREFIX.length()))
                .orElseThrow(() -> unknown("environment variable " + name));
    }

    private static Refused unknown(String what) {
        String known =
                Arrays.stream(Option.values()).map(Option::word).collect(Collectors.joining(", "));
        return new Refused("unknown " + what + " (expected: one of " + known + ")");
    }

    private static CollectorOptions options(Map<Option, String> given) {
        try {
            CollectorConfig config =
                    CollectorConfig.standard(Path.of(required(given, Option.KEY_FILE)));
            double interval = number(given, Option.INTERVAL, seconds(config));
            long spoolMb = (long) number(given, Option.SPOOL_MB, config.spoolBytesMax() >> 20);
            int threads = (int) number(given, Option.THREADS, config.networkThreads());
            return new CollectorOptions(
                    DatabaseAddress.ofUrl(required(given, Option.DATABASE_URL)),
                    config.polling(
                                    config.poller()
                                            .every(Duration.ofMillis(Math.round(1e3 * interval))))
                            .rolling(rollup(given, config.rollup()))
                            .spooling(spoolMb << 20)
                            .reading(threads)
                            .accounting(radius(given)),
                    metricsPort(given),
                    clock(Optional.ofNullable(given.get(Option.CLOCK_FILE))));
        } catch (IllegalArgumentException | DateTimeException wrong) {
            throw new Refused(String.valueOf(wrong.getMessage()));
        }
    }

    private static Clock clock(Optional<String> file) {
        Clock real = Clock.systemUTC();
        return file.map(path -> (Clock) new ShiftedClock(real, Path.of(path))).orElse(real);
    }

    private static RollupJob.Settings rollup(
            Map<Option, String> given, RollupJob.Settings standard) {
        RollupConfig rollup = standard.rollup();
        String zone = given.getOrDefault(Option.ZONE, rollup.zone().getId());
        return new RollupJob.Settings(
                new RollupConfig(ZoneId.of(zone), rollup.interval(), rollup.partsMax()),
                RetentionConfig.within((long) (gigabytes(given) * (1L << 30))));
    }

    private static double gigabytes(Map<Option, String> given) {
        double standard = RetentionConfig.DISK_BYTES_STANDARD >> 30;
        return number(given, Option.DISK_GB, standard);
    }

    private static int metricsPort(Map<Option, String> given) {
        return port(given, Option.METRICS_PORT, METRICS_PORT_STANDARD);
    }

    private static int port(Map<Option, String> given, Option option, int standard) {
        double port = number(given, option, standard);
        if (port != Math.rint(port) || port < 0 || port > 65_535) {
            throw new Refused(
                    "%s: %s (expected: 0 to 65535)".formatted(option.word(), given.get(option)));
        }
        return (int) port;
    }

    private static Optional<RadiusConfig> radius(Map<Option, String> given) {
        String folder = given.get(Option.RADIUS_FOLDER);
        if (folder == null) {
            List<Option> alone =
                    List.of(Option.RADIUS_PORT, Option.RADIUS_ADDRESS, Option.RADIUS_MB);
            alone.stream()
                    .filter(given::containsKey)
                    .findFirst()
                    .ifPresent(option -> {
                        throw new Refused(
                                "%s without %s (expected: both)"
                                        .formatted(option.word(), Option.RADIUS_FOLDER.word()));
                    });
            return Optional.empty();
        }
        int port = port(given, Option.RADIUS_PORT, RADIUS_PORT_STANDARD);
        String address = given.get(Option.RADIUS_ADDRESS);
        double mb = number(given, Option.RADIUS_MB, RadiusConfig.BYTES_STANDARD >> 20);
        return Optional.of(
                new RadiusConfig(
                        address == null
                                ? new InetSocketAddress(port)
                                : new InetSocketAddress(InetAddress.ofLiteral(address), port),
                        Path.of(folder),
                        (long) (mb * (1L << 20))));
    }

    private static double seconds(CollectorConfig config) {
        return config.poller().interval().toMillis() / 1e3;
    }

    private static String required(Map<Option, String> given, Option option) {
        String value = given.get(option);
        if (value == null || value.isBlank()) {
            throw new Refused(option.word() + " is missing");
        }
        return value;
    }

    private static double number(Map<Option, String> given, Option option, double standard) {
        String value = given.get(option);
        try {
            return value == null ? standard : Double.parseDouble(value);
        } catch (NumberFormatException wrong) {
            throw new Refused(option.word() + ": " + value + " (expected: a number)");
        }
    }
}
