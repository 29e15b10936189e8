package io.lastmile.collector.pipeline;

import java.util.List;
import java.util.Optional;

/// What one successful poll of one router said, before anything is concluded from it.
///
/// `steadyNanos` is a monotonic clock's (`System.nanoTime`) at the end of the print, `timeMicros`
/// the wall time of the same moment in microseconds since 1970, `uptimeMillis` the router's own
/// uptime. A table is in `tables` only if it was printed to its end.
public record PollReading(
        int router,
        long timeMicros,
        long steadyNanos,
        long uptimeMillis,
        Pace pace,
        List<CounterTable> tables,
        Optional<ActiveSessions> active) {
    /// How the poller went about it: the interval it keeps now and how long the answer took.
    public record Pace(int intervalMillis, int answerMillis) {}

    public PollReading {
        tables = List.copyOf(tables);
        if (uptimeMillis < 0) {
            throw new IllegalArgumentException(
                    "router uptime: " + uptimeMillis + " ms (expected: >= 0)");
        }
    }

    /// Whether that table was printed to its end.
    public boolean lists(Source source) {
        return tables.stream().anyMatch(table -> table.source() == source);
    }

    /// What the reading holds in memory.
    public long bytes() {
        return 200 + tables.stream().mapToLong(CounterTable::bytes).sum();
    }
}
