package io.lastmile.core.billing;

import io.helidon.dbclient.DbClient;
import io.helidon.dbclient.DbRow;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Cursor;
import io.lastmile.core.platform.EnumNames;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Money;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Row;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/// The tables of billing runs. Call it within a unit of work.
public final class BillingRuns {
    private static final String SELECT =
            """
            select id, version, cast(through as text) as through, state, reached, made, made_by,
                   confirmed, confirmed_by, finished
            from core.billing_run
            """;

    private static final String FIND = SELECT + " where id = :id";
    private static final String LOCK = FIND + " for update";

    private static final String NEWEST =
            SELECT + " where id < :before order by id desc limit :rows";

    /// The one that is under way.
    private static final String OPEN =
            SELECT + " where state in ('reckoning', 'preview', 'confirmed') for update skip locked";

    private static final String ADD =
            """
            insert into core.billing_run (through, state, made, made_by)
            values (cast(:through as date), 'reckoning', :now, :by)
            on conflict ((true)) where state in ('reckoning', 'preview', 'confirmed') do nothing
            returning id
            """;

    private static final String MOVE =
            """
            update core.billing_run
            set version = version + 1, state = :state, reached = :reached,
                confirmed = case when :state = 'confirmed' then :now else confirmed end,
                confirmed_by = case when :state = 'confirmed' then :by else confirmed_by end,
                finished = case when :state in ('done', 'dropped') then :now else finished end
            where id = :id
            """;

    /// With what the last period of the service cost that stands.
    private static final String ADD_ITEMS =
            """
            insert into core.billing_run_item
                (run, customer, subscription, start_day, end_day, plan, plan_version, net, before,
                 state)
            select :run, r.customer, r.subscription, r.start, r.stop, r.plan, r.version, r.net,
                   (select l.net from core.invoice_line as l
                    where l.subscription = r.subscription and l.kind = 'recurring'
                      and l.start_day < r.start
                      and not exists (select from core.invoice_void as v
                                      where v.invoice = l.invoice)
                    order by l.start_day desc limit 1),
                   'wanted'
            from jsonb_to_recordset(cast(:rows as jsonb)) as r
                (customer int, subscription int, start date, stop date, plan int, version int,
                 net bigint)
            on conflict do nothing
            """;

    /// The items of the next customers that nobody else bills meanwhile: of at least one, else of
    /// as many as fit.
    private static final String NEXT =
            """
            select i.customer, i.subscription, cast(i.start_day as text) as start_day,
                   cast(i.end_day as text) as end_day, i.plan, i.plan_version, i.net
            from core.billing_run_item as i
            where i.run = :run and i.state = 'wanted'
              and i.customer <= (select max(c.customer)
                                 from (select w.customer,
                                              sum(count(*)) over (order by w.customer) - count(*)
                                                  as before
                                       from core.billing_run_item as w
                                       where w.run = :run and w.state = 'wanted'
                                       group by w.customer
                                       order by w.customer limit :customers) as c
                                 where c.before < :periods)
            order by i.customer, i.subscription, i.start_day
            for update skip locked
            """;

    /// What is wanted of one customer, who is taken alone.
    private static final String OF_CUSTOMER =
            """
            select i.customer, i.subscription, cast(i.start_day as text) as start_day,
                   cast(i.end_day as text) as end_day, i.plan, i.plan_version, i.net
            from core.billing_run_item as i
            where i.run = :run and i.state = 'wanted' and i.customer = :customer
            order by i.subscription, i.start_day
            for update
            """;

    private static final String FAIL =
            """
            update core.billing_run_item set state = 'failed', failure = :why
            where run = :run and customer = :customer and state = 'wanted'
            """;

    private static final String SETTLE =
            """
            update core.billing_run_item as i set state = r.state, invoice = r.invoice
            from jsonb_to_recordset(cast(:rows as jsonb)) as r
                (subscription int, start date, state text, invoice bigint)
            where i.run = :run and i.subscription = r.subscription and i.start_day = r.start
              and i.customer = any (cast(:customers as int[]))
            """;

