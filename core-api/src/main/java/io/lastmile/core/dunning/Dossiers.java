package io.lastmile.core.dunning;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.EnumNames;
import io.lastmile.core.platform.Money;
import io.lastmile.core.platform.Row;
import io.lastmile.core.subscriptions.SubscriptionKind;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Reads what decides about subscriptions, many at once. Call it within a unit of work.
public final class Dossiers {
    /// Those of one statement.
    static final int ROWS_MAX = 500;

    /// Whoever buys time or changes a subscription waits here for who judges it.
    private static final String LOCK =
            """
            select id from core.subscription
            where id = any (:ids) order by id for no key update
            """;

    private static final String KNOWN = "select id from core.customer where id = :id";

    private static final String OF_CUSTOMER =
            """
            select s.id
            from core.subscription as s
            where s.customer = :customer
              and (s.ended is null or exists (
                       select from core.nonpay as n
                       where n.subscription = s.id and n.lifted is null))
            order by s.id limit :rows
            """;

    /// With those that a line had before: a new one sets them free.
    private static final String NEIGHBOURS =
            """
            select distinct other.customer
            from core.subscription as s
            join core.subscription as other on other.line = s.line
            where s.id = :id
            order by other.customer limit :rows
            """;

    private static final String FIND =
            """
            select s.id, s.customer, s.line, s.kind, s.grace_days,
                   cast(s.started as text) as started,
                   case when s.ended is null
                        then case when exists (
                                 select from core.subscription_pause as p
                                 where p.subscription = s.id and p.resumed is null
                                   and p.begun is not null) then 'paused' else 'runs' end
                        else case when exists (
                                 select from core.subscription as o
                                 where o.line = s.line and o.ended is null)
                             then 'followed' else 'ended' end end as life,
                   (select cast(max(e.end_day) as text) from core.entitlement_segment as e
                    where e.subscription = s.id and e.retracted is null) as paid_until,
                   n.since as cut, p.id as promise, cast(p.last_day as text) as promise_day,
                   x.id as exemption, cast(x.last_day as text) as exemption_day, r.until
            from core.subscription as s
            left join core.nonpay as n on n.subscription = s.id and n.lifted is null
            left join core.dunning_exemption as x
                on x.customer = s.customer and x.ended is null and x.approved is not null
            left join lateral (
                select w.id, w.last_day from core.promise as w
                where w.customer = s.customer and w.withdrawn is null
                order by w.last_day desc, w.id desc limit 1) as p on true
            left join lateral (
                select max(d.until) as until
                from core.dunning_run_item as i
                join core.dunning_run as d on d.id = i.run
                where i.subscription = s.id and d.until > :now) as r on true
            where s.id = any (:ids)
            order by s.id
            """;

    /// A customer's oldest bills; more than so many open ones change no verdict.
    private static final String OPEN =
            """
            select c.id as customer, d.invoice, cast(d.due_day as text) as due_day, d.open
            from unnest(cast(:customers as int[])) as c (id)
            cross join lateral (
                select w.invoice, w.due_day, w.open from core.invoice_due as w
                where w.customer = c.id and w.settled < w.total
                order by w.due_day, w.invoice limit 200) as d
            order by c.id, d.due_day, d.invoice
            """;

    private final DbClient db;
    private final Clock clock;
    private volatile Covers covers = _ -> List.of();

