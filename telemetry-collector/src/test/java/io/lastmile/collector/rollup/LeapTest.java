package io.lastmile.collector.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LeapTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration TURN = Duration.ofMinutes(10);

    private final Leap leap = new Leap(START, 0);
    private Duration steady = Duration.ZERO;

    private boolean after(Duration steadily, Duration wallOffset) {
        steady = steady.plus(steadily);
        return leap.believable(START.plus(steady).plus(wallOffset), steady.toNanos());
    }

    @Test
    void aClockThatGoesAsTimeDoesIsBelieved() {
        for (int turn = 0; turn < 1000; turn++) {
            assertThat(after(TURN, Duration.ofSeconds(turn))).isTrue();
        }
    }

    @Test
    void aLeapIsNotBelievedUntilItLasts() {
        Duration months = Duration.ofDays(90);
        assertThat(after(TURN, months)).isFalse();
        assertThat(after(Leap.PATIENCE.minus(TURN), months)).isFalse();
        assertThat(after(TURN, months)).isTrue();
        assertThat(after(TURN, months)).as("the new truth").isTrue();
    }

    @Test
    void aClockThatIsSetRightBeginsAnew() {
        Duration months = Duration.ofDays(90);
        assertThat(after(TURN, months)).isFalse();
        assertThat(after(TURN, Duration.ZERO)).isTrue();
        assertThat(after(TURN, months)).isFalse();
        assertThat(after(Leap.PATIENCE.minus(TURN), months)).isFalse();
    }

    @Test
    void aClockThatIsSetBackIsBelieved() {
        assertThat(after(TURN, Duration.ofDays(-90))).isTrue();
        assertThat(after(TURN, Duration.ofDays(-90))).isTrue();
    }
}
