package io.lastmile.collector.pipeline;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The rules by which committed outcomes make a memory, as a model without SQL: what a store has to
/// recall, and the sums that conservation is checked on. Gives ids as a store does.
final class CommittedModel {
    private record Row(Session session, long down, long up, boolean live) {}

    private final Map<Long, Row> rows = new LinkedHashMap<>();
    private final Map<Long, BigInteger> downByRosId = new HashMap<>();
    private long sessions;
    private int epoch;
    private long uptimeMillis;
    private boolean polled;

    boolean isBlank() {
        return !polled;
    }

    void commit(PollOutcome outcome) {
        for (PollOutcome.Started started : outcome.started()) {
            started.session().identify(++sessions);
            put(started.session(), started.downTotal(), started.upTotal());
        }
        for (Sample sample : outcome.samples()) {
            put(sample.session(), sample.downTotal(), sample.upTotal());
            downByRosId.merge(
                    sample.session().key().rosId(),
                    BigInteger.valueOf(sample.down()),
                    BigInteger::add);
        }
        outcome.ended().forEach(e -> end(e.session().id()));
        epoch = outcome.epoch();
        uptimeMillis = outcome.reading().uptimeMillis();
        polled = true;
    }

    private void put(Session session, long down, long up) {
        rows.put(session.id(), new Row(session, down, up, true));
    }

    private void end(long id) {
        Row row = Objects.requireNonNull(rows.get(id), "an end without a start");
        rows.put(id, new Row(row.session(), row.down(), row.up(), false));
    }

    /// The sum of samples of all sessions with this `.id`; a test that reuses none asks per life.
    BigInteger down(long rosId) {
        return downByRosId.getOrDefault(rosId, BigInteger.ZERO);
    }

    RouterMemory memory() {
        Map<String, Line> lines = new HashMap<>();
        List<Session> live = new ArrayList<>();
        List<Session> ended = new ArrayList<>();
        for (Row row : rows.values()) {
            if (row.live()) {
                live.add(remembered(row, lines));
            } else if (row.session().key().epoch() == epoch) {
                ended.add(remembered(row, lines));
            }
        }
        List<Line> known = List.copyOf(lines.values());
        return new RouterMemory(
                Readings.ROUTER, epoch, uptimeMillis, 0, polled, known, live, ended);
    }

    private static Session remembered(Row row, Map<String, Line> lines) {
        Session was = row.session();
        Line line =
                lines.computeIfAbsent(
                        was.line().source() + was.line().rawName(),
                        any ->
                                new Line(
                                        was.line().router(),
                                        was.line().source(),
                                        was.line().rawName(),
                                        1));
        return Session.remembered(
                line,
                was.key(),
                was.startedMicros(),
                was.startReason(),
                was.id(),
                new long[] {row.down(), row.up()});
    }
}