    private static final String ADD_CHARGES =
            """
            insert into core.charge (id, subscription, start_day, end_day, invoice, line)
            overriding system value
            select r.id, r.subscription, r.start, r.stop, r.invoice, r.line
            from jsonb_to_recordset(cast(:rows as jsonb)) as r
                (id bigint, subscription int, start date, stop date, invoice bigint,
                 line smallint)
            """;

    private static final String SUMS =
            """
            select count(distinct customer) as customers, count(*) as periods,
                   coalesce(sum(net), 0) as net, count(*) filter (where before is null) as first,
                   count(*) filter (where net > before) as more,
                   count(*) filter (where net < before) as less,
                   coalesce(sum(before), 0) as before,
                   count(*) filter (where state = 'billed') as billed,
                   count(*) filter (where state in ('changed', 'failed')) as changed
            from core.billing_run_item where run = :id
            """;

    private static final String ITEMS =
            """
            select i.customer, c.name, i.subscription, cast(i.start_day as text) as start_day,
                   cast(i.end_day as text) as end_day, i.plan, i.net, i.before, i.state, i.invoice,
                   i.failure
            from core.billing_run_item as i join core.customer as c on c.id = i.customer
            where i.run = :run
              and (i.customer, i.subscription, i.start_day)
                  > (:customer, :subscription, cast(:start as date))
              and (:only = '' or :only = 'first' and i.before is null
                   or :only = 'more' and i.net > i.before
                   or :only = 'less' and i.net < i.before
                   or :only = 'changed' and i.state in ('changed', 'failed'))
            order by i.customer, i.subscription, i.start_day limit :rows
            """;

    /// An item on its way into the table, and out of it again.
    record NewItem(
            int customer,
            int subscription,
            LocalDate start,
            LocalDate stop,
            int plan,
            int version,
            Money net) {}

    record Settled(
            int subscription,
            LocalDate start,
            BillingRun.ItemState state,
            Optional<Long> invoice) {}

    record NewCharge(
            long id, int subscription, LocalDate start, LocalDate stop, long invoice, int line) {}

    private final DbClient db;
    private final Clock clock;

