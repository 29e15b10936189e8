package io.lastmile.collector.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/// A fleet in a process of its own.
///
/// ```
/// --routers 20 --lines 2000 --seed 1   how many of what
/// --port-base N                        router i on N + 2 i, TLS on the next; 0: free ports
/// --host ADDRESS                       127.0.0.1
/// --ports-file FILE                    where each router listens: JSON, written when all do
/// --control PORT                       the control port, 0 for a free one; the file tells it
/// --session-mean SECONDS               72000; 0: nothing ends by itself
/// --redial-millis N                    4000
/// --queue-every N                      50; 0: no static queues
/// --version 7.16.2                     of all routers; otherwise they differ
/// --truth none|last|all                what is kept of readings, none
/// ```
public final class SimulatorMain {
    private static final System.Logger LOG = System.getLogger(SimulatorMain.class.getName());
    private static final Set<String> OPTIONS =
            Set.of(
                    "routers",
                    "lines",
                    "seed",
                    "port-base",
                    "host",
                    "ports-file",
                    "control",
                    "session-mean",
                    "redial-millis",
                    "queue-every",
                    "version",
                    "truth");

    private SimulatorMain() {}

    /// Exit code 2 for wrong options, 1 where it cannot listen or write; one sentence says why.
    public static void main(String[] arguments) throws InterruptedException {
        try {
            run(options(List.of(arguments)));
        } catch (IllegalArgumentException e) {
            LOG.log(System.Logger.Level.ERROR, e.getMessage());
            System.exit(2);
        } catch (UncheckedIOException e) {
            LOG.log(System.Logger.Level.ERROR, e.getMessage());
            System.exit(1);
        }
    }

    private static void run(Map<String, String> options) throws InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        MovableClock clock = new MovableClock(Clock.systemUTC());
        FleetConfig config = config(options, clock);
        try (Fleet fleet = Fleet.start(config)) {
            Runtime.getRuntime().addShutdownHook(new Thread(fleet::close));
            Control control = new Control(fleet, clock, stopped::countDown);
            Optional<ControlPort> port =
                    Optional.ofNullable(options.get("control"))
                            .map(number -> ControlPort.open(Integer.parseInt(number), control));
            Optional.ofNullable(options.get("ports-file"))
                    .ifPresent(file -> announce(Path.of(file), fleet, port));
            LOG.log(System.Logger.Level.INFO, "{0} simulated routers listen", config.routers());
            stopped.await();
            port.ifPresent(ControlPort::close);
        }
    }

    static Map<String, String> options(List<String> arguments) {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i < arguments.size(); i += 2) {
            String name = arguments.get(i).startsWith("--") ? arguments.get(i).substring(2) : "";
            if (!OPTIONS.contains(name) || i + 1 == arguments.size()) {
                throw new IllegalArgumentException(
                        "option: "
                                + arguments.get(i)
                                + " (expected: --name value, one of "
                                + OPTIONS.stream().sorted().toList()
                                + ")");
            }
            options.put(name, arguments.get(i + 1));
        }
        return options;
    }

    static FleetConfig config(Map<String, String> options, Clock clock) {
        FleetConfig demo =
                FleetConfig.demo(
                        (int) number(options, "routers", 20),
                        (int) number(options, "lines", 2_000),
                        number(options, "seed", 1),
                        clock);
        FleetConfig.Network network = demo.network();
        FleetConfig.Habits habits = demo.habits();
        Duration mean =
                Duration.ofSeconds(
                        number(options, "session-mean", habits.sessionMean().toSeconds()));
        FleetConfig config =
                demo.with(
                                new FleetConfig.Network(
                                        options.getOrDefault("host", network.host()),
                                        (int) number(options, "port-base", 0),
                                        network.tls(),
                                        network.threads()))
                        .with(
                                new FleetConfig.Habits(
                                        mean,
                                        Duration.ofMillis(
                                                number(
                                                        options,
                                                        "redial-millis",
                                                        habits.redial().toMillis())),
                                        (int) number(options, "queue-every", habits.queueEvery()),
                                        habits.epoch(),
                                        detail(options)));
        String version = options.getOrDefault("version", "");
        return version.isEmpty() ? config : config.with(Version.parse(version));
    }

    private static Truth.Detail detail(Map<String, String> options) {
        String word = options.getOrDefault("truth", "none");
        return Truth.Detail.valueOf(word.toUpperCase(java.util.Locale.ROOT));
    }

    private static long number(Map<String, String> options, String name, long otherwise) {
        String text = options.get(name);
        return text == null ? otherwise : Long.parseLong(text);
    }

    /// Whole or not at all: whoever waits for the file may read it at once.
    private static void announce(Path file, Fleet fleet, Optional<ControlPort> control) {
        Map<String, Object> content =
                Json.object("routers", fleet.routers().stream().map(Json::router).toList());
        control.ifPresent(port -> content.put("controlPort", port.port()));
        try {
            Path part = file.resolveSibling(file.getFileName() + ".part");
            Files.writeString(part, Json.text(content) + "\n", StandardCharsets.US_ASCII);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}
