package io.lastmile.collector.store;

import io.lastmile.collector.pipeline.PollOutcome;
import io.lastmile.collector.pipeline.Sample;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/// One transaction: some polls with all that they changed. May be written again from the start
/// after a rollback; once it was committed its lines and sessions learn their ids.
final class Batch {
    private static final String COPY_POLLS =
            """
            copy telemetry.poll (time, batch, uptime_ms, router, epoch, span_ms, interval_ms,
                                 answer_ms, sessions, samples)
            from stdin (format binary)
            """;

    private static final String COPY_SAMPLES =
            """
            copy telemetry.sample (time, session, batch, down_total, up_total, down, up, line,
                                   span_ms, source, reason, marks)
            from stdin (format binary)
            """;

    private static final int POLL_FIELDS = 10;
    private static final int SAMPLE_FIELDS = 12;

    private final List<PollOutcome> outcomes;
    private final DisplayNames display;
    private Identities identities = new Identities();
    private long number;

    Batch(List<PollOutcome> outcomes, DisplayNames display) {
        this.outcomes = outcomes;
        this.display = display;
    }

    List<PollOutcome> outcomes() {
        return outcomes;
    }

    Set<Integer> routers() {
        return outcomes.stream().map(PollOutcome::router).collect(Collectors.toSet());
    }

    /// The number that the last attempt got, 0 before it.
    long number() {
        return number;
    }

    /// Everything but the commit.
    void write(Connection connection, Map<Integer, Long> known, CopyRows copy)
            throws SQLException, Fenced {
        identities = new Identities();
        number = RouterStates.begin(connection);
        RouterStates.set(connection, number, outcomes, known);
        long firstMicros = outcomes.getFirst().reading().timeMicros();
        NewLines.of(outcomes, display).write(connection, firstMicros, identities);
        new NewSessions(outcomes, display).write(connection, number, identities);
        new SessionReadings(outcomes).write(connection, number, identities);
        CopyManager manager = connection.unwrap(PGConnection.class).getCopyAPI();
        copy.copy(manager, COPY_POLLS, this::polls);
        if (outcomes.stream().anyMatch(outcome -> !outcome.samples().isEmpty())) {
            copy.copy(manager, COPY_SAMPLES, this::samples);
        }
    }

    void keepIdentities() {
        identities.keep();
    }

    private void polls(CopyRows rows) throws SQLException {
        for (PollOutcome outcome : outcomes) {
            rows.row(POLL_FIELDS);
            rows.time(outcome.reading().timeMicros());
            rows.int8(number);
            rows.int8(outcome.reading().uptimeMillis());
            rows.int4(outcome.router());
            rows.int4(outcome.epoch());
            rows.int4(outcome.spanMillis());
            rows.int4(outcome.reading().pace().intervalMillis());
            rows.int4(outcome.reading().pace().answerMillis());
            rows.int4(outcome.sessionsSeen());
            rows.int4(outcome.samples().size());
        }
    }

    private void samples(CopyRows rows) throws SQLException {
        for (PollOutcome outcome : outcomes) {
            long timeMicros = outcome.reading().timeMicros();
            List<Sample> samples = outcome.samples();
            for (int i = 0; i < samples.size(); i++) {
                sample(rows, timeMicros, samples.get(i));
            }
        }
    }

    private void sample(CopyRows rows, long timeMicros, Sample sample) throws SQLException {
        rows.row(SAMPLE_FIELDS);
        rows.time(timeMicros);
        rows.int8(identities.of(sample.session()));
        rows.int8(number);
        rows.int8(sample.downTotal());
        rows.int8(sample.upTotal());
        rows.int8(sample.down());
        rows.int8(sample.up());
        rows.int4(identities.of(sample.session().line()));
        rows.int4(sample.spanMillis());
        rows.int2(sample.session().line().source().code());
        rows.int2(sample.reason().code());
        rows.int2(sample.marks());
    }
}
