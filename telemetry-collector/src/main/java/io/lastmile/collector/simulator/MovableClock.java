package io.lastmile.collector.simulator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/// A clock that can be moved and stopped: days of traffic in a second, or counters that stand still
/// while a test compares. Safe for many threads.
public final class MovableClock extends Clock {
    private final Clock base;
    private final Moved moved;

    /// Shared by all zones of one clock.
    private static final class Moved {
        private long offsetMillis;
        private long frozenAt = RUNNING;
    }

    private static final long RUNNING = Long.MIN_VALUE;

    public MovableClock(Clock base) {
        this(base, new Moved());
    }

    private MovableClock(Clock base, Moved moved) {
        this.base = base;
        this.moved = moved;
    }

    /// One that stands at an instant until it is advanced.
    public static MovableClock standingAt(Instant instant) {
        return new MovableClock(Clock.fixed(instant, java.time.ZoneOffset.UTC));
    }

    public void advance(Duration by) {
        synchronized (moved) {
            moved.offsetMillis += by.toMillis();
            if (moved.frozenAt != RUNNING) {
                moved.frozenAt += by.toMillis();
            }
        }
    }

    public void freeze() {
        synchronized (moved) {
            moved.frozenAt = millis();
        }
    }

    /// Goes on from where it was frozen.
    public void thaw() {
        synchronized (moved) {
            if (moved.frozenAt != RUNNING) {
                moved.offsetMillis = moved.frozenAt - base.millis();
                moved.frozenAt = RUNNING;
            }
        }
    }

    @Override
    public long millis() {
        synchronized (moved) {
            return moved.frozenAt == RUNNING ? base.millis() + moved.offsetMillis : moved.frozenAt;
        }
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis());
    }

    @Override
    public ZoneId getZone() {
        return base.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new MovableClock(base.withZone(zone), moved);
    }
}
