package io.lastmile.core.alarms;

import io.helidon.dbclient.DbClient;
import io.helidon.dbclient.DbClientException;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.DatabaseUnavailable;
import io.lastmile.core.platform.Row;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// The job that keeps alarms in step with the collector's conditions. Each pass is one transaction
/// and idempotent; of several processes one does it at a time.
///
/// While a router's failure is open, everything else about that router goes under it; when the
/// failure ends, what is still open comes up again.
final class AlarmWatch implements AutoCloseable {
    static final Duration EVERY = Duration.ofSeconds(2);

    private static final System.Logger LOG = System.getLogger(AlarmWatch.class.getName());

    private static final String ALONE = "select pg_try_advisory_xact_lock(7810776142) as mine";

    private static final String FIRE =
            """
            with fresh as (
                insert into core.alarm
                    (condition, kind, severity, state, router, line, affected, since, evidence)
                select c.id, c.kind,
                       case when c.kind in ('router-unreachable', 'auth-failed',
                                            'fingerprint-changed', 'spool-filling') then 'critical'
                            when c.kind in ('mass-disconnect', 'poll-failing', 'implausible-delta',
                                            'poll-refused', 'source-disagreement',
                                            'clock-jump') then 'warning'
                            else 'notice' end,
                       'firing', c.router, c.line,
                       coalesce((select health.sessions from telemetry.router_health as health
                                 where health.router = c.router), 0),
                       c.since, c.evidence
                from telemetry.condition as c
                where (c.until is null or c.since > cast(:now as timestamptz) - interval '1 day')
                  and not exists (select 1 from core.alarm as known where known.condition = c.id)
                order by c.id
                on conflict (condition) do nothing
                returning id, since)
            insert into core.alarm_event (alarm, time, kind)
            select id, since, 'fired' from fresh
            """;

    private static final String EVIDENCE =
            """
            update core.alarm set evidence = c.evidence
            from telemetry.condition as c
            where alarm.state <> 'resolved' and c.id = alarm.condition
              and c.evidence <> alarm.evidence
            """;

    private static final String RESOLVE =
            """
            with over as (
                update core.alarm set state = 'resolved', until = c.until
                from telemetry.condition as c
                where alarm.state <> 'resolved' and c.id = alarm.condition
                  and c.until is not null
                returning alarm.id)
            insert into core.alarm_event (alarm, time, kind)
            select id, :now, 'resolved' from over
            """;

    private static final String GROUP =
            """
            with grouped as (
                update core.alarm set parent = failed.id
                from (select router, min(id) as id from core.alarm
                      where state <> 'resolved' and router is not null
                        and kind in ('router-unreachable', 'auth-failed', 'fingerprint-changed')
                      group by router) as failed
                where alarm.router = failed.router and alarm.id <> failed.id
                  and alarm.state <> 'resolved' and alarm.parent is null
                returning alarm.id)
            insert into core.alarm_event (alarm, time, kind)
            select id, :now, 'grouped' from grouped
            """;

    private static final String UNGROUP =
            """
            with free as (
                update core.alarm set parent = null
                from core.alarm as former
                where former.id = alarm.parent and former.state = 'resolved'
                  and alarm.state <> 'resolved'
                returning alarm.id)
            insert into core.alarm_event (alarm, time, kind)
            select id, :now, 'ungrouped' from free
            """;

    private static final Actor WATCH = Actor.system("alarms");

    private final Database database;
    private final DbClient db;
    private final Clock clock;
    private final AlarmNews news;
    private final Counter fired;
    private final Counter resolved;
    private final Counter failures;
    private final ScheduledExecutorService job =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("alarm-watch").daemon().factory());

    AlarmWatch(Database database, AlarmNews news, MeterRegistry meters, Clock clock) {
        this.news = news;
        this.database = database;
        this.db = database.client();
        this.clock = clock;
        this.fired = meters.counter("lastmile.core.alarms.fired");
        this.resolved = meters.counter("lastmile.core.alarms.resolved");
        this.failures = meters.counter("lastmile.core.alarms.pass.failures");
    }

    void start() {
        var _ =
                job.scheduleWithFixedDelay(
                        this::passOrCount, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void passOrCount() {
        try {
            pass();
        } catch (DatabaseUnavailable | DbClientException e) {
            failures.increment();
            LOG.log(System.Logger.Level.DEBUG, "alarms not brought up to date", e);
        } catch (RuntimeException e) {
            failures.increment();
            LOG.log(System.Logger.Level.ERROR, "alarms not brought up to date", e);
        }
    }

    /// Brings all alarms up to date; how many rows of history that took.
    long pass() {
        return WATCH.call(() -> database.transact(this::alone));
    }

    private long alone() {
        boolean mine =
                db.execute()
                        .createGet(ALONE)
                        .execute()
                        .map(row -> new Row(row).flag("mine"))
                        .orElse(false);
        return mine ? steps() : 0L;
    }

    private long steps() {
        long last = news.last();
        long began = run(FIRE);
        fired.increment(began);
        db.execute().createUpdate(EVIDENCE).execute();
        long ended = run(RESOLVE);
        resolved.increment(ended);
        long moved = run(UNGROUP) + run(GROUP);
        if (began + ended > 0) {
            news.tell(last);
        }
        return began + ended + moved;
    }

    private long run(String sql) {
        return db.execute()
                .createInsert(sql)
                .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                .execute();
    }

    @Override
    public void close() {
        job.shutdownNow();
    }
}
