package io.lastmile.collector.store;

import io.lastmile.collector.pipeline.PollOutcome;
import io.lastmile.collector.pipeline.PollOutcome.Checkpoint;
import io.lastmile.collector.pipeline.PollOutcome.Ended;
import io.lastmile.collector.pipeline.Session;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/// Checkpoints and ends of a batch. A checkpoint counts as of the batch before, because later polls
/// of the same batch may have moved the session on; an end is final and is written after them.
final class SessionReadings {
    private static final String CHECKPOINT =
            """
            update telemetry.session
            set down_total = g.down, up_total = g.up, checkpoint_batch = ?,
                checkpoint_time = telemetry.at(g.time)
            from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[])
                 as g (id, down, up, time)
            where session.id = g.id
            """;

    private static final String END =
            """
            update telemetry.session
            set ended = telemetry.at(g.time), ended_uptime_ms = g.uptime, end_reason = g.reason,
                down_total = g.down, up_total = g.up, checkpoint_batch = ?,
                checkpoint_time = telemetry.at(g.time)
            from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[],
                        ?::bigint[])
                 as g (id, down, up, time, uptime, reason)
            where session.id = g.id
            """;

    private record Last(PollOutcome outcome, Checkpoint checkpoint) {}

    private record End(PollOutcome outcome, Ended ended) {
        Session session() {
            return ended.session();
        }
    }

    private final List<Last> checkpoints;
    private final List<End> ends = new ArrayList<>();

    SessionReadings(List<PollOutcome> outcomes) {
        Map<Session, Last> newest = new IdentityHashMap<>();
        for (PollOutcome outcome : outcomes) {
            outcome.checkpoint()
                    .ifPresent(
                            all -> all.forEach(c -> newest.put(c.session(), new Last(outcome, c))));
            outcome.ended().forEach(e -> ends.add(new End(outcome, e)));
        }
        checkpoints = List.copyOf(newest.values());
    }

    void write(Connection connection, long batch, Identities identities) throws SQLException {
        if (!checkpoints.isEmpty()) {
            try (PreparedStatement update = connection.prepareStatement(CHECKPOINT)) {
                new Parameters(connection, update)
                        .add(batch - 1)
                        .add(last(c -> identities.of(c.checkpoint().session())))
                        .add(last(c -> c.checkpoint().downTotal()))
                        .add(last(c -> c.checkpoint().upTotal()))
                        .add(last(c -> c.outcome().reading().timeMicros()));
                update.executeUpdate();
            }
        }
        if (!ends.isEmpty()) {
            end(connection, batch, identities);
        }
    }

    private void end(Connection connection, long batch, Identities identities) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(END)) {
            new Parameters(connection, update)
                    .add(batch)
                    .add(end(e -> identities.of(e.session())))
                    .add(end(e -> e.session().down()))
                    .add(end(e -> e.session().up()))
                    .add(end(e -> e.outcome().reading().timeMicros()))
                    .add(end(e -> e.outcome().reading().uptimeMillis()))
                    .add(end(e -> e.ended().reason().code()));
            update.executeUpdate();
        }
    }

    private long[] last(ToLongFunction<Last> part) {
        return checkpoints.stream().mapToLong(part).toArray();
    }

    private long[] end(ToLongFunction<End> part) {
        return ends.stream().mapToLong(part).toArray();
    }
}
