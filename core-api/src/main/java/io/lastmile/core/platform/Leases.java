package io.lastmile.core.platform;

import io.helidon.dbclient.DbClient;
import java.time.Duration;

/// The table of jobs. A lease is about machines, so its times are the database's own.
final class Leases {
    private static final String KNOW =
            """
            insert into core.job (name, next_run) values (:name, clock_timestamp())
            on conflict (name) do nothing
            """;

    private static final String TAKE =
            """
            update core.job
            set holder = :holder, started = clock_timestamp(),
                lease_until = clock_timestamp() + :lease * interval '1 millisecond'
            where name = :name and next_run <= clock_timestamp()
              and (lease_until is null or lease_until < clock_timestamp())
            """;

    private static final String RENEW =
            """
            update core.job
            set lease_until = clock_timestamp() + :lease * interval '1 millisecond'
            where name = :name and holder = :holder and lease_until >= clock_timestamp()
            """;

    private static final String END =
            """
            update core.job
            set lease_until = null, holder = null, ended = clock_timestamp(), runs = runs + 1,
                failures = failures + case when :error = '' then 0 else 1 end, error = :error,
                next_run = clock_timestamp() + :pause * interval '1 millisecond'
            where name = :name and holder = :holder
            """;

    private final DbClient db;
    private final String holder;

    Leases(DbClient db, String holder) {
        this.db = db;
        this.holder = holder;
    }

    void know(String job) {
        db.execute().createInsert(KNOW).addParam("name", job).execute();
    }

    /// Whether the job is due and now ours.
    boolean take(String job, Duration lease) {
        return db.execute()
                        .createUpdate(TAKE)
                        .addParam("name", job)
                        .addParam("holder", holder)
                        .addParam("lease", lease.toMillis())
                        .execute()
                > 0;
    }

    /// False if the lease ran out: somebody else may have the job.
    boolean renew(String job, Duration lease) {
        return db.execute()
                        .createUpdate(RENEW)
                        .addParam("name", job)
                        .addParam("holder", holder)
                        .addParam("lease", lease.toMillis())
                        .execute()
                > 0;
    }

    void end(String job, Duration pause, String error) {
        db.execute()
                .createUpdate(END)
                .addParam("name", job)
                .addParam("holder", holder)
                .addParam("pause", pause.toMillis())
                .addParam("error", error)
                .execute();
    }
}