    BillingRuns(DbClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    public Optional<BillingRun> find(long id) {
        return db.execute().createGet(FIND).addParam("id", id).execute().map(BillingRuns::run);
    }

    Optional<BillingRun> lock(long id) {
        return db.execute().createGet(LOCK).addParam("id", id).execute().map(BillingRuns::run);
    }

    /// Nobody else moves it until the unit of work ends.
    Optional<BillingRun> open() {
        return db.execute().createGet(OPEN).execute().map(BillingRuns::run);
    }

    /// Newest first.
    public Page<BillingRun> page(Page.Request request) {
        long before = request.after().map(cursor -> cursor.number(0)).orElse(Long.MAX_VALUE);
        List<BillingRun> rows =
                db.execute()
                        .createQuery(NEWEST)
                        .addParam("before", before)
                        .addParam("rows", request.rows())
                        .execute()
                        .map(BillingRuns::run)
                        .toList();
        return request.page(rows, run -> Cursor.of(run.id()));
    }

    /// Empty if another one is under way.
    Optional<Long> add(LocalDate through) {
        return db
                .execute()
                .createQuery(ADD)
                .addParam("through", through.toString())
                .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                .addParam("by", Actor.current().login())
                .execute()
                .map(row -> new Row(row).number("id"))
                .toList()
                .stream()
                .findFirst();
    }

    void move(long id, BillingRun.State state, int reached) {
        db.execute()
                .createUpdate(MOVE)
                .addParam("id", id)
                .addParam("state", Fields.nameOf(state))
                .addParam("reached", reached)
                .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                .addParam("by", Actor.current().login())
                .execute();
    }

    void addItems(long run, List<NewItem> items) {
        db.execute()
                .createInsert(ADD_ITEMS)
                .addParam("run", run)
                .addParam("rows", Bulk.rows(items))
                .execute();
    }

    /// In the order of customers, services and periods.
    List<NewItem> next(long run, int customers, int periods) {
        return db.execute()
                .createQuery(NEXT)
                .addParam("run", run)
                .addParam("customers", customers)
                .addParam("periods", periods)
                .execute()
                .map(row -> newItem(new Row(row)))
                .toList();
    }

    /// In the order of services and periods.
    List<NewItem> wanted(long run, int customer) {
        return db.execute()
                .createQuery(OF_CUSTOMER)
                .addParam("run", run)
                .addParam("customer", customer)
                .execute()
                .map(row -> newItem(new Row(row)))
                .toList();
    }

    private static NewItem newItem(Row row) {
        return new NewItem(
                row.integer("customer"),
                row.integer("subscription"),
                LocalDate.parse(row.text("start_day")),
                LocalDate.parse(row.text("end_day")),
                row.integer("plan"),
                row.integer("plan_version"),
                new Money(row.number("net")));
    }

    /// What is wanted of a customer is left for the next run.
    void fail(long run, int customer, String why) {
        db.execute()
                .createUpdate(FAIL)
                .addParam("run", run)
                .addParam("customer", customer)
                .addParam("why", why)
                .execute();
    }

    void settle(long run, List<Integer> customers, List<Settled> settled) {
        long done =
                db.execute()
                        .createUpdate(SETTLE)
                        .addParam("run", run)
                        .addParam("customers", Bulk.array(customers))
                        .addParam("rows", Bulk.rows(settled))
                        .execute();
        if (done != settled.size()) {
            throw new IllegalStateException(
                    "items: %d of %d (expected: all)".formatted(done, settled.size()));
        }
    }

    List<Long> chargeIds(int count) {
        return Bulk.ids(db, "core.charge", count);
    }

    /// A period is charged once: who tries it again fails.
    void addCharges(List<NewCharge> charges) {
        db.execute().createInsert(ADD_CHARGES).addParam("rows", Bulk.rows(charges)).execute();
    }

    public BillingRun.Sums sums(long id) {
        return db.execute()
                .createGet(SUMS)
                .addParam("id", id)
                .execute()
                .map(Row::new)
                .map(row ->
                        new BillingRun.Sums(
                                row.number("customers"),
                                row.number("periods"),
                                new Money(row.number("net")),
                                row.number("first"),
                                row.number("more"),
                                row.number("less"),
                                new Money(row.number("before")),
                                row.number("billed"),
                                row.number("changed")))
                .orElseThrow();
    }

    /// `only` is `first`, `more`, `less` or `changed`, or empty for all.
    public Page<BillingRun.Item> items(long run, String only, Page.Request request) {
        List<BillingRun.Item> rows =
                db.execute()
                        .createQuery(ITEMS)
                        .addParam("run", run)
                        .addParam("only", only)
                        .addParam(
                                "customer",
                                request.after().map(cursor -> cursor.number(0)).orElse(0L))
                        .addParam(
                                "subscription",
                                request.after().map(cursor -> cursor.number(1)).orElse(0L))
                        .addParam(
                                "start",
                                request.after()
                                        .map(cursor -> cursor.day(2))
                                        .orElse(LocalDate.EPOCH)
                                        .toString())
                        .addParam("rows", request.rows())
                        .execute()
                        .map(row -> item(new Row(row)))
                        .toList();
        return request.page(
                rows, item -> Cursor.of(item.customer(), item.subscription(), item.start()));
    }

    private static BillingRun.Item item(Row row) {
        return new BillingRun.Item(
                row.integer("customer"),
                row.text("name"),
                row.integer("subscription"),
                LocalDate.parse(row.text("start_day")),
                LocalDate.parse(row.text("end_day")),
                row.integer("plan"),
                new Money(row.number("net")),
                row.optionalNumber("before").map(Money::new),
                EnumNames.constant(BillingRun.ItemState.class, row.text("state")),
                row.optionalNumber("invoice"),
                row.text("failure"));
    }

    private static BillingRun run(DbRow from) {
        Row row = new Row(from);
        return new BillingRun(
                row.number("id"),
                row.number("version"),
                LocalDate.parse(row.text("through")),
                EnumNames.constant(BillingRun.State.class, row.text("state")),
                row.integer("reached"),
                row.time("made"),
                row.text("made_by"),
                row.optionalTime("confirmed"),
                row.optionalText("confirmed_by"),
                row.optionalTime("finished"));
    }
}
