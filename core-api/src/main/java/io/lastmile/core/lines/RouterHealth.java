package io.lastmile.core.lines;

import io.lastmile.core.platform.Row;
import java.time.Instant;
import java.util.Optional;

/// How a router fares, as the collector last reported it. What was never measured is empty.
public record RouterHealth(
        String state,
        Instant since,
        Instant checked,
        Optional<Instant> lastAnswer,
        Optional<String> lastError,
        int failures,
        int intervalMillis,
        String intervalReason,
        int answerMillis,
        Optional<Integer> cpuPercent,
        Optional<Long> clockSkewMillis,
        Optional<String> identity,
        Optional<String> version,
        Optional<String> board,
        int sessions) {
    static RouterHealth of(String state, Row row) {
        return new RouterHealth(
                state,
                row.time("since"),
                row.time("checked"),
                row.optionalTime("last_answer"),
                row.optionalText("last_error"),
                row.integer("failures"),
                row.integer("interval_ms"),
                row.text("interval_reason"),
                row.integer("answer_ms"),
                row.optionalInteger("cpu_percent"),
                row.optionalNumber("clock_skew_ms"),
                row.optionalText("identity"),
                row.optionalText("ros_version"),
                row.optionalText("board"),
                row.integer("sessions"));
    }
}
