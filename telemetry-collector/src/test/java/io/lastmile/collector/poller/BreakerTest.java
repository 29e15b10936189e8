package io.lastmile.collector.poller;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class BreakerTest {
    private final Breaker breaker = new Breaker(new Random(7));

    @Test
    void waitsTwiceAsLongEachTimeUpToAMinute() {
        long expected = Breaker.FIRST_MILLIS;
        for (int failure = 1; failure <= 20; failure++) {
            assertThat(breaker.failed(false)).isBetween(expected * 8 / 10, expected * 12 / 10);
            assertThat(breaker.failures()).isEqualTo(failure);
            expected = Math.min(Breaker.MOST_MILLIS, expected * 2);
        }
    }

    @Test
    void whoRefusesUsIsAskedFarMoreRarely() {
        assertThat(breaker.failed(true)).isGreaterThanOrEqualTo(24_000);
        for (int failure = 0; failure < 100; failure++) {
            assertThat(breaker.failed(true)).isLessThanOrEqualTo(1_080_000);
        }
    }

    @Test
    void anAnswerStartsOver() {
        for (int failure = 0; failure < 10; failure++) {
            breaker.failed(false);
        }
        breaker.answered();

        assertThat(breaker.failures()).isZero();
        assertThat(breaker.failed(false)).isLessThanOrEqualTo(1_200);
    }
}
