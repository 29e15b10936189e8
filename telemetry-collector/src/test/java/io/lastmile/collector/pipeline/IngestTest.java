package io.lastmile.collector.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IngestTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final Spool spool = new Spool(1 << 20);
    private final List<PollOutcome> live = new CopyOnWriteArrayList<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Readings router = new Readings();
    private final Ingest ingest =
            new Ingest(spool, List.of(live::add), line -> 1_000_000_000L, meters, router::nanos)
                    .start();

    @AfterEach
    void stop() {
        ingest.close();
    }

    @Test
    void aRouterThatWasNotRecalledIsAskedForAndItsReadingLetGo() throws InterruptedException {
        ingest.offer(router.ppp(1, "<pppoe-karim>", 10, 1).read());
        Spool.Work work = spool.take(100, SOON, Duration.ZERO);

        assertThat(work.recalls()).containsExactly(Readings.ROUTER);
        assertThat(work.outcomes()).isEmpty();
        assertThat(dropped("not-recalled")).isEqualTo(1);
    }

    @Test
    void anOutcomeGoesToTheSinksAtOnceAndStaysInTheSpoolUntilCommitted() throws Exception {
        recall(RouterMemory.blank(Readings.ROUTER), true);
        ingest.offer(router.ppp(1, "<pppoe-karim>", 10, 1).read());
        List<PollOutcome> batch = spool.take(100, SOON, Duration.ZERO).outcomes();

        assertThat(batch).hasSize(1);
        assertThat(live).containsExactlyElementsOf(batch);
        assertThat(spool.size()).isEqualTo(1);
        spool.committed(1);
        assertThat(spool.drained(Duration.ZERO)).isTrue();
    }

    @Test
    void aRebuildWorksOutAnewWhatWaitsAndTellsTheSinksNothingTwice() throws Exception {
        recall(RouterMemory.blank(Readings.ROUTER), true);
        ingest.offer(router.ppp(1, "<pppoe-karim>", 10, 1).read());
        ingest.offer(router.after(30_000).ppp(1, "<pppoe-karim>", 15, 1).read());
        awaitSpool(2);
        recall(RouterMemory.blank(Readings.ROUTER), true);
        List<PollOutcome> batch = spool.take(100, SOON, Duration.ZERO).outcomes();

        assertThat(live).hasSize(2);
        assertThat(batch).hasSize(2);
        assertThat(batch.getLast().samples().getFirst().down()).isEqualTo(5);
        assertThat(batch.getLast().samples().getFirst().session().line())
                .isSameAs(live.getLast().samples().getFirst().session().line());
    }

    @Test
    void behindAnotherWriterOnlyReadingsThatAreProvablyNewerCount() throws Exception {
        recall(RouterMemory.blank(Readings.ROUTER), true);
        PollReading old = router.ppp(1, "<pppoe-karim>", 10, 1).read();
        ingest.offer(old);
        awaitSpool(1);
        recall(memoryAt(old.uptimeMillis() + 30_000, 0), false);

        assertThat(spool.size()).isZero();
        assertThat(dropped("superseded")).isEqualTo(1);
        ingest.offer(router.after(60_000).ppp(1, "<pppoe-karim>", 30, 1).read());
        awaitSpool(1);
    }

    @Test
    void aWaitingReadingOfTheSameBootIsNewerWhereTheRouterWasUpForLonger() throws Exception {
        recall(RouterMemory.blank(Readings.ROUTER), true);
        PollReading waiting = router.ppp(1, "<pppoe-karim>", 10, 1).read();
        ingest.offer(waiting);
        awaitSpool(1);
        recall(memoryAt(waiting.uptimeMillis() - 30_000, 0), false);

        assertThat(spool.size()).isEqualTo(1);
    }

    @Test
    void aWaitingReadingFromBeforeARebootThatAnotherWriterSawIsNotNewer() throws Exception {
        recall(RouterMemory.blank(Readings.ROUTER), true);
        ingest.offer(router.ppp(1, "<pppoe-karim>", 10, 1).read());
        awaitSpool(1);
        recall(memoryAt(20_000, 1), false);

        assertThat(spool.size()).isZero();
        assertThat(dropped("superseded")).isEqualTo(1);
    }

    @Test
    void aFullSpoolRefusesReadingsAndSaysSo() throws Exception {
        recall(RouterMemory.blank(Readings.ROUTER), true);
        int offered = 0;
        while (spool.fill() < 1 && offered++ < 10_000) {
            ingest.offer(router.after(1000).ppp(offered, "<pppoe-karim>", 10, 1).read());
            awaitSpool(Math.min(offered, spool.size()));
        }
        PollReading reading = router.after(1000).ppp().read();
        await(() -> spool.fill() >= 1);

        assertThat(ingest.offer(reading)).isFalse();
        assertThat(dropped("spool-full")).isGreaterThanOrEqualTo(1);
    }

    private RouterMemory memoryAt(long uptimeMillis, int epoch) {
        return new RouterMemory(
                Readings.ROUTER,
                epoch,
                uptimeMillis,
                uptimeMillis,
                0,
                true,
                Set.of(),
                List.of(),
                List.of(),
                RadiusLives.NONE);
    }

    private void recall(RouterMemory memory, boolean ours) throws InterruptedException {
        ingest.rebuild(List.of(new Recalled(memory, ours)));
    }

    private double dropped(String why) {
        return meters.counter("lastmile.pipeline.readings.dropped", "why", why).count();
    }

    private void awaitSpool(int size) {
        await(() -> spool.size() >= size);
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + SOON.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }
}
