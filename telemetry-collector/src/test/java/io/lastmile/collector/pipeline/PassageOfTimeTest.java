package io.lastmile.collector.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What a router's book does because time passed: checkpoints, and spans over a sleep.
class PassageOfTimeTest {
    private final Readings router = new Readings();
    private final RouterBook book =
            new RouterBook(RouterMemory.blank(Readings.ROUTER), line -> 1_000_000_000L);

    @Test
    void everyTenMinutesEachLiveReadingIsACheckpoint() {
        book.apply(router.ppp(1, "<pppoe-karim>", 5000, 700, 2, "<pppoe-rina>", 1, 1).read());
        PollOutcome outcome =
                book.apply(
                        router.after(600_000)
                                .ppp(1, "<pppoe-karim>", 6000, 800, 2, "<pppoe-rina>", 1, 1)
                                .read());

        assertThat(outcome.checkpoint().orElseThrow())
                .extracting(PollOutcome.Checkpoint::downTotal)
                .containsExactlyInAnyOrder(6000L, 1L);
    }

    @Test
    void checkpointsDoNotForgetWhatEndedWithinTheHour() {
        book.apply(router.ppp(1, "<pppoe-karim>", 5000, 700).read());
        book.apply(router.after(30_000).ppp().read());
        for (int minutes = 0; minutes < 50; minutes += 10) {
            book.apply(router.after(600_000).ppp().read());
        }

        assertThat(only(router.after(30_000).ppp(1, "<pppoe-karim>", 5600, 700)))
                .extracting(Sample::down, Sample::reason)
                .containsExactly(600L, Reason.RESUMED);
    }

    @Test
    void routersTakeTurnsWithTheirCheckpoints() {
        Set<Long> offsets = new HashSet<>();
        for (int id = 1; id <= 100; id++) {
            offsets.add(RouterBook.checkpointOffsetSeconds(id));
        }

        assertThat(offsets).hasSize(100);
    }

    @Test
    void aSampleSpansTheSleepOfOurMachine() {
        book.apply(router.ppp(1, "<pppoe-karim>", 5000, 700).read());
        PollOutcome outcome =
                book.apply(
                        router.after(30_000)
                                .slept(3_600_000)
                                .ppp(1, "<pppoe-karim>", 9000, 900)
                                .read());

        assertThat(outcome.spanMillis()).isEqualTo(3_630_000);
        assertThat(outcome.samples()).extracting(Sample::spanMillis).containsExactly(3_630_000);
    }

    @Test
    void aClockThatWasSetIsNoSleep() {
        book.apply(router.ppp(1, "<pppoe-karim>", 5000, 700).read());

        assertThat(
                        only(router.after(30_000)
                                        .wallClockJumped(3_600_000)
                                        .ppp(1, "<pppoe-karim>", 9000, 900))
                                .spanMillis())
                .isEqualTo(30_000);
    }

    @Test
    void anUptimeThatJumpedAloneIsNoSleep() {
        book.apply(router.ppp(1, "<pppoe-karim>", 5000, 700).read());

        assertThat(
                        only(router.after(30_000)
                                        .rebooted(90_000_000)
                                        .ppp(1, "<pppoe-karim>", 9000, 900))
                                .spanMillis())
                .isEqualTo(30_000);
    }

    private Sample only(Readings reading) {
        List<Sample> samples = book.apply(reading.read()).samples();
        assertThat(samples).hasSize(1);
        return samples.getFirst();
    }
}
