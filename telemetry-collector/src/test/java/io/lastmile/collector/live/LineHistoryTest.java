package io.lastmile.collector.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lastmile.collector.pipeline.Session;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LineHistoryTest {
    private static final Duration INTERVAL = Duration.ofMillis(Polls.INTERVAL_MILLIS);

    private final Polls.Time time = new Polls.Time();
    private final LiveRates live = Polls.live(time);
    private final Polls router = new Polls(time, 7);
    private final Session karim = router.session(41, "karim");

    @AfterEach
    void stop() {
        live.close();
    }

    @Test
    void keepsAPointPerPollForFifteenMinutes() {
        live.accept(router.starts(karim).outcome());
        for (int poll = 1; poll <= 200; poll++) {
            time.pass(INTERVAL);
            live.accept(router.moves(karim, poll * 12_500L, 0).outcome());
        }

        LineHistory history = live.history(41).orElseThrow();

        assertThat(history.timeMicros()).hasSize(91).isSorted();
        assertThat(history.timeMicros()[90]).isEqualTo(time.micros());
        for (int point = 0; point < 91; point++) {
            float bps = (110 + point) * 10_000f;
            assertThat(history.downBps()[point]).isCloseTo(bps, within(bps / 1_000));
        }
    }

    @Test
    void stepsHoldThePollBeforeThemAndShowGaps() {
        live.accept(router.starts(karim).moves(karim, 1_250_000, 0).outcome());
        time.pass(INTERVAL);
        live.accept(router.moves(karim, 2_500_000, 0).outcome());
        time.pass(Duration.ofMinutes(5));
        live.accept(router.moves(karim, 1_250_000, 0).outcome());

        float[] steps = live.history(41).orElseThrow().downSteps(60);

        assertThat(steps[59]).isCloseTo(1e6f, within(1e3f));
        assertThat(steps[58]).isNaN();
        assertThat(steps[41]).isNaN();
        assertThat(steps[40]).isCloseTo(2e6f, within(2e3f));
        assertThat(steps[0]).isNaN();
    }

    @Test
    void aLineThatCameLaterHasAGapBefore() {
        live.accept(router.starts(karim).outcome());
        for (int line = 100; line < 140; line++) {
            router.starts(router.session(line, "line" + line));
        }
        time.pass(INTERVAL);
        live.accept(router.outcome());

        assertThat(live.history(139).orElseThrow().downBps()).containsExactly(Float.NaN, 0f);
    }

    @Test
    void sixteenBitsHoldARateToATenthOfAPercent() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            long bps = (long) Math.pow(10, 3 + 7.8 * random.nextDouble());
            assertThat(Frames.unpacked(Frames.packed(bps)))
                    .as("%d bps, seed %d", bps, seed)
                    .isCloseTo(bps, within(bps / 1_000f));
        }
        assertThat(Frames.unpacked(Frames.packed(0))).isZero();
        assertThat(Frames.unpacked(Frames.packed(Live.UNKNOWN))).isNaN();
        assertThat(Frames.unpacked(Frames.packed(Long.MAX_VALUE))).isFinite();
    }
}
