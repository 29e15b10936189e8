package io.lastmile.collector.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Random lives of a router (traffic, churn, reboots, resets, lost listings, restarts of the
/// collector, databases that forget the last commits) against the promise of telemetry.md: what is
/// stored of a life lies between its last committed and its last reported reading, and is exact
/// while it lives.
class RandomHistoryTest {
    private static final int STEPS = 400;

    static long[] seeds() {
        long fresh = new Random().nextLong();
        return new long[] {1, 2, 3, -3731417784075496889L, fresh, fresh + 1, fresh + 2, fresh + 3};
    }

    /// One life of a counter as the router knows it.
    private static final class Life {
        final long rosId;
        final String user;
        long counter;
        long base;
        long lastCommitted = -1;
        long lastReported = -1;

        Life(long rosId, String user) {
            this.rosId = rosId;
            this.user = user;
        }
    }

    private final Readings router = new Readings();
    private final CommittedModel database = new CommittedModel();
    private final Map<Long, Life> live = new HashMap<>();
    private final Map<Long, Life> all = new HashMap<>();
    private final Spool spool = new Spool(1 << 24);
    private RandomGenerator random = new Random(0);
    private Ingest ingest = ingest();
    private long nextId = 1;
    private boolean polled;

    @ParameterizedTest
    @MethodSource("seeds")
    void storedBytesStayInTheBoundsOfWhatTheRouterReported(long seed) throws Exception {
        random = new Random(seed);
        for (int step = 0; step < STEPS; step++) {
            live.values().forEach(life -> life.counter += random.nextLong(2_000_000));
            router.after(random.nextLong(20_000, 90_000));
            happen();
            if (random.nextInt(10) > 0) {
                poll();
            }
            if (random.nextInt(3) == 0) {
                commit();
            }
        }
        poll();
        commit();
        all.values().forEach(life -> check(life, seed));
        ingest.close();
    }

    private void happen() throws InterruptedException {
        switch (random.nextInt(12)) {
            case 0, 1, 2 -> connect("user" + random.nextInt(30));
            case 3, 4 -> disconnect();
            case 5 -> reboot();
            case 6 -> restartCollector();
            case 7 -> loseCommit();
            default -> {}
        }
    }

    private void connect(String user) {
        Life life = new Life(nextId++, user);
        live.put(life.rosId, life);
        all.put(life.rosId, life);
    }

    private void disconnect() {
        live.keySet().stream().findAny().ifPresent(live::remove);
    }

    private void reboot() {
        if (random.nextInt(4) == 0) {
            live.clear();
            router.rebooted(random.nextLong(1000, 19_000));
            for (int i = 0; i < 5; i++) {
                connect("user" + i);
            }
        }
    }

    private void restartCollector() throws InterruptedException {
        ingest.close();
        spool.committed(spool.size());
        ingest = ingest();
        ingest.rebuild(List.of(new Recalled(database.memory(), true)));
    }

    /// The connection broke and the database is where it was: everything that waits is worked out
    /// again from its readings.
    private void loseCommit() throws InterruptedException {
        ingest.rebuild(List.of(new Recalled(database.memory(), true)));
    }

    private Ingest ingest() {
        return new Ingest(spool, List.of(), line -> 100_000_000_000L, new SimpleMeterRegistry())
                .start();
    }

    private void poll() throws InterruptedException {
        if (!polled) {
            ingest.rebuild(List.of(new Recalled(database.memory(), true)));
        }
        List<Object> cells = new ArrayList<>();
        for (Life life : live.values()) {
            cells.addAll(List.of(life.rosId, "<pppoe-" + life.user + ">", life.counter, 0L));
            life.lastReported = life.counter;
        }
        polled = true;
        int before = spool.size();
        assertThat(ingest.offer(router.ppp(cells.toArray()).read())).isTrue();
        awaitSpool(before + 1);
    }

    private void awaitSpool(int size) throws InterruptedException {
        long deadline = System.nanoTime() + 30_000_000_000L;
        while (spool.size() < size && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(spool.size()).isEqualTo(size);
    }

    private void commit() throws InterruptedException {
        List<PollOutcome> batch =
                spool.take(1 + random.nextInt(200), Duration.ZERO, Duration.ZERO).outcomes();
        batch.forEach(this::commit);
        spool.committed(batch.size());
    }

    private void commit(PollOutcome outcome) {
        boolean isFirst = database.isBlank();
        database.commit(outcome);
        CounterTable rows = outcome.reading().tables().getFirst();
        for (int row = 0; row < rows.size(); row++) {
            Life life = Objects.requireNonNull(all.get(rows.rosId(row)));
            life.lastCommitted = rows.down(row);
            life.base = isFirst ? life.lastCommitted : life.base;
        }
    }

    /// Every reading that a committed poll carried is counted once, so what is stored of a life is
    /// its last committed reading.
    private void check(Life life, long seed) {
        if (life.lastCommitted < 0) {
            return;
        }
        assertThat(database.down(life.rosId))
                .as("seed %d, life %d of %s", seed, life.rosId, life.user)
                .isEqualTo(BigInteger.valueOf(life.lastCommitted - life.base));
        if (live.containsKey(life.rosId) && spool.size() == 0) {
            assertThat(life.lastCommitted).isEqualTo(life.lastReported);
        }
    }
}
