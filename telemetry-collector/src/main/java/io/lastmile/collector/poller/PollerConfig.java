package io.lastmile.collector.poller;

import io.lastmile.collector.routeros.Timeouts;
import java.time.Duration;

/// Settings of the poller. `interval` is for routers that have none of their own; `pollsAtOnce` and
/// `connectsAtOnce` bound what is under way, apart so that dead routers hold up no living one.
public record PollerConfig(
        Duration interval,
        Timeouts timeouts,
        int pollsAtOnce,
        int connectsAtOnce,
        Duration clockSkewMax) {
    private static final Duration INTERVAL_MIN = Duration.ofMillis(100);
    private static final Duration INTERVAL_MAX = Duration.ofHours(1);

    public static final PollerConfig STANDARD =
            new PollerConfig(
                    Duration.ofSeconds(30),
                    new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(15)),
                    256,
                    128,
                    Duration.ofSeconds(30));

    public PollerConfig {
        if (interval.compareTo(INTERVAL_MIN) < 0 || interval.compareTo(INTERVAL_MAX) > 0) {
            throw new IllegalArgumentException(
                    "poll interval: %s (expected: %s to %s)"
                            .formatted(interval, INTERVAL_MIN, INTERVAL_MAX));
        }
        if (pollsAtOnce < 1 || connectsAtOnce < 1) {
            throw new IllegalArgumentException(
                    "at once: %d polls, %d connects (expected: >= 1 each)"
                            .formatted(pollsAtOnce, connectsAtOnce));
        }
    }

    public PollerConfig every(Duration other) {
        return new PollerConfig(other, timeouts, pollsAtOnce, connectsAtOnce, clockSkewMax);
    }

    public PollerConfig waiting(Timeouts other) {
        return new PollerConfig(interval, other, pollsAtOnce, connectsAtOnce, clockSkewMax);
    }
}
