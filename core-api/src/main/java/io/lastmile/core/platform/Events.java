package io.lastmile.core.platform;

import io.helidon.dbclient.DbClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/// The tables of events and of how far each listener has come.
public final class Events {
    static final Duration KEPT = Duration.ofDays(90);

    private static final String ADD =
            """
            insert into core.event (time, kind, actor, body)
            values (:now, :kind, :actor, cast(:body as jsonb))
            """;

    private static final String ADD_ALL =
            """
            insert into core.event (time, kind, actor, body)
            select :now, r.kind, :actor, r.body
            from jsonb_to_recordset(cast(:rows as jsonb)) as r (at int, kind text, body jsonb)
            order by r.at
            """;

    /// Transactions that this server has yet to begin are another server's: a dump was restored.
    /// All that went before then stands before all that comes, in the order of ids.
    private static final String RESTORED_EVENTS =
            """
            update core.event set xid = '0'
            where xid >= pg_snapshot_xmax(pg_current_snapshot())
            """;

    private static final String RESTORED_CURSORS =
            """
            update core.event_cursor set xid = '0'
            where xid > pg_snapshot_xmax(pg_current_snapshot())
            """;

    /// A new listener begins with what happens from now on.
    private static final String JOIN =
            """
            insert into core.event_cursor (listener, xid, id)
            values (:listener, pg_snapshot_xmin(pg_current_snapshot()), 0)
            on conflict (listener) do nothing
            """;

    /// A retry that lies further ahead than any pause was written while the clock was wrong.
    private static final String CURSOR =
            """
            select cast(xid as text) as xid, id, tries from core.event_cursor
            where listener = :listener
              and (retry_at is null or retry_at <= :now or retry_at > :now + interval '10 minutes')
            for update skip locked
            """;

    /// In the order of the column: the answer's own `xid` is a text, and "1000" comes before "999".
    private static final String NEXT =
            """
            select e.id, cast(e.xid as text) as xid, e.time, e.kind, e.actor,
                   cast(e.body as text) as body
            from core.event as e
            where e.kind = any(string_to_array(:kinds, ','))
              and (e.xid, e.id) > (cast(:xid as xid8), :id)
              and e.xid < pg_snapshot_xmin(pg_current_snapshot())
            order by e.xid, e.id
            limit 1
            """;

    private static final String MOVE =
            """
            update core.event_cursor
            set xid = cast(:xid as xid8), id = :id, tries = 0, retry_at = null, error = ''
            where listener = :listener
            """;

    private static final String SKIP =
            """
            update core.event_cursor
            set xid = pg_current_xact_id(), id = 9223372036854775807, tries = 0, retry_at = null,
                error = ''
            where listener = :listener
            """;

    private static final String FAILED =
            """
            update core.event_cursor set tries = tries + 1, retry_at = :retry_at, error = :error
            where listener = :listener
            """;

    private static final String PARK =
            """
            insert into core.event_parked (listener, event, error, parked)
            values (:listener, :event, :error, :now)
            on conflict (listener, event) do nothing
            """;

    private static final String PARKED =
            """
            select parked.id, parked.listener, parked.error, parked.parked, event.id as event,
                   event.time, event.kind, event.actor, cast(event.body as text) as body
            from core.event_parked as parked join core.event on event.id = parked.event
            where parked.released is null
            order by parked.id
            limit :rows
            """;

    private static final String ONE_PARKED =
            """
            select parked.listener, event.id, cast(event.xid as text) as xid, event.time,
                   event.kind, event.actor, cast(event.body as text) as body
            from core.event_parked as parked join core.event on event.id = parked.event
            where parked.id = :id and parked.released is null
            for update of parked
            """;

    private static final String RELEASE =
            """
            update core.event_parked set released = :now, released_by = :by where id = :id
            """;

    private static final String FORGET =
            """
            delete from core.event where time < :before
              and not exists (select from core.event_parked where event_parked.event = event.id)
            """;

    private static final String BLANK =
            """
            update core.event set body = jsonb_set(body, string_to_array(:text, '.'), '\"\"')
            where body #>> string_to_array(:owner, '.') = :id
              and body #>> string_to_array(:text, '.') <> ''
            """;

