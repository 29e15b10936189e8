package io.lastmile.collector.poller;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class CadenceTest {
    private static final long BASE_MILLIS = 30_000;

    private final long seed = System.nanoTime();
    private final Cadence cadence = new Cadence(BASE_MILLIS, new Random(seed));

    @Test
    void aQuietRouterKeepsItsInterval() {
        polls(10, calm());

        assertThat(cadence.intervalMillis()).isEqualTo(BASE_MILLIS);
        assertThat(cadence.reason()).isEqualTo(IntervalReason.CONFIGURED);
    }

    @Test
    void aBusyCpuStretchesStepByStepAndToALimit() {
        polls(1, cpu(90));
        assertThat(cadence.intervalMillis()).isEqualTo(45_000);
        assertThat(cadence.reason()).isEqualTo(IntervalReason.ROUTER_CPU);

        polls(50, cpu(100));
        assertThat(cadence.intervalMillis()).isEqualTo(300_000);
    }

    @Test
    void betweenTheLimitsOfTheCpuNothingMoves() {
        polls(3, cpu(90));
        long stretched = cadence.intervalMillis();
        polls(20, cpu(78));

        assertThat(cadence.intervalMillis()).isEqualTo(stretched);
        assertThat(cadence.reason()).isEqualTo(IntervalReason.ROUTER_CPU);
    }

    @Test
    void theIntervalComesBackSlowly() {
        polls(50, cpu(100));
        int polls = 0;
        while (cadence.intervalMillis() > BASE_MILLIS) {
            long before = cadence.intervalMillis();
            cadence.polled(calm());
            assertThat(cadence.intervalMillis()).isBetween(before * 4 / 5, before);
            polls++;
        }

        assertThat(polls).isBetween(10, 20);
        assertThat(cadence.reason()).isEqualTo(IntervalReason.CONFIGURED);
    }

    @Test
    void aSlowAnswerGetsFourTimesItsTimeAndNoMore() {
        polls(1, answer(20_000));
        assertThat(cadence.intervalMillis()).isEqualTo(80_000);
        assertThat(cadence.reason()).isEqualTo(IntervalReason.ANSWER_TIME);

        polls(20, answer(20_000));
        assertThat(cadence.intervalMillis()).isBetween(50_000L, 80_000L);
    }

    @Test
    void theSpoolStretchesAsItFillsAndLetsGoAtOnce() {
        polls(1, spool(0.2));
        assertThat(cadence.intervalMillis()).isEqualTo(BASE_MILLIS);
        polls(1, spool(0.65));
        assertThat(cadence.intervalMillis()).isBetween(160_000L, 170_000L);
        assertThat(cadence.reason()).isEqualTo(IntervalReason.SPOOL_FILLING);
        polls(1, spool(1.2));
        assertThat(cadence.intervalMillis()).isEqualTo(300_000);
        polls(1, calm());
        assertThat(cadence.intervalMillis()).isEqualTo(BASE_MILLIS);
    }

    @Test
    void aMassDisconnectDoublesTheInterval() {
        cadence.polled(new Cadence.Load(5, 10, 0, true));
        assertThat(cadence.intervalMillis()).isEqualTo(2 * BASE_MILLIS);
        assertThat(cadence.reason()).isEqualTo(IntervalReason.MASS_DISCONNECT);
    }

    @Test
    void delaysSpreadTenPercentAroundTheInterval() {
        double sum = 0;
        for (int i = 0; i < 10_000; i++) {
            long delay = cadence.delayMillis();
            assertThat(delay).as("seed %d", seed).isBetween(27_000L, 33_000L);
            sum += delay;
        }
        assertThat(sum / 10_000).as("seed %d", seed).isBetween(29_700.0, 30_300.0);
    }

    @Test
    void aVeryLongIntervalIsNotShortenedByTheLimit() {
        var daily = new Cadence(3_600_000, new Random(seed));
        daily.polled(cpu(100));
        assertThat(daily.intervalMillis()).isEqualTo(3_600_000);
    }

    private void polls(int times, Cadence.Load load) {
        for (int i = 0; i < times; i++) {
            cadence.polled(load);
        }
    }

    private static Cadence.Load calm() {
        return new Cadence.Load(5, 10, 0, false);
    }

    private static Cadence.Load cpu(int percent) {
        return new Cadence.Load(percent, 10, 0, false);
    }

    private static Cadence.Load answer(long millis) {
        return new Cadence.Load(5, millis, 0, false);
    }

    private static Cadence.Load spool(double fill) {
        return new Cadence.Load(5, 10, fill, false);
    }
}
