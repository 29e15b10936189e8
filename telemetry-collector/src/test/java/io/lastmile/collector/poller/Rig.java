package io.lastmile.collector.poller;

import io.lastmile.collector.credentials.Purpose;
import io.lastmile.collector.credentials.SecretCipher;
import io.lastmile.collector.pipeline.Ingest;
import io.lastmile.collector.pipeline.PollOutcome;
import io.lastmile.collector.pipeline.PollReading;
import io.lastmile.collector.pipeline.Recalled;
import io.lastmile.collector.pipeline.RouterMemory;
import io.lastmile.collector.pipeline.Sink;
import io.lastmile.collector.pipeline.Spool;
import io.lastmile.collector.routeros.Timeouts;
import io.lastmile.collector.routeros.Transport;
import io.lastmile.collector.simulator.Account;
import io.lastmile.collector.simulator.Fleet;
import io.lastmile.collector.simulator.FleetConfig;
import io.lastmile.collector.simulator.SimulatedRouter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// The poller between simulated routers and the real pipeline, whose spool is emptied by a writer
/// that remembers nothing.
final class Rig implements AutoCloseable, Destination, Findings.Shelf {
    static final Duration INTERVAL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    final Fleet fleet;
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final List<PollReading> readings = new CopyOnWriteArrayList<>();
    final List<PollOutcome> outcomes = new CopyOnWriteArrayList<>();
    final Map<Integer, RouterHealth> health = new ConcurrentHashMap<>();
    final Set<Condition> open = ConcurrentHashMap.newKeySet();
    final List<Map<String, String>> evidence = new CopyOnWriteArrayList<>();
    final List<Integer> forgotten = new CopyOnWriteArrayList<>();
    final Poller poller;
    volatile double fill;

    private final SecretCipher cipher;
    private final Transport transport = Transport.start(1, "rig");
    private final Spool spool = new Spool(64 << 20);
    private final Ingest ingest;
    private final Reporter reporter;
    private final Thread writer = Thread.ofPlatform().name("rig-writer").unstarted(this::write);

    Rig(FleetConfig config, Path keyFolder) {
        fleet = Fleet.start(config);
        cipher = SecretCipher.of(Optional.empty(), keyFolder.resolve("key"));
        reporter = new Reporter(this, meters).start();
        PollerConfig poll =
                PollerConfig.STANDARD
                        .every(INTERVAL)
                        .waiting(new Timeouts(Duration.ofMillis(500), Duration.ofSeconds(1)));
        var connector = new Connector(cipher, transport, poll, meters);
        var parts = new Poller.Parts(poll, connector, this, reporter, forgotten::add);
        poller = new Poller(parts, config.clock(), meters).start();
        List<Sink> sinks = List.of(outcomes::add, poller);
        ingest = new Ingest(spool, sinks, line -> 10_000_000_000L, meters).start();
        writer.start();
    }

    private void write() {
        try {
            while (true) {
                Spool.Work work = spool.take(10_000, Duration.ofSeconds(1), Duration.ZERO);
                spool.committed(work.outcomes().size());
                List<Recalled> blank = new ArrayList<>();
                work.recalls().forEach(id -> blank.add(new Recalled(RouterMemory.blank(id), true)));
                if (!blank.isEmpty()) {
                    ingest.rebuild(blank);
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean offer(PollReading reading) {
        readings.add(reading);
        return ingest.offer(reading);
    }

    @Override
    public double fill() {
        return fill;
    }

    @Override
    public List<ConditionChange> write(Findings findings) {
        findings.health().forEach(each -> health.put(each.router(), each));
        for (ConditionChange change : findings.changes()) {
            if (change.open()) {
                open.add(change.condition());
                evidence.add(change.evidence());
            } else {
                open.remove(change.condition());
            }
        }
        return List.of();
    }

    SimulatedRouter router(int id) {
        return fleet.routers().get(id - 1);
    }

    void assignAll() {
        poller.assign(all(1));
    }

    List<PollableRouter> all(long version) {
        List<PollableRouter> all = new ArrayList<>();
        for (int id = 1; id <= fleet.routers().size(); id++) {
            all.add(pollable(id, version, password(id)));
        }
        return all;
    }

    String password(int id) {
        return account(id).password();
    }

    private Account account(int id) {
        return router(id).accounts().getFirst();
    }

    PollableRouter pollable(int id, long version, String password) {
        return pollable(id, version, password, Optional.empty());
    }

    /// By TLS if there is a fingerprint.
    PollableRouter pollable(int id, long version, String password, Optional<String> fingerprint) {
        SimulatedRouter router = router(id);
        boolean tls = fingerprint.isPresent();
        var access =
                new PollableRouter.Access(
                        router.host(),
                        tls ? router.tlsPort().orElseThrow() : router.port(),
                        tls,
                        fingerprint,
                        account(id).name(),
                        cipher.seal(Purpose.routerPassword(id), password),
                        false);
        var task = new PollableRouter.Task("UTF-8", Optional.empty(), true, true);
        return new PollableRouter(id, version, router.name(), access, task);
    }

    List<PollReading> readingsOf(int router) {
        return readings.stream().filter(reading -> reading.router() == router).toList();
    }

    HealthState state(int router) {
        RouterHealth known = health.get(router);
        return known == null ? HealthState.STARTING : known.state().state();
    }

    RouterHealth healthOf(int router) {
        return Objects.requireNonNull(health.get(router), "router without health");
    }

    IntervalReason reason(int router) {
        return healthOf(router).pace().reason();
    }

    /// Open conditions of that kind about single lines of the router.
    long ofLines(Condition.Kind kind, int router) {
        return open.stream()
                .filter(each -> each.kind() == kind && each.router() == router)
                .filter(each -> each.line().isPresent())
                .count();
    }

    boolean isOpen(Condition.Kind kind, int router) {
        return open.contains(new Condition(kind, router));
    }

    /// So many more polls of the router.
    void polls(int router, int count) throws InterruptedException {
        int before = readingsOf(router).size();
        await("polls of router " + router, () -> readingsOf(router).size() >= before + count);
    }

    void await(String what, BooleanSupplier condition) throws InterruptedException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - until > 0) {
                throw new AssertionError(
                        "waited %s for: %s; health %s, open %s"
                                .formatted(PATIENCE, what, health, open));
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    @Override
    public void close() {
        poller.close();
        reporter.close();
        ingest.close();
        writer.interrupt();
        transport.close();
        fleet.close();
    }
}
