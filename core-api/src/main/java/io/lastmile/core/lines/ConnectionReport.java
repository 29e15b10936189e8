package io.lastmile.core.lines;

import java.util.List;
import java.util.Optional;

/// What "test connection" found, step by step in words that say what to do.
public record ConnectionReport(
        boolean ok,
        List<Step> steps,
        Optional<String> fingerprint,
        Optional<String> identity,
        Optional<String> version,
        Optional<String> board,
        Optional<Long> uptimeSeconds,
        Optional<Integer> sessions,
        Optional<Long> clockSkewMillis,
        List<String> policies) {
    /// How a step went.
    public enum Outcome {
        OK,
        WARNING,
        FAILED,
        SKIPPED
    }

    /// `step` is one of reach, certificate, login, policies, resource, sessions, clock.
    public record Step(String step, Outcome outcome, String says) {}
}
