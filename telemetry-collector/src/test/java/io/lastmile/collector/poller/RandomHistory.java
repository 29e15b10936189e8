package io.lastmile.collector.poller;

import static org.assertj.core.api.Assertions.assertThat;

import io.lastmile.collector.pipeline.CommittedModel;
import io.lastmile.collector.pipeline.CounterTable;
import io.lastmile.collector.pipeline.Ingest;
import io.lastmile.collector.pipeline.PollOutcome;
import io.lastmile.collector.pipeline.PollReading;
import io.lastmile.collector.pipeline.Recalled;
import io.lastmile.collector.pipeline.Source;
import io.lastmile.collector.pipeline.Spool;
import io.lastmile.collector.routeros.RouterException;
import io.lastmile.collector.routeros.Transport;
import io.lastmile.collector.simulator.MovableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/// A router's random life and a collector that polls it over a real socket, with a database that is
/// a model. The clock stands during each poll and is moved between them, so that hours pass in a
/// second.
final class RandomHistory implements AutoCloseable {
    private static final PollableRouter.Task TASK =
            new PollableRouter.Task("UTF-8", Optional.empty(), true, true);

    private static final long REBOOTS_APART_MILLIS = 2 * 3_600_000;

    final RandomGenerator random;
    final CommittedModel database = new CommittedModel();
    final Set<Wants.Third> thirds = EnumSet.noneOf(Wants.Third.class);
    boolean queuesAlone;

    private final MovableClock clock;
    private final long began;
    private final RandomRouter router;
    private final TrueSums truth = new TrueSums();
    private final Spool spool = new Spool(1 << 26);
    private final Set<Source> calm = EnumSet.noneOf(Source.class);
    private Ingest ingest;
    private Poll.RouterNames names = names();
    private boolean connected;
    private boolean activeDue = true;
    private boolean booked;
    private int queuesWaited;
    private long wallJumpMillis;
    private long rebootedMillis;

    RandomHistory(RandomGenerator random, MovableClock clock, Transport transport) {
        this.random = random;
        this.clock = clock;
        began = clock.millis();
        router = new RandomRouter(random, clock, transport);
        ingest = ingest();
    }

    private static Poll.RouterNames names() {
        return new Poll.RouterNames();
    }

    private Ingest ingest() {
        return new Ingest(
                        spool,
                        List.of(),
                        line -> 100_000_000_000L,
                        new SimpleMeterRegistry(),
                        this::steadyNanos)
                .start();
    }

    private long steadyNanos() {
        return 1_000_000 * (clock.millis() - began);
    }

    /// Polls, and what comes between them.
    void live(int steps) throws InterruptedException {
        recall(true);
        for (int step = 0; step < steps; step++) {
            long most = random.nextInt(40) == 0 ? 2_400_000 : 90_000;
            clock.advance(Duration.ofMillis(random.nextLong(500, most)));
            happen();
            if (random.nextInt(10) > 0) {
                poll();
            }
            if (random.nextInt(3) == 0) {
                commit();
            }
        }
        settle();
    }

    /// Until everything that the router counts has been read and committed.
    private void settle() throws InterruptedException {
        router.recover();
        calm.clear();
        for (int polls = 0; calm.size() < Source.values().length; polls++) {
            assertThat(polls).as("polls until every table is listed").isLessThan(20);
            clock.advance(Duration.ofSeconds(5));
            poll();
        }
        while (spool.size() > 0) {
            commit();
        }
    }

    private void happen() throws InterruptedException {
        switch (random.nextInt(24)) {
            case 0 -> restart();
            case 1 -> recall(true);
            case 2 -> anotherWriter();
            case 3 -> wallJumpMillis = random.nextInt(-1, 2) * 86_400_000L;
            case 4 -> activeDue = true;
            case 5 -> reboot();
            case 6, 7 -> oddity();
            case 8 -> router.fail();
            case 9, 10, 11, 12, 13, 14, 15 -> router.happen();
            default -> {}
        }
    }

    /// A reboot shows by an uptime that fell; two that come so close that it did not are no
    /// business of this test.
    private void reboot() {
        if (clock.millis() - rebootedMillis > REBOOTS_APART_MILLIS) {
            rebootedMillis = clock.millis();
            router.reboot();
            calm.clear();
        }
    }

    /// Rows that are left out of a list and a queue that is renamed, one after the other: a counter
    /// that vanishes and returns under another name is another one.
    private void oddity() {
        boolean isCalm = calm.size() == Source.values().length && spool.size() == 0;
        if (isCalm) {
            router.oddity();
            calm.clear();
        }
    }

    /// `kill -9` and a new process.
    private void restart() throws InterruptedException {
        ingest.close();
        spool.committed(spool.size());
        ingest = ingest();
        names = names();
        booked = false;
        queuesWaited = 0;
        disconnect();
        recall(false);
    }

    private void recall(boolean ours) throws InterruptedException {
        calm.clear();
        ingest.rebuild(List.of(new Recalled(database.memory(), ours)));
    }

    /// Another collector, or an older self, has written what waits here.
    private void anotherWriter() throws InterruptedException {
        spool.take(1 + random.nextInt(200), Duration.ZERO, Duration.ZERO)
                .outcomes()
                .forEach(this::commit);
        recall(false);
    }

    private void disconnect() {
        connected = false;
        router.disconnect();
    }

    private void poll() throws InterruptedException {
        activeDue |= !connected;
        var standing = new Wants.Standing(activeDue || !booked, false, false, queuesWaited);
        Wants wants = Wants.of(TASK, standing);
        PollAnswer answer;
        try {
            var poll = new Poll(router.client(), names, StandardCharsets.UTF_8, nanos -> 0);
            answer = poll.run(wants);
        } catch (RouterException | NothingTold failed) {
            disconnect();
            return;
        }
        connected = true;
        activeDue &= answer.third() != Wants.Third.ACTIVE;
        booked = true;
        queuesWaited = answer.queuesRead() ? 0 : queuesWaited + 1;
        queuesAlone |= !wants.interfaces();
        thirds.add(answer.third());
        assertThat(ingest.offer(reading(answer))).isTrue();
        ingest.rebuild(List.of());
        answer.tables().forEach(table -> calm.add(table.source()));
    }

    private PollReading reading(PollAnswer answer) {
        return new PollReading(
                CommittedModel.ROUTER,
                1000 * (clock.millis() + wallJumpMillis),
                steadyNanos(),
                answer.resource().uptimeMillis(),
                new PollReading.Pace(30_000, 0),
                answer.tables(),
                answer.active());
    }

    private void commit() throws InterruptedException {
        int most = 1 + random.nextInt(200);
        List<PollOutcome> batch = spool.take(most, Duration.ZERO, Duration.ZERO).outcomes();
        batch.forEach(this::commit);
        spool.committed(batch.size());
    }

    private void commit(PollOutcome outcome) {
        database.commit(outcome);
        long millis = began + outcome.reading().steadyNanos() / 1_000_000;
        for (CounterTable table : outcome.reading().tables()) {
            truth.committed(table.source(), millis);
        }
    }

    Map<CommittedModel.Key, TrueSums.Sum> trueSums() {
        return truth.of(router.truth());
    }

    @Override
    public void close() {
        ingest.close();
        router.close();
    }
}