    Dossiers(DbClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    void connect(Covers told) {
        covers = told;
    }

    void lock(List<Integer> subscriptions) {
        db.execute()
                .createQuery(LOCK)
                .addParam("ids", subscriptions.toArray(Integer[]::new))
                .execute()
                .forEach(_ -> {});
    }

    /// Those that run, and those that are still cut off.
    List<Integer> ofCustomer(int customer) {
        return db.execute()
                .createQuery(OF_CUSTOMER)
                .addParam("customer", customer)
                .addParam("rows", ROWS_MAX)
                .execute()
                .map(row -> new Row(row).integer("id"))
                .toList();
    }

    /// Whose subscriptions one concerns: its customer, and who had its line before.
    List<Integer> customersOf(int subscription) {
        return db.execute()
                .createQuery(NEIGHBOURS)
                .addParam("id", subscription)
                .addParam("rows", ROWS_MAX)
                .execute()
                .map(row -> new Row(row).integer("customer"))
                .toList();
    }

    boolean known(int customer) {
        return db.execute().createGet(KNOWN).addParam("id", customer).execute().isPresent();
    }

    public Optional<Dossier> find(int subscription) {
        return of(List.of(subscription)).stream().findFirst();
    }

    /// At most `ROWS_MAX`, by their ids.
    List<Dossier> of(List<Integer> subscriptions) {
        List<Row> rows =
                db.execute()
                        .createQuery(FIND)
                        .addParam("ids", subscriptions.toArray(Integer[]::new))
                        .addParam("now", now())
                        .execute()
                        .map(Row::new)
                        .toList();
        List<Integer> customers =
                rows.stream().map(row -> row.integer("customer")).distinct().toList();
        var money = new Accounts(open(customers), coming(customers));
        return rows.stream().map(row -> dossier(row, money)).toList();
    }

    /// What is owed and what is on its way, by customer.
    private record Accounts(
            Map<Integer, List<Owed>> open, Map<Integer, List<Covers.Coming>> coming) {}

    private Map<Integer, List<Owed>> open(List<Integer> customers) {
        return db.execute()
                .createQuery(OPEN)
                .addParam("customers", customers.toArray(Integer[]::new))
                .execute()
                .map(Row::new)
                .collect(
                        Collectors.groupingBy(
                                row -> row.integer("customer"),
                                HashMap::new,
                                Collectors.mapping(Dossiers::owed, Collectors.toList())));
    }

    private Map<Integer, List<Covers.Coming>> coming(List<Integer> customers) {
        return covers.of(customers).stream()
                .collect(Collectors.groupingBy(Covers.Coming::customer));
    }

    private static Owed owed(Row row) {
        return new Owed(
                row.number("invoice"),
                LocalDate.parse(row.text("due_day")),
                new Money(row.number("open")));
    }

    private static Dossier dossier(Row row, Accounts money) {
        var who = new Dossier.Who(row.integer("id"), row.integer("customer"), row.integer("line"));
        SubscriptionKind kind = EnumNames.constant(SubscriptionKind.class, row.text("kind"));
        boolean prepaid = kind == SubscriptionKind.PREPAID;
        return new Dossier(
                who,
                kind,
                EnumNames.constant(Dossier.Life.class, row.text("life")),
                LocalDate.parse(row.text("started")),
                row.optionalText("paid_until").map(LocalDate::parse),
                row.integer("grace_days"),
                prepaid ? List.of() : money.open().getOrDefault(who.customer(), List.of()),
                mercies(row, cover(who, prepaid, money)),
                row.optionalTime("cut"));
    }

    private static Mercies mercies(Row row, Optional<Mercies.Cover> cover) {
        return new Mercies(
                row.optionalNumber("promise")
                        .map(id ->
                                new Mercies.Promised(id, LocalDate.parse(row.text("promise_day")))),
                row.optionalNumber("exemption")
                        .map(id ->
                                new Mercies.Exempt(
                                        id,
                                        row.optionalText("exemption_day").map(LocalDate::parse))),
                cover,
                row.optionalTime("until"));
    }

    private static Optional<Mercies.Cover> cover(Dossier.Who who, boolean prepaid, Accounts money) {
        List<Mercies.Part> mine =
                money.coming().getOrDefault(who.customer(), List.of()).stream()
                        .filter(one ->
                                prepaid
                                        ? one.subscription().equals(Optional.of(who.subscription()))
                                        : one.subscription().isEmpty())
                        .map(Covers.Coming::part)
                        .toList();
        return mine.isEmpty() ? Optional.empty() : Optional.of(new Mercies.Cover(mine));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
