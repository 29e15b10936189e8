package io.lastmile.core.lines;

import io.lastmile.core.lines.ConnectionReport.Outcome;
import io.lastmile.core.lines.ConnectionReport.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Collects a report while a test runs; steps that were never reached are listed as skipped.
final class ConnectionFindings {
    private static final List<String> STEPS =
            List.of("reach", "certificate", "login", "policies", "resource", "sessions", "clock");

    private final List<Step> steps = new ArrayList<>();
    Optional<String> fingerprint = Optional.empty();
    Optional<String> identity = Optional.empty();
    Optional<String> version = Optional.empty();
    Optional<String> board = Optional.empty();
    Optional<Long> uptimeSeconds = Optional.empty();
    Optional<Integer> sessions = Optional.empty();
    Optional<Long> clockSkewMillis = Optional.empty();
    List<String> policies = List.of();

    void ok(String step, String says) {
        steps.add(new Step(step, Outcome.OK, says));
    }

    void warning(String step, String says) {
        steps.add(new Step(step, Outcome.WARNING, says));
    }

    void failed(String step, String says) {
        steps.add(new Step(step, Outcome.FAILED, says));
    }

    boolean reached(String step) {
        return steps.stream().anyMatch(done -> done.step().equals(step));
    }

    ConnectionReport report() {
        boolean ok = steps.stream().noneMatch(step -> step.outcome() == Outcome.FAILED);
        List<Step> all =
                STEPS.stream()
                        .map(name ->
                                steps.stream()
                                        .filter(step -> step.step().equals(name))
                                        .findFirst()
                                        .orElseGet(() -> new Step(name, Outcome.SKIPPED, "")))
                        .toList();
        return new ConnectionReport(
                ok,
                all,
                fingerprint,
                identity,
                version,
                board,
                uptimeSeconds,
                sessions,
                clockSkewMillis,
                policies);
    }
}
