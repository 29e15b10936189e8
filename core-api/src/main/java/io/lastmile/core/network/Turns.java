package io.lastmile.core.network;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Row;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/// Who works on which router. A lease is about machines, so its times are the database's own. Call
/// it within a unit of work.
final class Turns {
    static final Duration LEASE = Duration.ofMinutes(1);

    private static final String WORK =
            """
            (t.compared is null or t.asked > t.compared
             or t.compared < clock_timestamp() - p.compare_seconds * interval '1 second'
             or t.compared > clock_timestamp()
             or exists (select from core.line_sync as y
                        where y.router = w.router and y.state <> 'applied'
                          and (y.retry_at is null or y.retry_at <= clock_timestamp()))
             or exists (select from core.router_profile as f
                        where f.router = w.router and f.state <> 'applied' and f.conflict = ''
                          and (f.retry_at is null or f.retry_at <= clock_timestamp()))
             or exists (select from core.line_remnant as m
                        where m.router = w.router and m.done is null
                          and (m.retry_at is null or m.retry_at <= clock_timestamp()))
             or exists (select from core.line_sync as y
                        where y.router = w.router and y.kick <> '' and y.state = 'applied'))
            """;

    private static final String FROM =
            """
            from core.router_writer as w
            join core.router as r on r.id = w.router and r.removed is null
            join core.network_policy as p on p.id = 1
            left join core.router_turn as t on t.router = w.router
            where w.enabled
              and not exists (select from core.router_pause as pause
                              where pause.router = w.router and pause.until is null)
            """;

    private static final String WAITING =
            "select w.router "
                    + FROM
                    + """
                    and (t.lease_until is null or t.lease_until < clock_timestamp()
                         or t.holder = cast(:holder as uuid))
                    and (t.retry_at is null or t.retry_at <= clock_timestamp())
                    and
                    """
                    + WORK
                    + " order by t.compared nulls first limit 1000";

    private static final String HAS_WORK =
            "select w.router " + FROM + " and w.router = :router and " + WORK;

    private static final String COMPARE_DUE =
            "select w.router "
                    + FROM
                    + """
                    and w.router = :router
                    and (t.compared is null or t.asked > t.compared
                         or t.compared < clock_timestamp() - p.compare_seconds * interval '1 second'
                         or t.compared > clock_timestamp())
                    """;

    private static final String KNOW =
            """
            insert into core.router_turn (router, since) values (:router, :now)
            on conflict (router) do nothing
            """;

    private static final String TAKE =
            """
            update core.router_turn
            set holder = cast(:holder as uuid),
                lease_until = clock_timestamp() + :lease * interval '1 millisecond'
            where router = :router
              and (lease_until is null or lease_until < clock_timestamp()
                   or holder = cast(:holder as uuid))
            """;

    private static final String RENEW =
            """
            update core.router_turn
            set lease_until = clock_timestamp() + :lease * interval '1 millisecond'
            where router = :router and holder = cast(:holder as uuid)
            """;

    private static final String RELEASE =
            """
            update core.router_turn
            set lease_until = null, requests = requests + :requests,
                requests_minute = :minute, requests_at = clock_timestamp()
            where router = :router and holder = cast(:holder as uuid)
            """;

    private static final String REACHED =
            """
            update core.router_turn
            set since = case when state = 'reachable' then since else :now end, state = 'reachable'
            where router = :router and holder = cast(:holder as uuid)
            """;

    private static final String PASSED =
            """
            update core.router_turn set failures = 0, retry_at = null, last_error = ''
            where router = :router and holder = cast(:holder as uuid)
              and (failures, last_error) is distinct from (0, '')
            """;

    private static final String BROKEN =
            """
            update core.router_turn
            set failures = failures + 1, last_error = :error,
                retry_at = clock_timestamp() + (0.5 + random() / 2) * interval '1 second'
                    * least(300, 2 ^ least(failures, 9))
            where router = :router and holder = cast(:holder as uuid)
            """;

    private static final String MISSED =
            """
            update core.router_turn
            set since = case when state = :state then since else :now end, state = :state,
                failures = failures + 1, last_error = :error, asked = clock_timestamp(),
                retry_at = clock_timestamp() + (0.5 + random() / 2) * interval '1 second'
                    * least(:seconds, 2 ^ least(failures, 9))
            where router = :router and holder = cast(:holder as uuid)
            """;

    private static final String COMPARED =
            """
            update core.router_turn set compared = :began
            where router = :router and holder = cast(:holder as uuid)
            """;

