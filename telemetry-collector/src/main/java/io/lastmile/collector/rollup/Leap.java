package io.lastmile.collector.rollup;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Whether the wall clock may be believed about how old things are. One that runs ahead of what the
/// data and the steady clock say by more than `SLACK` (a dead battery, a mistyped date) would make
/// everything old at once: it is believed only after it has said so for `PATIENCE`, time enough for
/// somebody to set it right. A machine that slept or was off waits that long in vain, and loses
/// nothing by it.
final class Leap {
    static final Duration SLACK = Duration.ofDays(1);
    static final Duration PATIENCE = Duration.ofDays(1);

    private Instant known;
    private long steady;
    private Optional<Long> ahead = Optional.empty();

    /// `known` is the newest time that the data tell of, at the steady clock's `nanos`.
    Leap(Instant known, long nanos) {
        this.known = known;
        this.steady = nanos;
    }

    boolean believable(Instant now, long nanos) {
        Instant expected = known.plusNanos(nanos - steady);
        if (now.isAfter(expected.plus(SLACK))) {
            long since = ahead.orElse(nanos);
            ahead = Optional.of(since);
            if (nanos - since < PATIENCE.toNanos()) {
                return false;
            }
        }
        ahead = Optional.empty();
        known = now;
        steady = nanos;
        return true;
    }
}
