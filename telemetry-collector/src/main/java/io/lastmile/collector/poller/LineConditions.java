package io.lastmile.collector.poller;

import io.lastmile.collector.pipeline.LineName;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// One kind of condition about the lines of one router. The first so many lines each have one of
/// their own; what is wrong with more lines than that is the router's fault rather than theirs, so
/// one condition of the router tells how many more there are. Moments are of the steady clock.
///
/// Safe from the pipeline's and the poller's threads.
final class LineConditions {
    /// Lines of one router that have a condition of their own.
    static final int LINES_MAX = 20;

    /// Beyond these they are no longer counted one by one.
    static final int MORE_MAX = 10_000;

    private final Condition.Kind kind;
    private final int router;
    private final Reporter reporter;
    private final Map<LineName, Long> untilNanos = new LinkedHashMap<>();
    private final Map<LineName, Long> moreUntilNanos = new HashMap<>();
    private boolean begun;

    LineConditions(Condition.Kind kind, int router, Reporter reporter) {
        this.kind = kind;
        this.router = router;
        this.reporter = reporter;
    }

    /// It is so with this line, and is told until then unless it is found again.
    synchronized void stand(LineName line, long until, long micros, Map<String, String> evidence) {
        if (untilNanos.containsKey(line) || untilNanos.size() < LINES_MAX) {
            moreUntilNanos.remove(line);
            untilNanos.put(line, until);
            reporter.condition(of(line), true, micros, evidence);
        } else if (moreUntilNanos.containsKey(line) || moreUntilNanos.size() < MORE_MAX) {
            moreUntilNanos.put(line, until);
            tellMore(micros);
        }
    }

    /// It has been looked at and is well.
    synchronized void end(LineName line, long micros) {
        if (untilNanos.remove(line) != null) {
            reporter.condition(of(line), false, micros, Map.of());
        } else if (moreUntilNanos.remove(line) != null) {
            tellMore(micros);
        }
    }

    /// Ends what was not found again; the first time also what an earlier run left to the router.
    synchronized void expire(long nanos, long micros) {
        untilNanos
                .entrySet()
                .removeIf(entry -> {
                    boolean over = nanos - entry.getValue() > 0;
                    if (over) {
                        reporter.condition(of(entry.getKey()), false, micros, Map.of());
                    }
                    return over;
                });
        boolean fewer = moreUntilNanos.values().removeIf(until -> nanos - until > 0);
        if (fewer || !begun) {
            begun = true;
            tellMore(micros);
        }
    }

    private void tellMore(long micros) {
        reporter.condition(
                new Condition(kind, router),
                !moreUntilNanos.isEmpty(),
                micros,
                Map.of("finding", "lines", "lines", "" + moreUntilNanos.size()));
    }

    private Condition of(LineName line) {
        return new Condition(kind, router, Optional.of(line));
    }
}
