package io.lastmile.core.subscriptions;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Row;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The tables of subscriptions and of the plans that they have. Call it within a unit of work.
public final class Subscriptions {
    private static final int OF_CUSTOMER_MAX = 200;

    private static final String COLUMNS =
            """
            select id, version, customer, line, kind, anchor, restart, grace_days,
                   cast(started as text) as started, cast(ended as text) as ended
            from core.subscription
            """;

    private static final String FIND = COLUMNS + " where id = :id";
    private static final String LOCK = FIND + " for update";
    private static final String FIND_ALL = COLUMNS + " where id = any (cast(:ids as int[]))";
    private static final String OF_LINE = COLUMNS + " where line = :line and ended is null";

    private static final String RUNNING =
            """
            select line from core.subscription
            where line = any (cast(:lines as int[])) and ended is null
            """;

    private static final String OF_CUSTOMER =
            COLUMNS + " where customer = :customer order by ended is not null, id limit :rows";

    /// Two that want the same line wait here for each other.
    private static final String LOCK_LINE =
            "select customer from core.line where id = :line and removed is null for update";

    private static final String ADD =
            """
            insert into core.subscription
                (customer, line, kind, anchor, restart, grace_days, started, created, created_by)
            values (:customer, :line, :kind, :anchor, :restart, :grace_days,
                    cast(:started as date), :now, :by)
            returning id
            """;

    private static final String TOUCH =
            "update core.subscription set version = version + 1 where id = :id";

    private static final String END =
            """
            update core.subscription set version = version + 1, ended = cast(:day as date)
            where id = :id
            """;

    private static final String ADD_PLAN =
            """
            insert into core.subscription_plan (subscription, plan, since, made, made_by)
            values (:id, :plan, cast(:since as date), :now, :by)
            """;

    private static final String PLAN_AT =
            """
            select plan from core.subscription_plan
            where subscription = :id
            order by since <= cast(:day as date) desc,
                     case when since <= cast(:day as date) then since end desc, since, id desc
            limit 1
            """;

    private final DbClient db;
    private final Clock clock;

    Subscriptions(DbClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    public Optional<Subscription> find(int id) {
        return one(FIND, id);
    }

    /// Those that there are, in any order.
    public List<Subscription> find(Collection<Integer> ids) {
        return db.execute()
                .createQuery(FIND_ALL)
                .addParam("ids", Agenda.array(ids))
                .execute()
                .map(row -> subscription(new Row(row)))
                .toList();
    }

    /// Nobody else moves it until this unit of work ends.
    Optional<Subscription> lock(int id) {
        return one(LOCK, id);
    }

    private Optional<Subscription> one(String sql, int id) {
        return db.execute()
                .createGet(sql)
                .addParam("id", id)
                .execute()
                .map(row -> subscription(new Row(row)));
    }

    /// The one that runs on a line.
    public Optional<Subscription> ofLine(int line) {
        return db.execute()
                .createGet(OF_LINE)
                .addParam("line", line)
                .execute()
                .map(row -> subscription(new Row(row)));
    }

    /// Those of some lines on which one runs.
    Set<Integer> running(Collection<Integer> lines) {
        return db.execute()
                .createQuery(RUNNING)
                .addParam("lines", Agenda.array(lines))
                .execute()
                .map(row -> new Row(row).integer("line"))
                .collect(Collectors.toSet());
    }

    /// Those that run first.
    public List<Subscription> ofCustomer(int customer) {
        return db.execute()
                .createQuery(OF_CUSTOMER)
                .addParam("customer", customer)
                .addParam("rows", OF_CUSTOMER_MAX)
                .execute()
                .map(row -> subscription(new Row(row)))
                .toList();
    }

    /// Whose the line is; empty if there is none, 0 if it is nobody's.
    Optional<Integer> lockLine(int line) {
        return db.execute()
                .createGet(LOCK_LINE)
                .addParam("line", line)
                .execute()
                .map(row -> new Row(row).optionalInteger("customer").orElse(0));
    }

    int add(int customer, SubscriptionDraft draft) {
        int id =
                db.execute()
                        .createQuery(ADD)
                        .addParam("customer", customer)
                        .addParam("line", draft.line())
                        .addParam("kind", Fields.nameOf(draft.kind()))
                        .addParam("anchor", draft.anchor().day())
                        .addParam("restart", Fields.nameOf(draft.restart()))
                        .addParam("grace_days", draft.graceDays())
                        .addParam("started", draft.start().toString())
                        .addParam("now", now())
                        .addParam("by", Actor.current().login())
                        .execute()
                        .map(row -> new Row(row).integer("id"))
                        .toList()
                        .getFirst();
        addPlan(id, draft.plan(), draft.start());
        return id;
    }

    void addPlan(int id, int plan, LocalDate since) {
        db.execute()
                .createInsert(ADD_PLAN)
                .addParam("id", id)
                .addParam("plan", plan)
                .addParam("since", since.toString())
                .addParam("now", now())
                .addParam("by", Actor.current().login())
                .execute();
    }

    /// The plan that it has on a day, before its start the first one.
    public int planAt(int id, LocalDate day) {
        return db.execute()
                .createGet(PLAN_AT)
                .addParam("id", id)
                .addParam("day", day.toString())
                .execute()
                .map(row -> new Row(row).integer("plan"))
                .orElseThrow();
    }

    /// Whoever saw it before is told so.
    void touch(int id) {
        db.execute().createUpdate(TOUCH).addParam("id", id).execute();
    }

    void end(int id, LocalDate day) {
        db.execute().createUpdate(END).addParam("id", id).addParam("day", day.toString()).execute();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    static Subscription subscription(Row row) {
        return new Subscription(
                row.integer("id"),
                row.number("version"),
                row.integer("customer"),
                row.integer("line"),
                SubscriptionKind.valueOf(constant(row.text("kind"))),
                new Anchor(row.integer("anchor")),
                Restart.valueOf(constant(row.text("restart"))),
                row.integer("grace_days"),
                LocalDate.parse(row.text("started")),
                row.optionalText("ended").map(LocalDate::parse));
    }

    /// `keep-anchor` is `KEEP_ANCHOR`.
    static String constant(String stored) {
        return stored.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
