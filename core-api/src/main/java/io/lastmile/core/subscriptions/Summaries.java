package io.lastmile.core.subscriptions;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Row;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Subscriptions as people see them today, with what belongs to them in one query. Call it within a
/// unit of work.
public final class Summaries {
    /// Of a customer or a line: more have nobody.
    private static final int ROWS_MAX = 200;

    private static final String SELECT =
            """
            select s.id, s.version, s.customer, s.line, s.kind, s.anchor, s.restart, s.grace_days,
                   cast(s.started as text) as started, cast(s.ended as text) as ended,
                   coalesce(c.number, '') as number, coalesce(c.name, '') as name,
                   coalesce(c.name_bn, '') as name_bn, coalesce(l.name, '') as line_name,
                   (select p.plan from core.subscription_plan as p where p.subscription = s.id
                    order by p.since <= cast(:today as date) desc,
                             case when p.since <= cast(:today as date) then p.since end desc,
                             p.since, p.id desc
                    limit 1) as plan,
                   (select cast(max(e.end_day) as text) from core.entitlement_segment as e
                    where e.subscription = s.id and e.retracted is null) as paid_until,
                   h.id as pause, cast(h.from_day as text) as from_day,
                   cast(h.until_day as text) as until_day, h.begun is not null as is_begun,
                   h.why as pause_why, t.id as termination, cast(t.day as text) as end_day,
                   t.why as end_why, g.id as change
            from core.subscription as s
            left join core.customer as c on c.id = s.customer
            left join core.line as l on l.id = s.line
            left join core.subscription_pause as h
                on h.subscription = s.id and h.resumed is null
            left join core.termination as t on t.subscription = s.id and t.settled is null
            left join core.plan_change as g on g.subscription = s.id and g.settled is null
            """;

    private static final String FIND = SELECT + " where s.id = :id limit :rows";

    private static final String OF_CUSTOMER =
            SELECT + " where s.customer = :id order by s.ended is not null, s.id desc limit :rows";

    private static final String OF_LINE =
            SELECT + " where s.line = :id order by s.ended is not null, s.id desc limit :rows";

    private static final String CUSTOMER = "select id from core.customer where id = :id";
    private static final String LINE = "select id from core.line where id = :id";

    private final DbClient db;
    private final SubscriptionStores stores;

    Summaries(DbClient db, SubscriptionStores stores) {
        this.db = db;
        this.stores = stores;
    }

    public Optional<Summary> find(int id) {
        return list(FIND, id).stream().findFirst();
    }

    /// Those that run first, then the newest; empty if there is no such customer.
    public Optional<List<Summary>> ofCustomer(int customer) {
        return known(CUSTOMER, customer) ? Optional.of(list(OF_CUSTOMER, customer)) : none();
    }

    /// The one that runs, and those before it; empty if there is no such line.
    public Optional<List<Summary>> ofLine(int line) {
        return known(LINE, line) ? Optional.of(list(OF_LINE, line)) : none();
    }

    private static Optional<List<Summary>> none() {
        return Optional.empty();
    }

    private boolean known(String sql, int id) {
        return db.execute().createGet(sql).addParam("id", id).execute().isPresent();
    }

    private List<Summary> list(String sql, int id) {
        LocalDate today = stores.today();
        Map<Integer, Summary.Named> plans = new HashMap<>();
        return db
                .execute()
                .createQuery(sql)
                .addParam("id", id)
                .addParam("today", today.toString())
                .addParam("rows", ROWS_MAX)
                .execute()
                .map(Row::new)
                .toList()
                .stream()
                .map(row -> summary(row, today, plans))
                .toList();
    }

    private Summary summary(Row row, LocalDate today, Map<Integer, Summary.Named> plans) {
        Subscription subscription = Subscriptions.subscription(row);
        Optional<LocalDate> paidUntil = row.optionalText("paid_until").map(LocalDate::parse);
        Optional<Pause> pause = row.optionalNumber("pause").map(id -> pause(id, row));
        return new Summary(
                subscription,
                Summary.state(subscription, paidUntil, pause, today),
                new Summary.Names(
                        row.text("number"),
                        row.text("name"),
                        row.text("name_bn"),
                        row.text("line_name")),
                plan(row.integer("plan"), plans),
                paidUntil,
                pause,
                row.optionalNumber("termination")
                        .map(id ->
                                new Termination(
                                        id,
                                        subscription.id(),
                                        LocalDate.parse(row.text("end_day")),
                                        row.text("end_why"))),
                row.optionalNumber("change")
                        .flatMap(stores.changes()::find)
                        .map(change -> next(change, plans)));
    }

    private Summary.Next next(PlanChange change, Map<Integer, Summary.Named> plans) {
        return new Summary.Next(
                change.id(),
                plan(change.plan(), plans),
                change.day(),
                change.mode(),
                change.scheduled());
    }

    private Summary.Named plan(int id, Map<Integer, Summary.Named> known) {
        return known.computeIfAbsent(id, stores::named);
    }

    private static Pause pause(long id, Row row) {
        return new Pause(
                id,
                row.integer("id"),
                LocalDate.parse(row.text("from_day")),
                row.optionalText("until_day").map(LocalDate::parse),
                Optional.empty(),
                row.flag("is_begun"),
                row.text("pause_why"));
    }
}
