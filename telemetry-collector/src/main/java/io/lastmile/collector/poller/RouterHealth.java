package io.lastmile.collector.poller;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// How one router is, as of its last poll, good or not. Times are microseconds since 1970.
public record RouterHealth(
        int router,
        State state,
        OptionalLong lastAnswerMicros,
        Optional<String> lastError,
        int failures,
        Pace pace,
        OptionalInt cpuPercent,
        OptionalLong clockSkewMillis,
        RouterFacts facts,
        int sessions) {
    /// What it is since when, and when we looked.
    public record State(HealthState state, long sinceMicros, long checkedMicros) {}

    /// The interval that it is polled at and why, and how long its answer took.
    public record Pace(long intervalMillis, IntervalReason reason, long answerMillis) {}
}