    /// A row of `core.event`; `xid` and `id` are its place in the order.
    record Stored(long id, String xid, Instant time, String kind, String actor, String body) {}

    record Cursor(String xid, long id, int tries) {}

    /// A parked event and who could not take it.
    public record Parked(
            long id, String listener, String error, Instant parked, String kind, String body) {}

    record ParkedEvent(String listener, Stored event) {}

    private final DbClient db;
    private final Clock clock;

    Events(DbClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    void add(String kind, String body) {
        db.execute()
                .createInsert(ADD)
                .addParam("now", now())
                .addParam("kind", kind)
                .addParam("actor", Actor.current().login())
                .addParam("body", body)
                .execute();
    }

    /// In the order of the rows: `[{"at": 0, "kind": "A", "body": {}}, ...]`.
    void addAll(String rows) {
        db.execute()
                .createInsert(ADD_ALL)
                .addParam("now", now())
                .addParam("actor", Actor.current().login())
                .addParam("rows", rows)
                .execute();
    }

    void settleRestored() {
        db.execute().createUpdate(RESTORED_EVENTS).execute();
        db.execute().createUpdate(RESTORED_CURSORS).execute();
    }

    void join(String listener) {
        db.execute().createInsert(JOIN).addParam("listener", listener).execute();
    }

    Optional<Cursor> cursor(String listener) {
        return db.execute()
                .createGet(CURSOR)
                .addParam("listener", listener)
                .addParam("now", now())
                .execute()
                .map(Row::new)
                .map(row -> new Cursor(row.text("xid"), row.number("id"), row.integer("tries")));
    }

    Optional<Stored> next(Listener listener, Cursor after) {
        return db.execute()
                .createGet(NEXT)
                .addParam("kinds", String.join(",", listener.kinds()))
                .addParam("xid", after.xid())
                .addParam("id", after.id())
                .execute()
                .map(row -> stored(new Row(row)));
    }

    void move(String listener, Stored to) {
        db.execute()
                .createUpdate(MOVE)
                .addParam("listener", listener)
                .addParam("xid", to.xid())
                .addParam("id", to.id())
                .execute();
    }

    void skip(String listener) {
        db.execute().createUpdate(SKIP).addParam("listener", listener).execute();
    }

    void failed(String listener, String error, Duration pause) {
        db.execute()
                .createUpdate(FAILED)
                .addParam("listener", listener)
                .addParam("error", error)
                .addParam("retry_at", clock.instant().plus(pause).atOffset(ZoneOffset.UTC))
                .execute();
    }

    void park(String listener, Stored event, String error) {
        db.execute()
                .createInsert(PARK)
                .addParam("listener", listener)
                .addParam("event", event.id())
                .addParam("error", error)
                .addParam("now", now())
                .execute();
        move(listener, event);
    }

    /// The oldest parked events first.
    public List<Parked> parked(int rows) {
        return db.execute()
                .createQuery(PARKED)
                .addParam("rows", rows)
                .execute()
                .map(Row::new)
                .map(row ->
                        new Parked(
                                row.number("id"),
                                row.text("listener"),
                                row.text("error"),
                                row.time("parked"),
                                row.text("kind"),
                                row.text("body")))
                .toList();
    }

    Optional<ParkedEvent> parkedEvent(long id) {
        return db.execute()
                .createGet(ONE_PARKED)
                .addParam("id", id)
                .execute()
                .map(Row::new)
                .map(row -> new ParkedEvent(row.text("listener"), stored(row)));
    }

    void release(long id, String by) {
        db.execute()
                .createUpdate(RELEASE)
                .addParam("id", id)
                .addParam("now", now())
                .addParam("by", by)
                .execute();
    }

    void blank(String owner, String id, String text) {
        db.execute()
                .createUpdate(BLANK)
                .addParam("owner", owner)
                .addParam("id", id)
                .addParam("text", text)
                .execute();
    }

    void forget() {
        db.execute()
                .createDelete(FORGET)
                .addParam("before", clock.instant().minus(KEPT).atOffset(ZoneOffset.UTC))
                .execute();
    }

    private java.time.OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static Stored stored(Row row) {
        return new Stored(
                row.number("id"),
                row.text("xid"),
                row.time("time"),
                row.text("kind"),
                row.text("actor"),
                row.text("body"));
    }
}
