package io.lastmile.core.network;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Outbox;
import io.lastmile.core.platform.Row;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/// Reasons why lines are off. A line is suspended if and only if it has an open one. Call it within
/// a unit of work.
public final class Holds {
    private static final int ROWS_MAX = 200;

    private static final String COLUMNS =
            """
            select id, line, reason, since, placed_by, note, until, lifted,
                   coalesce(lifted_by, '') as lifted_by, coalesce(lifted_why, '') as why
            from core.line_hold where line = :line
            """;
    private static final String OPEN = COLUMNS + " and lifted is null order by reason";
    private static final String ALL = COLUMNS + " order by id desc limit :rows";

    private static final String MISSING =
            """
            select wanted.id
            from unnest(cast(:lines as int[])) as wanted (id)
            left join core.line as l on l.id = wanted.id and l.removed is null
            where l.id is null
            order by wanted.id limit 1
            """;

    private static final String GUARD =
            """
            select (select count(*) from core.line as l
                    where l.id = any (:lines)
                      and not exists (select from core.line_hold as h
                                      where h.line = l.id and h.lifted is null))
                       as would_suspend,
                   (select greatest(p.guard_lines, (
                        (select count(*) from core.line where removed is null)
                        - (select count(distinct line) from core.line_hold where lifted is null))
                        * p.guard_percent / 100)
                    from core.network_policy as p) as unasked
            """;

    /// Serialises whoever holds and lifts the same lines.
    private static final String LOCK =
            "select id from core.line where id = any (:lines) order by id for update";

    private static final String PLACE =
            """
            insert into core.line_hold
                (line, reason, since, placed_by, note, until, shut)
            select l.id, :reason, :now, :by, :note, cast(nullif(:until, '') as timestamptz), :shut
            from core.line as l where l.id = any (:lines)
            order by l.id
            on conflict (line, reason) where lifted is null do nothing
            returning line, not exists (
                select from core.line_hold as other
                where other.line = line_hold.line and other.lifted is null
                  and other.id <> line_hold.id) as first
            """;

    private static final String FORGET =
            """
            update core.line_hold
            set note = '', lifted_why = case when lifted is null then null else '' end
            where line in (select id from core.line where customer = :customer)
            """;

    private static final String LIFT =
            """
            update core.line_hold
            set lifted = :now, lifted_by = :by, lifted_why = :why
            where line = any (:lines) and reason = :reason and lifted is null
            returning line, not exists (
                select from core.line_hold as other
                where other.line = line_hold.line and other.lifted is null
                  and other.id <> line_hold.id) as last
            """;

    private final DbClient db;
    private final Intents intents;
    private final Outbox outbox;
    private final Clock clock;

    Holds(DbClient db, Intents intents, Outbox outbox, Clock clock) {
        this.db = db;
        this.intents = intents;
        this.outbox = outbox;
        this.clock = clock;
    }

    /// What was noted about the lines of a customer who is forgotten goes.
    void forget(int customer) {
        db.execute().createUpdate(FORGET).addParam("customer", customer).execute();
    }

    public List<Hold> open(int line) {
        return db.execute()
                .createQuery(OPEN)
                .addParam("line", line)
                .execute()
                .map(row -> Hold.of(new Row(row)))
                .toList();
    }

    /// Open and lifted ones, newest first.
    public List<Hold> ofLine(int line) {
        return db.execute()
                .createQuery(ALL)
                .addParam("line", line)
                .addParam("rows", ROWS_MAX)
                .execute()
                .map(row -> Hold.of(new Row(row)))
                .toList();
    }

    /// Gives lines a reason to be off, or none of them.
    public Holding place(HoldRun run) {
        Integer[] lines = run.lines().toArray(Integer[]::new);
        Optional<Integer> missing =
                db.execute()
                        .createGet(MISSING)
                        .addParam("lines", lines)
                        .execute()
                        .map(row -> new Row(row).integer("id"));
        if (missing.isPresent()) {
            return new Holding.Missing(missing.get());
        }
        lock(lines);
        Optional<Holding> refused = guard(run, lines);
        return refused.orElseGet(() -> placed(run, lines));
    }

    /// Takes a reason from a line; false if it had it not.
    public boolean lift(int line, HoldReason reason, String why) {
        return lift(List.of(line), reason, why) > 0;
    }

    /// The same for many; how many had it.
    public int lift(List<Integer> all, HoldReason reason, String why) {
        Integer[] lines = all.toArray(Integer[]::new);
        lock(lines);
        List<LineReleased> released =
                db.execute()
                        .createQuery(LIFT)
                        .addParam("lines", lines)
                        .addParam("reason", reason.name())
                        .addParam("now", now())
                        .addParam("by", Actor.current().login())
                        .addParam("why", why)
                        .execute()
                        .map(Row::new)
                        .map(row -> new LineReleased(row.integer("line"), reason, row.flag("last")))
                        .toList();
        intents.settle(
                released.stream().map(LineReleased::line).toList(), "released: " + reason.name());
        released.forEach(outbox::add);
        return released.size();
    }

    /// Until the end of the unit of work nobody else places or lifts a hold of these.
    void lock(List<Integer> lines) {
        lock(lines.toArray(Integer[]::new));
    }

    private void lock(Integer[] lines) {
        db.execute().createQuery(LOCK).addParam("lines", lines).execute().forEach(_ -> {});
    }

    private Optional<Holding> guard(HoldRun run, Integer[] lines) {
        Row row =
                db.execute()
                        .createGet(GUARD)
                        .addParam("lines", lines)
                        .execute()
                        .map(Row::new)
                        .orElseThrow();
        int would = row.integer("would_suspend");
        int unasked = row.integer("unasked");
        boolean agreed = run.confirmed().filter(number -> number == would).isPresent();
        return would <= unasked || agreed
                ? Optional.empty()
                : Optional.of(new Holding.TooMany(would, unasked));
    }

    private Holding placed(HoldRun run, Integer[] lines) {
        List<LineHeld> held =
                db.execute()
                        .createQuery(PLACE)
                        .addParam("lines", lines)
                        .addParam("reason", run.reason().name())
                        .addParam("now", now())
                        .addParam("by", Actor.current().login())
                        .addParam("note", run.note())
                        .addParam("shut", run.shut())
                        .addParam("until", run.until().map(Object::toString).orElse(""))
                        .execute()
                        .map(Row::new)
                        .map(row ->
                                new LineHeld(row.integer("line"), run.reason(), row.flag("first")))
                        .toList();
        intents.settle(held.stream().map(LineHeld::line).toList(), "held: " + run.reason().name());
        held.forEach(outbox::add);
        int suspended = (int) held.stream().filter(LineHeld::suspended).count();
        return new Holding.Placed(held.size(), suspended);
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
