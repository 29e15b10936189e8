package io.lastmile.collector.poller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PollClockTest {
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final long SECOND_MICROS = 1_000_000L;
    private static final long DAY_MICROS = 86_400 * SECOND_MICROS;
    private static final long START_NANOS = -5 * SECOND_NANOS;
    private static final long START_MICROS = 1_772_000_000 * SECOND_MICROS;

    private final PollClock clock = new PollClock(START_NANOS, START_MICROS);
    private long nanos = START_NANOS;
    private long wallOffsetMicros;

    @Test
    void goesWithTheSteadyClockBetweenChecks() {
        assertThat(clock.micros(START_NANOS + 90 * SECOND_NANOS))
                .isEqualTo(START_MICROS + 90 * SECOND_MICROS);
    }

    @Test
    void followsASmallDriftWithoutAStep() {
        wallOffsetMicros = 400_000;
        long before = clock.micros(nanos);
        for (int second = 0; second < 300; second++) {
            pass(1);
            long now = clock.micros(nanos);
            assertThat(now - before).isBetween(994_000L, 1_006_000L);
            before = now;
        }
        assertThat(offset()).isCloseTo(400_000, within(1L));
        assertThat(clock.jumpMicros()).isEmpty();
    }

    @Test
    void aJumpAheadIsToldAtOnceAndBelievedAfterAMinute() {
        pass(10);
        wallOffsetMicros = DAY_MICROS;
        pass(1);
        assertThat(clock.jumpMicros()).hasValue(DAY_MICROS);
        pass(30);
        assertThat(offset()).isZero();

        pass(40);
        assertThat(offset()).isEqualTo(DAY_MICROS);
        assertThat(clock.jumpMicros()).isEmpty();
    }

    @Test
    void aSleepThatARouterWitnessedIsFollowedAtOnce() {
        pass(10);
        wallOffsetMicros = DAY_MICROS;
        pass(1);
        clock.witnessed(
                DAY_MICROS + 900_000, nanos, START_MICROS + 11 * SECOND_MICROS + DAY_MICROS);

        assertThat(offset()).isEqualTo(DAY_MICROS);
        assertThat(clock.jumpMicros()).isEmpty();
    }

    @Test
    void aRoutersUptimeAloneProvesNoSleep() {
        pass(10);
        clock.witnessed(DAY_MICROS, nanos, START_MICROS + 10 * SECOND_MICROS);
        assertThat(offset()).isZero();

        wallOffsetMicros = DAY_MICROS;
        pass(1);
        clock.witnessed(0, nanos, START_MICROS + 11 * SECOND_MICROS + DAY_MICROS);
        assertThat(offset()).isZero();
        assertThat(clock.jumpMicros()).hasValue(DAY_MICROS);
    }

    @Test
    void aJumpThatIsTakenBackWithinTheMinuteLeavesNoTrace() {
        wallOffsetMicros = -DAY_MICROS;
        pass(20);
        wallOffsetMicros = 0;
        pass(100);

        assertThat(offset()).isZero();
        assertThat(clock.jumpMicros()).isEmpty();
    }

    @Test
    void aClockThatKeepsJumpingIsNotBelieved() {
        for (int i = 0; i < 10; i++) {
            wallOffsetMicros += 10 * SECOND_MICROS;
            pass(30);
            assertThat(offset()).isZero();
            assertThat(clock.jumpMicros()).isPresent();
        }
    }

    @Test
    void aShortJumpBackIsFollowedWithoutGoingBack() {
        wallOffsetMicros = -60 * SECOND_MICROS;
        long before = clock.micros(nanos);
        for (int second = 0; second < 200; second++) {
            pass(1);
            long now = clock.micros(nanos);
            assertThat(now).isGreaterThan(before);
            before = now;
        }
        assertThat(offset()).isCloseTo(wallOffsetMicros, within(SECOND_MICROS));
        assertThat(clock.jumpMicros()).isEmpty();
    }

    @Test
    void aLongJumpBackIsFollowedOnceItIsBelieved() {
        wallOffsetMicros = -DAY_MICROS;
        pass(50);
        assertThat(offset()).isZero();
        pass(20);
        assertThat(offset()).isEqualTo(-DAY_MICROS);
    }

    @Test
    void neverGoesBackWhateverTheWallClockDoesWithinTwoMinutes() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        long before = clock.micros(nanos);
        for (int second = 0; second < 20_000; second++) {
            if (random.nextInt(100) == 0) {
                wallOffsetMicros =
                        random.nextLong(
                                -PollClock.CREEP_BACK_MICROS_MAX / 2,
                                PollClock.CREEP_BACK_MICROS_MAX / 2);
            }
            pass(1);
            long now = clock.micros(nanos);
            assertThat(now).as("second %d, seed %d", second, seed).isGreaterThan(before);
            before = now;
        }
    }

    private long offset() {
        return clock.micros(nanos) - START_MICROS - (nanos - START_NANOS) / 1_000;
    }

    private void pass(int seconds) {
        for (int second = 0; second < seconds; second++) {
            nanos += SECOND_NANOS;
            long wall = START_MICROS + (nanos - START_NANOS) / 1_000 + wallOffsetMicros;
            clock.check(nanos, wall);
        }
    }
}
