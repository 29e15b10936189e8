package io.lastmile.collector.poller;

import io.lastmile.collector.pipeline.Source;
import io.lastmile.collector.poller.Condition.Kind;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// What is made of one router's polls for people: its health and the conditions about it. Lives on
/// the router's poll thread.
final class RouterWatch {
    /// One lost poll is no news; the second in a row is.
    static final int UNREACHABLE_FAILURES = 2;

    /// Stretched beyond this for so many polls in a row, the interval is not kept.
    static final double STRETCH_TOLD = 2;

    static final int STRETCHED_POLLS = 3;
    private static final double STRETCH_OVER = 1.25;
    private static final Kind[] FAILURES = {
        Kind.ROUTER_UNREACHABLE, Kind.AUTH_FAILED, Kind.FINGERPRINT_CHANGED, Kind.POLL_FAILING
    };

    private final int router;
    private final Reporter reporter;
    private final long skewMicrosMax;
    private HealthState state = HealthState.STARTING;
    private long sinceMicros;
    private OptionalLong lastAnswerMicros = OptionalLong.empty();
    private OptionalInt cpuPercent = OptionalInt.empty();
    private OptionalLong skewMillis = OptionalLong.empty();
    private RouterFacts facts = RouterFacts.UNKNOWN;
    private long answerMillis;
    private final Map<Source, Integer> sessions = new EnumMap<>(Source.class);
    private int stretchedPolls;

    RouterWatch(int router, Reporter reporter, PollerConfig config) {
        this.router = router;
        this.reporter = reporter;
        skewMicrosMax = config.clockSkewMax().toNanos() / 1_000;
    }

    void answered(PollAnswer answer, Cadence cadence, long nowMicros) {
        enter(HealthState.ANSWERING, nowMicros);
        lastAnswerMicros = OptionalLong.of(nowMicros);
        cpuPercent = OptionalInt.of(answer.resource().cpuPercent());
        answerMillis = answer.times().answeredMillis();
        answer.tables().forEach(table -> sessions.put(table.source(), table.counted()));
        learn(answer);
        for (Kind kind : FAILURES) {
            tell(kind, false, nowMicros, Map.of());
        }
        skew(answer, nowMicros);
        interval(cadence, nowMicros);
        report(answer.optionalFailure(), 0, pace(cadence), nowMicros);
    }

    private void learn(PollAnswer answer) {
        facts =
                new RouterFacts(
                        answer.identity().or(facts::identity),
                        Optional.of(answer.resource().version()),
                        Optional.of(answer.resource().board()));
    }

    private void skew(PollAnswer answer, long nowMicros) {
        if (answer.clockSkewMicros().isPresent()) {
            long skew = answer.clockSkewMicros().getAsLong();
            skewMillis = OptionalLong.of(skew / 1_000);
            boolean far = Math.abs(skew) > skewMicrosMax;
            tell(Kind.CLOCK_SKEW, far, nowMicros, Map.of("skewMillis", "" + skew / 1_000));
        }
    }

    private void interval(Cadence cadence, long nowMicros) {
        stretchedPolls = cadence.stretch() > STRETCH_TOLD ? stretchedPolls + 1 : 0;
        if (stretchedPolls >= STRETCHED_POLLS) {
            tell(
                    Kind.INTERVAL_NOT_KEPT,
                    true,
                    nowMicros,
                    Map.of(
                            "intervalMillis",
                            "" + cadence.intervalMillis(),
                            "reason",
                            cadence.reason().text()));
        } else if (cadence.stretch() < STRETCH_OVER) {
            tell(Kind.INTERVAL_NOT_KEPT, false, nowMicros, Map.of());
        }
    }

    void failed(Failure failure, int failures, long waitMillis, long nowMicros) {
        enter(failure.state(), nowMicros);
        if (failure.refused() || failures >= UNREACHABLE_FAILURES) {
            for (Kind kind : FAILURES) {
                tell(kind, kind == failure.kind(), nowMicros, failure.evidence());
            }
        }
        var pace = new RouterHealth.Pace(waitMillis, IntervalReason.BACKING_OFF, answerMillis);
        report(Optional.of(failure.text()), failures, pace, nowMicros);
    }

    private void enter(HealthState newest, long nowMicros) {
        if (state != newest) {
            state = newest;
            sinceMicros = nowMicros;
        }
    }

    private RouterHealth.Pace pace(Cadence cadence) {
        return new RouterHealth.Pace(cadence.intervalMillis(), cadence.reason(), answerMillis);
    }

    private void report(
            Optional<String> error, int failures, RouterHealth.Pace pace, long nowMicros) {
        reporter.health(
                new RouterHealth(
                        router,
                        new RouterHealth.State(state, sinceMicros, nowMicros),
                        lastAnswerMicros,
                        error,
                        failures,
                        pace,
                        cpuPercent,
                        skewMillis,
                        facts,
                        sessions.values().stream().mapToInt(Integer::intValue).sum()));
    }

    private void tell(Kind kind, boolean stands, long nowMicros, Map<String, String> evidence) {
        reporter.condition(new Condition(kind, router), stands, nowMicros, evidence);
    }
}
