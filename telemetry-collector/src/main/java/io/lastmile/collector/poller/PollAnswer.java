package io.lastmile.collector.poller;

import io.lastmile.collector.pipeline.ActiveSessions;
import io.lastmile.collector.pipeline.CounterTable;
import io.lastmile.collector.pipeline.Source;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What a router answered in one poll. `listedNanos` (steady clock) is the end of the first table
/// of counters, `askedNanos` when the poll began, `answeredNanos` when its last answer ended.
record PollAnswer(
        Resource resource,
        List<CounterTable> tables,
        Optional<ActiveSessions> active,
        Optional<String> identity,
        Wants.Third third,
        OptionalLong clockSkewMicros,
        Times times,
        int badRows,
        Optional<String> optionalFailure,
        List<SourceCheck.Finding> findings) {
    record Times(long askedNanos, long listedNanos, long answeredNanos) {
        int listedMillis() {
            return millis(listedNanos);
        }

        int answeredMillis() {
            return millis(answeredNanos);
        }

        private int millis(long nanos) {
            return Math.clamp((nanos - askedNanos) / 1_000_000, 0, Integer.MAX_VALUE);
        }
    }

    boolean queuesRead() {
        return tables.stream().anyMatch(t -> t.source() == Source.SIMPLE_QUEUE);
    }

    int sessions() {
        return tables.stream().mapToInt(CounterTable::size).sum();
    }
}
