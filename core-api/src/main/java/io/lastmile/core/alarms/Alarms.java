package io.lastmile.core.alarms;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Cursor;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Row;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/// The table of alarms and their history. Call it within a unit of work.
public final class Alarms {
    private static final String COLUMNS =
            """
            select alarm.id, alarm.kind, alarm.severity, alarm.state, alarm.router,
                   router.name as router_name, name.name, alarm.parent, alarm.affected,
                   alarm.owner, alarm.since, alarm.until,
                   cast(alarm.evidence as text) as evidence,
                   (select count(*) from core.alarm as child where child.parent = alarm.id)
                       as children
            from core.alarm
            left join core.router on router.id = alarm.router
            left join telemetry.line as name on name.id = alarm.line
            """;

    private static final String PAGE =
            COLUMNS
                    + """
                    where (:router = 0 or alarm.router = :router)
                      and case when :parent = 0 then alarm.parent is null
                               else alarm.parent = :parent end
                      and case :state when 'all' then true
                                      when 'open' then alarm.state <> 'resolved'
                                      else alarm.state = :state end
                      and alarm.id < :after
                    order by alarm.id desc
                    limit :rows
                    """;

    private static final String FIND = COLUMNS + " where alarm.id = :id";

    private static final String EVENTS =
            """
            select time, kind, actor, note from core.alarm_event
            where alarm = :id order by id limit 1000
            """;

    private static final String COUNTS =
            """
            select count(*) filter (where state = 'firing') as firing,
                   count(*) filter (where state = 'acknowledged') as acknowledged,
                   count(*) filter (where severity = 'critical') as critical,
                   count(*) filter (where severity = 'warning') as warning,
                   count(*) filter (where severity = 'notice') as notice,
                   (select max(until) from core.alarm where state = 'resolved') as last_resolved
            from core.alarm where state <> 'resolved' and parent is null
            """;

    private static final String LOCK =
            "select state, owner from core.alarm where id = :id for update";

    private static final String ACKNOWLEDGE =
            """
            update core.alarm
            set state = 'acknowledged', owner = case owner when '' then :by else owner end
            where id = :id
            """;

    private static final String ASSIGN = "update core.alarm set owner = :owner where id = :id";

    private static final String EVENT =
            """
            insert into core.alarm_event (alarm, time, kind, actor, note)
            values (:id, :now, :kind, :by, :note)
            """;

    /// What to list; router and parent 0 are all of them, and those without one.
    public record Filter(String state, int router, long parent) {
        /// What a page shows first.
        public static Filter open() {
            return new Filter("open", 0, 0);
        }
    }

    /// Open alarms without a parent, for tiles.
    public record Counts(
            int firing,
            int acknowledged,
            int critical,
            int warning,
            int notice,
            Optional<Instant> lastResolved) {}

    /// What became of an acknowledgement.
    sealed interface Acknowledged {
        record Done() implements Acknowledged {}

        record Resolved() implements Acknowledged {}

        record Missing() implements Acknowledged {}
    }

    private final DbClient db;
    private final Clock clock;
    private final AlarmRows rows = new AlarmRows(new AlarmTexts());

    Alarms(DbClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    public Page<Alarm> page(Filter filter, Page.Request request) {
        List<Alarm> found =
                db.execute()
                        .createQuery(PAGE)
                        .addParam("state", filter.state())
                        .addParam("router", filter.router())
                        .addParam("parent", filter.parent())
                        .addParam(
                                "after",
                                request.after().map(c -> c.number(0)).orElse(Long.MAX_VALUE))
                        .addParam("rows", request.rows())
                        .execute()
                        .map(row -> rows.alarm(new Row(row)))
                        .toList();
        return request.page(found, alarm -> Cursor.of(alarm.id()));
    }

    public Optional<Alarm> find(long id) {
        return db.execute()
                .createGet(FIND)
                .addParam("id", id)
                .execute()
                .map(row -> rows.alarm(new Row(row)));
    }

    public List<Alarm.Event> events(long id) {
        return db.execute()
                .createQuery(EVENTS)
                .addParam("id", id)
                .execute()
                .map(Row::new)
                .map(row ->
                        new Alarm.Event(
                                row.time("time"),
                                row.text("kind"),
                                row.text("actor"),
                                row.text("note")))
                .toList();
    }

    public Counts counts() {
        Row row = new Row(db.execute().createGet(COUNTS).execute().orElseThrow());
        return new Counts(
                row.integer("firing"),
                row.integer("acknowledged"),
                row.integer("critical"),
                row.integer("warning"),
                row.integer("notice"),
                row.optionalTime("last_resolved"));
    }

    /// Repeating it adds only the note.
    Acknowledged acknowledge(long id, String note) {
        Optional<String> state = state(id);
        if (state.isEmpty()) {
            return new Acknowledged.Missing();
        }
        switch (state.get()) {
            case "resolved" -> {
                return new Acknowledged.Resolved();
            }
            case "acknowledged" -> {
                if (!note.isEmpty()) {
                    event(id, "noted", note);
                }
            }
            default -> {
                db.execute()
                        .createUpdate(ACKNOWLEDGE)
                        .addParam("id", id)
                        .addParam("by", Actor.current().login())
                        .execute();
                event(id, "acknowledged", note);
            }
        }
        return new Acknowledged.Done();
    }

    /// False if there is no such alarm.
    boolean assign(long id, String owner, String note) {
        if (state(id).isEmpty()) {
            return false;
        }
        db.execute().createUpdate(ASSIGN).addParam("id", id).addParam("owner", owner).execute();
        String to = owner.isEmpty() ? "nobody" : owner;
        event(id, "assigned", note.isEmpty() ? to : to + ": " + note);
        return true;
    }

    /// False if there is no such alarm.
    boolean note(long id, String note) {
        if (state(id).isEmpty()) {
            return false;
        }
        event(id, "noted", note);
        return true;
    }

    private Optional<String> state(long id) {
        return db.execute()
                .createGet(LOCK)
                .addParam("id", id)
                .execute()
                .map(row -> new Row(row).text("state"));
    }

    private void event(long id, String kind, String note) {
        db.execute()
                .createInsert(EVENT)
                .addParam("id", id)
                .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                .addParam("kind", kind)
                .addParam("by", Actor.current().login())
                .addParam("note", note)
                .execute();
    }
}
