package io.lastmile.collector.poller;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// What the poller counts, over all routers together.
final class PollerMeters {
    private static final String PREFIX = "lastmile.collector.";

    private final Counter polls;
    private final Counter rows;
    private final Counter badRows;
    private final Counter refused;
    private final Counter optional;
    private final Counter overdue;
    private final Counter revived;
    private final Timer answer;
    private final Map<HealthState, Counter> failures = new EnumMap<>(HealthState.class);
    private final Map<IntervalReason, Counter> stretches = new EnumMap<>(IntervalReason.class);

    PollerMeters(MeterRegistry meters) {
        polls = meters.counter(PREFIX + "polls");
        rows = meters.counter(PREFIX + "polls.rows");
        badRows = meters.counter(PREFIX + "polls.rows.bad");
        refused = meters.counter(PREFIX + "polls.refused");
        optional = meters.counter(PREFIX + "polls.optional.failures");
        overdue = meters.counter(PREFIX + "polls.overdue");
        revived = meters.counter(PREFIX + "polls.revived");
        answer =
                Timer.builder(PREFIX + "polls.answer")
                        .publishPercentiles(0.5, 0.99)
                        .register(meters);
        for (HealthState state : HealthState.values()) {
            failures.put(state, meters.counter(PREFIX + "polls.failures", "state", state.text()));
        }
        for (IntervalReason reason : IntervalReason.values()) {
            stretches.put(
                    reason, meters.counter(PREFIX + "polls.stretched", "reason", reason.text()));
        }
    }

    void answered(PollAnswer good) {
        polls.increment();
        rows.increment(good.sessions());
        badRows.increment(good.badRows());
        if (good.optionalFailure().isPresent()) {
            optional.increment();
        }
        answer.record(good.times().answeredMillis(), TimeUnit.MILLISECONDS);
    }

    /// The pipeline had no room for a reading.
    void refused() {
        refused.increment();
    }

    /// A poll took longer than any may and was given up.
    void overdue() {
        overdue.increment();
    }

    /// A router's polling had stopped and was begun anew.
    void revived() {
        revived.increment();
    }

    void failed(HealthState state) {
        Counter counter = failures.get(state);
        if (counter != null) {
            counter.increment();
        }
    }

    void stretched(IntervalReason reason) {
        Counter counter = stretches.get(reason);
        if (counter != null) {
            counter.increment();
        }
    }
}
