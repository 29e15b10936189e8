package io.lastmile.collector.poller;

import io.lastmile.collector.pipeline.PollOutcome;
import io.lastmile.collector.pipeline.PollReading;
import io.lastmile.collector.pipeline.Reason;
import io.lastmile.collector.pipeline.Sample;
import io.lastmile.collector.poller.Condition.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What became of one router's readings, as far as a person must know: sessions that end in a mass,
/// readings that cannot be true or that the database refuses. `accept` is called on the pipeline's
/// thread, `refused` on the writer's, `expire` on the poller's.
final class OutcomeWatch {
    /// How long a mass disconnect keeps us away, and how long it is told.
    static final long DISCONNECT_NANOS = 60_000_000_000L;

    /// How long what is wrong with a line is told after it was last found.
    static final long TOLD_NANOS = 900_000_000_000L;

    /// The same for a poll that the database refused.
    static final long REFUSED_NANOS = 900_000_000_000L;

    private static final Kind[] EXPIRING = {Kind.MASS_DISCONNECT, Kind.POLL_REFUSED};

    private final int router;
    private final Reporter reporter;
    private final Disconnects disconnects = new Disconnects();
    private final LineConditions implausible;
    private final LineConditions disagreeing;
    private final Map<Kind, Long> untilNanos = new HashMap<>();
    private boolean expiredAtStart;

    OutcomeWatch(int router, Reporter reporter) {
        this.router = router;
        this.reporter = reporter;
        implausible = new LineConditions(Kind.IMPLAUSIBLE_DELTA, router, reporter);
        disagreeing = new LineConditions(Kind.SOURCE_DISAGREEMENT, router, reporter);
    }

    /// Whether a mass disconnect begins or goes on with this outcome.
    synchronized boolean accept(PollOutcome outcome) {
        long nanos = outcome.reading().steadyNanos();
        long micros = outcome.reading().timeMicros();
        for (Sample sample : outcome.samples()) {
            if (sample.is(Sample.IMPLAUSIBLE)) {
                implausible.stand(
                        sample.session().line().name(),
                        nanos + TOLD_NANOS,
                        micros,
                        evidence(sample));
            }
        }
        int ended = ofLastMinute(outcome) ? ended(outcome) : 0;
        boolean mass = disconnects.happened(nanos, ended, outcome.sessionsSeen());
        if (mass) {
            stand(
                    Kind.MASS_DISCONNECT,
                    nanos + DISCONNECT_NANOS,
                    micros,
                    Map.of("ended", "" + disconnects.ended(), "left", "" + outcome.sessionsSeen()));
        }
        return mass && ended > 0;
    }

    /// What the two counters of a session say of each other; on the poll's thread.
    void compared(List<SourceCheck.Finding> findings, long nanos, long micros) {
        for (SourceCheck.Finding finding : findings) {
            finding.evidence()
                    .ifPresentOrElse(
                            evidence ->
                                    disagreeing.stand(
                                            finding.line(), nanos + TOLD_NANOS, micros, evidence),
                            () -> disagreeing.end(finding.line(), micros));
        }
    }

    /// After a longer absence of ours sessions have ended one by one, and nobody saw it.
    private static boolean ofLastMinute(PollOutcome outcome) {
        return outcome.spanMillis() <= Disconnects.WINDOW_NANOS / 1_000_000;
    }

    private static int ended(PollOutcome outcome) {
        return (int) outcome.ended().stream().filter(end -> end.reason() == Reason.GONE).count();
    }

    private static Map<String, String> evidence(Sample sample) {
        return Map.of(
                "name", Shown.bounded(sample.session().line().rawName()),
                "downBytes", Long.toUnsignedString(sample.down()),
                "upBytes", Long.toUnsignedString(sample.up()),
                "spanMillis", "" + sample.spanMillis());
    }

    synchronized void refused(PollReading reading, String error) {
        stand(
                Kind.POLL_REFUSED,
                reading.steadyNanos() + REFUSED_NANOS,
                reading.timeMicros(),
                Map.of("error", Shown.bounded(error)));
    }

    private void stand(Kind kind, long nanos, long micros, Map<String, String> evidence) {
        untilNanos.put(kind, nanos);
        reporter.condition(new Condition(kind, router), true, micros, evidence);
    }

    /// Ends what is over; the first time also what an earlier run may have left open.
    synchronized void expire(long nanos, long micros) {
        implausible.expire(nanos, micros);
        disagreeing.expire(nanos, micros);
        for (Kind kind : EXPIRING) {
            Long until = untilNanos.get(kind);
            boolean over = until == null ? !expiredAtStart : nanos - until > 0;
            if (over) {
                untilNanos.remove(kind);
                reporter.condition(new Condition(kind, router), false, micros, Map.of());
            }
        }
        expiredAtStart = true;
    }
}