    private static final String RULES_STOOD =
            "select router from core.router_turn where router = :router and rules_stand";

    private static final String RULES =
            """
            update core.router_turn
            set rules_read = :now, rules_missing = :missing, rules_stand = :missing = ''
            where router = :router and holder = cast(:holder as uuid)
            """;

    private static final String FREE =
            "select holder is distinct from cast(:holder as uuid) as other"
                    + " from core.router_turn where router = :router";

    private final DbClient db;
    private final Clock clock;
    private final String holder;

    Turns(DbClient db, Clock clock, String holder) {
        this.db = db;
        this.clock = clock;
        this.holder = holder;
    }

    /// Managed routers with something to do that nobody else works on.
    List<Integer> waiting() {
        return db.execute()
                .createQuery(WAITING)
                .addParam("holder", holder)
                .execute()
                .map(row -> new Row(row).integer("router"))
                .toList();
    }

    boolean hasWork(int router) {
        return present(HAS_WORK, router);
    }

    boolean compareDue(int router) {
        return present(COMPARE_DUE, router);
    }

    /// Whether it is ours now; then also whether somebody else had it since our last turn.
    Optional<Boolean> take(int router) {
        db.execute()
                .createInsert(KNOW)
                .addParam("router", router)
                .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                .execute();
        boolean other =
                db.execute()
                        .createGet(FREE)
                        .addParam("router", router)
                        .addParam("holder", holder)
                        .execute()
                        .map(row -> new Row(row).flag("other"))
                        .orElse(true);
        boolean taken =
                db.execute()
                                .createUpdate(TAKE)
                                .addParam("router", router)
                                .addParam("holder", holder)
                                .addParam("lease", LEASE.toMillis())
                                .execute()
                        > 0;
        return taken ? Optional.of(other) : Optional.empty();
    }

    /// False if somebody else took the router. A lease that ran out and nobody took is ours again.
    boolean renew(int router) {
        return db.execute()
                        .createUpdate(RENEW)
                        .addParam("router", router)
                        .addParam("holder", holder)
                        .addParam("lease", LEASE.toMillis())
                        .execute()
                > 0;
    }

    void release(int router, long requests, int lastMinute) {
        db.execute()
                .createUpdate(RELEASE)
                .addParam("router", router)
                .addParam("holder", holder)
                .addParam("requests", requests)
                .addParam("minute", lastMinute)
                .execute();
    }

    void reached(int router) {
        db.execute()
                .createUpdate(REACHED)
                .addParam("router", router)
                .addParam("holder", holder)
                .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                .execute();
    }

    /// A whole pass went well: what failed before is over.
    void passed(int router) {
        db.execute()
                .createUpdate(PASSED)
                .addParam("router", router)
                .addParam("holder", holder)
                .execute();
    }

    /// We ourselves failed, not the router; the next try waits longer each time.
    void broken(int router, String error) {
        db.execute()
                .createUpdate(BROKEN)
                .addParam("router", router)
                .addParam("holder", holder)
                .addParam("error", error)
                .execute();
    }

    /// `seconds` is the longest wait before the next try. Then all of it is compared.
    void missed(int router, String state, String error, int seconds) {
        db.execute()
                .createUpdate(MISSED)
                .addParam("router", router)
                .addParam("holder", holder)
                .addParam("state", state)
                .addParam("error", error)
                .addParam("seconds", seconds)
                .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                .execute();
    }

    /// `began` is the database's time before the router was read.
    void compared(int router, Instant began) {
        db.execute()
                .createUpdate(COMPARED)
                .addParam("router", router)
                .addParam("began", began.atOffset(ZoneOffset.UTC))
                .addParam("holder", holder)
                .execute();
    }

    boolean rulesStood(int router) {
        return present(RULES_STOOD, router);
    }

    /// The walled garden's rules were looked at; `missing` is empty if they stand.
    void rules(int router, String missing) {
        db.execute()
                .createUpdate(RULES)
                .addParam("router", router)
                .addParam("missing", missing)
                .addParam("holder", holder)
                .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                .execute();
    }

    /// The database's time.
    Instant now() {
        return db.execute()
                .createGet("select clock_timestamp() as now")
                .execute()
                .map(row -> new Row(row).time("now"))
                .orElseThrow();
    }

    private boolean present(String sql, int router) {
        return db.execute().createGet(sql).addParam("router", router).execute().isPresent();
    }
}
