package io.lastmile.collector.poller;

import io.lastmile.collector.pipeline.PollOutcome;
import io.lastmile.collector.pipeline.PollReading;
import io.lastmile.collector.pipeline.Sink;
import io.lastmile.collector.poller.Condition.Kind;
import io.micrometer.core.instrument.MeterRegistry;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// All routers that are to be polled, each by its own `RouterPoller`. As a sink it hears what
/// became of each reading.
public final class Poller implements Sink, AutoCloseable {
    /// No poll may take longer, however steadily its rows drip.
    static final Duration POLL_MAX = Duration.ofMinutes(5);

    static final double SPOOL_FILL_TOLD = 0.5;
    static final double SPOOL_FILL_OVER = 0.25;

    private static final Logger LOG = System.getLogger(Poller.class.getName());
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration STOP_MAX = Duration.ofSeconds(3);
    private static final long MICROS_PER_MILLI = 1_000;

    private final Surroundings around;
    private final Reporter reporter;
    private final IntConsumer forget;
    private final Map<Integer, RouterPoller> pollers = new ConcurrentHashMap<>();
    private final ScheduledExecutorService ticking =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("poller-tick").daemon().factory());
    private boolean open = true;
    private boolean assigned;

    /// Everything that the poller works with. `forget` is told of each router that is no longer
    /// polled.
    public record Parts(
            PollerConfig config,
            Connector connector,
            Destination destination,
            Reporter reporter,
            IntConsumer forget) {}

    public Poller(Parts parts, Clock wall, MeterRegistry meters) {
        reporter = parts.reporter();
        forget = parts.forget();
        around =
                new Surroundings(
                        parts.config(),
                        parts.connector(),
                        parts.destination(),
                        parts.reporter(),
                        new PollClock(System.nanoTime(), micros(wall)),
                        wall,
                        new Semaphore(parts.config().pollsAtOnce()),
                        new PollerMeters(meters));
        meters.gauge("lastmile.collector.routers", pollers, Map::size);
    }

    private static long micros(Clock clock) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
    }

    public Poller start() {
        long tick = TICK.toMillis();
        var _ = ticking.scheduleAtFixedRate(this::tick, tick, tick, TimeUnit.MILLISECONDS);
        return this;
    }

    /// These routers are to be polled from now on and no others; one whose version changed starts
    /// over with its new settings.
    public synchronized void assign(List<PollableRouter> routers) {
        if (!open) {
            return;
        }
        Map<Integer, PollableRouter> wanted =
                routers.stream().collect(Collectors.toMap(PollableRouter::id, Function.identity()));
        Set<Integer> before = Set.copyOf(pollers.keySet());
        if (!assigned || !wanted.keySet().equals(before)) {
            assigned = true;
            reporter.routers(wanted.keySet());
        }
        end(outdated(wanted));
        Set<Integer> gone = new HashSet<>(before);
        gone.removeAll(wanted.keySet());
        gone.forEach(forget::accept);
        wanted.values().stream()
                .filter(router -> !pollers.containsKey(router.id()))
                .forEach(this::begin);
    }

    private List<RouterPoller> outdated(Map<Integer, PollableRouter> wanted) {
        return pollers.values().stream()
                .filter(running -> {
                    PollableRouter now = wanted.get(running.router().id());
                    return now == null || now.version() != running.router().version();
                })
                .toList();
    }

    private void begin(PollableRouter router) {
        var fresh = new RouterPoller(router, around, RandomGenerator.getDefault());
        pollers.put(router.id(), fresh);
        fresh.start();
    }

    private void end(List<RouterPoller> ending) {
        ending.forEach(RouterPoller::stop);
        join(ending);
        ending.forEach(ended -> pollers.remove(ended.router().id()));
    }

    private static void join(List<RouterPoller> ending) {
        long until = System.nanoTime() + STOP_MAX.toNanos();
        for (RouterPoller each : ending) {
            try {
                each.join(Duration.ofNanos(Math.max(1, until - System.nanoTime())));
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void accept(PollOutcome outcome) {
        RouterPoller poller = pollers.get(outcome.router());
        if (poller != null) {
            poller.accept(outcome);
        }
    }

    /// The writer's word on a reading that the database refused for its data.
    public void refused(PollReading reading, String error) {
        RouterPoller poller = pollers.get(reading.router());
        if (poller != null) {
            poller.refused(reading, error);
        }
    }

    void tick() {
        long nanos = System.nanoTime();
        around.clock().check(nanos, around.wallMicros());
        long now = around.clock().micros(nanos);
        jump(now);
        spool(now);
        for (RouterPoller poller : pollers.values()) {
            poller.checkOverdue(nanos, POLL_MAX);
            poller.expire(nanos, now);
            if (!poller.isWell()) {
                revive(poller);
            }
        }
        if (around.destination().fill() < Cadence.SPOOL_FILL_HIGH) {
            pollers.values().forEach(RouterPoller::spoolHasRoom);
        }
    }

    /// A poll thread that died of something that nobody foresaw must not end the polling.
    private synchronized void revive(RouterPoller dead) {
        if (open && pollers.remove(dead.router().id(), dead)) {
            around.meters().revived();
            LOG.log(
                    Level.ERROR,
                    "router {0}: polling had stopped, begins anew",
                    dead.router().id());
            begin(dead.router());
        }
    }

    /// How many live sessions of each router no line claims; a router without any is not named.
    public void unaccounted(Map<Integer, Integer> sessions) {
        long now = around.clock().micros(System.nanoTime());
        for (int router : pollers.keySet()) {
            int count = sessions.getOrDefault(router, 0);
            reporter.condition(
                    new Condition(Kind.UNACCOUNTED_SESSIONS, router),
                    count > 0,
                    now,
                    Map.of("sessions", "" + count));
        }
    }

    private void jump(long nowMicros) {
        var jump = around.clock().jumpMicros();
        reporter.condition(
                Condition.ofCollector(Kind.CLOCK_JUMP),
                jump.isPresent(),
                nowMicros,
                Map.of("aheadMillis", "" + jump.orElse(0) / MICROS_PER_MILLI));
    }

    private void spool(long nowMicros) {
        Condition filling = Condition.ofCollector(Kind.SPOOL_FILLING);
        double fill = around.destination().fill();
        if (fill > SPOOL_FILL_TOLD || fill < SPOOL_FILL_OVER) {
            reporter.condition(
                    filling,
                    fill > SPOOL_FILL_TOLD,
                    nowMicros,
                    Map.of("fillPercent", "" + Math.round(100 * fill)));
        }
    }

    /// Lets polls under way come to their end, for three seconds at the most.
    @Override
    public synchronized void close() {
        open = false;
        ticking.shutdownNow();
        end(List.copyOf(pollers.values()));
    }
}
