package io.lastmile.core.platform;

import io.helidon.dbclient.DbClient;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The table of jobs as people see it.
public final class JobStates {
    private static final String ALL =
            """
            select name, started, ended, next_run, runs, failures, error,
                   coalesce(lease_until > clock_timestamp(), false) as running
            from core.job order by name
            """;

    /// `error` is of the last run, empty if it went well.
    public record JobState(
            String name,
            boolean running,
            Optional<Instant> started,
            Optional<Instant> ended,
            Instant next,
            long runs,
            long failures,
            String error) {}

    private final DbClient db;

    JobStates(DbClient db) {
        this.db = db;
    }

    List<JobState> all() {
        return db.execute()
                .createQuery(ALL)
                .execute()
                .map(Row::new)
                .map(row ->
                        new JobState(
                                row.text("name"),
                                row.flag("running"),
                                row.optionalTime("started"),
                                row.optionalTime("ended"),
                                row.time("next_run"),
                                row.number("runs"),
                                row.number("failures"),
                                row.text("error")))
                .toList();
    }
}
