package io.lastmile.core.notifications;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/// Leaves a channel in peace that failed `FAILURES_MAX` times in a row: for half a minute, then
/// twice as long each time, ten minutes at most. Then one message tries.
final class Breaker {
    static final int FAILURES_MAX = 5;
    static final Duration PAUSE = Duration.ofSeconds(30);
    private static final Duration PAUSE_MAX = Duration.ofMinutes(10);
    private static final int DOUBLINGS_MAX = 10;

    private final Clock clock;
    private int failures;
    private int openings;
    private Instant openUntil = Instant.EPOCH;

    Breaker(Clock clock) {
        this.clock = clock;
    }

    /// How many messages it lets through now, of `wanted`.
    synchronized int allowed(int wanted) {
        if (openings == 0) {
            return wanted;
        }
        return clock.instant().isBefore(openUntil) ? 0 : Math.min(1, wanted);
    }

    synchronized void succeeded() {
        failures = 0;
        openings = 0;
    }

    /// True if this opened it.
    synchronized boolean failed() {
        failures++;
        boolean resting = openings > 0 && clock.instant().isBefore(openUntil);
        if (failures < FAILURES_MAX || resting) {
            return false;
        }
        Duration pause = PAUSE.multipliedBy(1L << Math.min(openings, DOUBLINGS_MAX));
        openings++;
        openUntil = clock.instant().plus(pause.compareTo(PAUSE_MAX) > 0 ? PAUSE_MAX : pause);
        return true;
    }

    synchronized boolean open() {
        return openings > 0;
    }
}
