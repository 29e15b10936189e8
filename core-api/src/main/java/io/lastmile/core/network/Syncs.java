package io.lastmile.core.network;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Json;
import io.lastmile.core.platform.Row;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How far routers have what is wanted of their lines. Waits between tries are about machines: they
/// go by the database's own time. Call it within a unit of work.
final class Syncs {
    private static final String TASK =
            """
            select s.line, s.number, s.made, s.made_by, s.why, s.router, s.kind, s.name, s.address,
                   s.mac, s.profile, s.rate_limit, s.enabled, s.walled,
                   array_to_string(s.reasons, ',') as reasons, s.credential, y.state, y.attempts,
                   y.kick, y.speed, coalesce(a.credential, 0) as applied_credential,
                   case when a.kind = s.kind then a.address else '' end as applied_address,
                   case when a.kind = s.kind then a.mac else '' end as applied_mac,
                   y.retry_at is null or y.retry_at <= clock_timestamp() as due
            from core.line_sync as y
            join core.line_service as s on s.line = y.line and s.number = y.wanted
            left join core.line_service as a on a.line = y.line and a.number = y.applied
            where y.router = :router
            """;

    private static final String ALL = TASK + " order by y.priority, y.since, y.line";
    private static final String SOME =
            TASK + " and y.line = any (:lines) order by y.priority, y.since, y.line";

    private static final String DUE =
            """
            select line from core.line_sync
            where router = :router and state <> 'applied'
              and (retry_at is null or retry_at <= clock_timestamp())
            order by priority, since, line
            limit :rows
            """;

    /// Which of these lines have the address or the lease of a line before them at the router: both
    /// would write the same entry of a list, or the same lease. Who is given one by hand is
    /// refused; a line that moves here or that an import takes over can bring it. Logins share no
    /// row.
    private static final String RIVALS =
            """
            with own as materialized (
                select s.line, l.name, s.kind, s.mac, s.address
                from core.line_sync as y
                join core.line_service as s on s.line = y.line and s.number = y.wanted
                join core.line as l on l.id = y.line and l.removed is null
                where y.router = :router and s.kind in ('static', 'dhcp')
            ), pair as (
                select mine.line, theirs.line as other, mine.address as what
                from own as mine join own as theirs on theirs.address = mine.address
                where mine.address <> ''
                union all
                select mine.line, theirs.line, mine.mac
                from own as mine join own as theirs on theirs.mac = mine.mac
                where mine.mac <> '' and mine.kind = 'dhcp' and theirs.kind = 'dhcp'
            )
            select distinct on (pair.line) pair.line, pair.what, own.name
            from pair join own on own.line = pair.other
            where pair.other < pair.line and pair.line = any (:lines)
            order by pair.line, pair.other
            """;

    private static final String DRIFTED =
            """
            update core.line_sync as y
            set state = 'pending', since = case when y.state = 'applied' then :now else y.since end,
                priority = r.priority, actual = cast(r.actual as jsonb),
                kick = case when r.kick then 'look' else y.kick end,
                speed = case when r.speed <> '' then r.speed else y.speed end
            from jsonb_to_recordset(cast(:rows as jsonb)) as r (
                line int, number int, priority int, actual text, kick boolean, speed text)
            where y.line = r.line and y.wanted = r.number and y.router = :router
            """;

    private static final String APPLIED =
            """
            update core.line_sync as y
            set applied = r.number, checked = :now, attempts = 0, retry_at = null, last_error = '',
                actual = null,
                state = case when y.wanted = r.number then 'applied' else 'pending' end,
                speed = case when y.speed <> '' and (
                                 select s.enabled from core.line_service as s
                                 where s.line = y.line and s.number = r.number)
                             then '' else y.speed end
            from jsonb_to_recordset(cast(:rows as jsonb)) as r (line int, number int)
            where y.line = r.line and y.router = :router
            """;

