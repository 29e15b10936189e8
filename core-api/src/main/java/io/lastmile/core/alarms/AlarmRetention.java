package io.lastmile.core.alarms;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Jobs;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;

/// The job that lets resolved alarms go, with their history, when nobody looks at them any more. An
/// open one stays however old it is.
final class AlarmRetention {
    /// As long as a year's report may ask for them, and a month more.
    static final Duration KEPT = Duration.ofDays(400);

    static final int ALARMS_MAX = 1_000;

    private static final Duration EVERY = Duration.ofHours(1);

    /// A younger alarm that stood under one of these stands on its own from now on.
    private static final String DELETE =
            """
            with old as materialized (
                select id from core.alarm
                where state = 'resolved' and until < cast(:before as timestamptz)
                order by until
                limit :rows
            ), freed as (
                update core.alarm set parent = null
                where parent in (select id from old) and id not in (select id from old)
            ), events as (
                delete from core.alarm_event where alarm in (select id from old)
            )
            delete from core.alarm where id in (select id from old)
            """;

    private final Database database;
    private final DbClient db;
    private final Clock clock;
    private final Counter deleted;

    AlarmRetention(Database database, MeterRegistry meters, Clock clock) {
        this.database = database;
        this.db = database.client();
        this.clock = clock;
        this.deleted = meters.counter("lastmile.core.alarms.deleted");
    }

    void jobs(Jobs jobs) {
        jobs.add("alarm-retention", EVERY, this::passes);
    }

    private void passes() {
        long gone = ALARMS_MAX;
        while (gone == ALARMS_MAX) {
            gone = pass();
        }
    }

    /// Lets the oldest go, `ALARMS_MAX` at most; how many.
    long pass() {
        long gone = database.transact(this::delete);
        deleted.increment(gone);
        return gone;
    }

    private long delete() {
        return db.execute()
                .createDelete(DELETE)
                .addParam("before", clock.instant().minus(KEPT).atOffset(ZoneOffset.UTC))
                .addParam("rows", ALARMS_MAX)
                .execute();
    }
}