    /// The next try after 1, 2, 4 ... seconds: 15 at most for who should be on, five minutes for
    /// the others.
    private static final String FAILED =
            """
            update core.line_sync as y
            set state = 'failed', checked = :now, attempts = y.attempts + 1, last_error = r.error,
                actual = cast(r.actual as jsonb),
                retry_at = clock_timestamp() + (0.5 + random() / 2) * interval '1 second'
                    * least(case y.priority when 0 then 15 else 300 end,
                            2 ^ least(y.attempts, 9))
            from jsonb_to_recordset(cast(:rows as jsonb)) as r (
                line int, number int, error text, actual text)
            where y.line = r.line and y.wanted = r.number and y.router = :router
            """;

    /// A line that is out of step: what the router has instead, and whether its session has to go.
    record Drift(Task task, int priority, Map<String, String> actual, boolean kick) {
        /// What a queue had that is about to be shut.
        String speed() {
            String limit = actual.getOrDefault(Property.MAX_LIMIT.field().name(), "");
            boolean shuts = task.intent().kind() == ServiceKind.STATIC && !task.intent().enabled();
            return shuts && !limit.isEmpty()
                    ? limit + " " + actual.getOrDefault(Property.BURST_LIMIT.field().name(), "0/0")
                    : "";
        }
    }

    record Failure(Task task, String error, Map<String, String> actual) {}

    private final DbClient db;
    private final Clock clock;

    Syncs(DbClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    List<Task> all(int router) {
        return db.execute()
                .createQuery(ALL)
                .addParam("router", router)
                .execute()
                .map(row -> Task.of(new Row(row)))
                .toList();
    }

    List<Task> some(int router, List<Integer> lines) {
        return db.execute()
                .createQuery(SOME)
                .addParam("router", router)
                .addParam("lines", lines.toArray(Integer[]::new))
                .execute()
                .map(row -> Task.of(new Row(row)))
                .toList();
    }

    List<Integer> due(int router, int limit) {
        return db.execute()
                .createQuery(DUE)
                .addParam("router", router)
                .addParam("rows", limit)
                .execute()
                .map(row -> new Row(row).integer("line"))
                .toList();
    }

    /// By line, in words, which address or lease another line had first. Both would write the same
    /// rows of the router, in turns.
    Map<Integer, String> rivals(int router, List<Integer> lines) {
        Map<Integer, String> found = new HashMap<>();
        db.execute()
                .createQuery(RIVALS)
                .addParam("router", router)
                .addParam("lines", lines.toArray(Integer[]::new))
                .execute()
                .map(Row::new)
                .forEach(row ->
                        found.put(
                                row.integer("line"),
                                "%s is of the line %s already: give one of them another"
                                        .formatted(row.text("what"), row.text("name"))));
        return found;
    }

    void drifted(int router, List<Drift> drifts) {
        ArrayNode rows = Json.MAPPER.createArrayNode();
        for (Drift drift : drifts) {
            rows.addObject()
                    .put("line", drift.task().line())
                    .put("number", drift.task().intent().number())
                    .put("priority", drift.priority())
                    .put("actual", json(drift.actual()))
                    .put("kick", drift.kick())
                    .put("speed", drift.speed());
        }
        write(DRIFTED, router, rows);
    }

    void applied(int router, Collection<Task> tasks) {
        ArrayNode rows = Json.MAPPER.createArrayNode();
        for (Task task : tasks) {
            rows.addObject().put("line", task.line()).put("number", task.intent().number());
        }
        write(APPLIED, router, rows);
    }

    void failed(int router, List<Failure> failures) {
        ArrayNode rows = Json.MAPPER.createArrayNode();
        for (Failure failure : failures) {
            rows.addObject()
                    .put("line", failure.task().line())
                    .put("number", failure.task().intent().number())
                    .put("error", failure.error())
                    .put("actual", json(failure.actual()));
        }
        write(FAILED, router, rows);
    }

    private void write(String sql, int router, ArrayNode rows) {
        if (!rows.isEmpty()) {
            db.execute()
                    .createUpdate(sql)
                    .addParam("rows", rows.toString())
                    .addParam("router", router)
                    .addParam("now", now())
                    .execute();
        }
    }

    private static String json(Map<String, String> actual) {
        var node = Json.MAPPER.createObjectNode();
        actual.forEach((name, value) -> node.put(name, value.replace('\0', '\uFFFD')));
        return node.toString();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
