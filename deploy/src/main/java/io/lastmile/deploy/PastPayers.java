package io.lastmile.deploy;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Money;
import io.lastmile.core.platform.Row;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What the demo's past asks the books about many customers at once. Call it within a unit of work.
final class PastPayers {
    private static final String ALL =
            """
            select l.id, l.customer, l.plan, r.name || '/' || l.name as key,
                   l.source = 2 as corporate,
                   cast(cast(l.changed at time zone 'Asia/Dhaka' as date) as text) as since,
                   s.id as service, s.kind <> 'prepaid' as postpaid,
                   cast(paid.end_day as text) as until, coalesce(c.credit, 0) as credit
            from core.line as l
            join core.router as r on r.id = l.router
            left join core.subscription as s on s.line = l.id and s.ended is null
            left join lateral (
                select g.end_day from core.entitlement_segment as g
                where g.subscription = s.id and g.retracted is null
                order by g.start_day desc limit 1) as paid on true
            left join (select b.customer, -sum(b.amount) as credit
                       from core.ledger_balance as b
                       join core.ledger_account as a on a.id = b.account
                       where a.kind = 'advance' group by b.customer) as c
                on c.customer = l.customer
            where l.removed is null and l.customer is not null and l.plan is not null
            order by l.id
            """;

    private static final String UNTIL =
            """
            select subscription, cast(max(end_day) as text) as until
            from core.entitlement_segment
            where subscription = any (cast(:ids as int[])) and retracted is null
            group by subscription
            """;

    private static final String OPEN =
            """
            select customer, sum(open) as open from core.invoice_due
            where customer = any (cast(:ids as int[])) and settled < total
            group by customer
            """;

    /// The first invoice that is open, with what its first line charged.
    private static final String FIRST =
            """
            select d.invoice, l.net
            from core.invoice_due as d
            join core.invoice_line as l on l.invoice = d.invoice and l.line = 1
            where d.customer = :customer and d.settled < d.total
            order by d.due_day, d.invoice limit 1
            """;

    private static final String BEGUN =
            "select cast(min(from_day) as text) as day from core.tax_rule";

    private static final String RUN =
            "select count(*) as runs from core.billing_run where through = cast(:day as date)";

    /// An open invoice.
    record Open(long invoice, Money net) {}

    private final DbClient db;
    private final long seed;

    PastPayers(DbClient db, long seed) {
        this.db = db;
        this.seed = seed;
    }

    List<PastPayer> all() {
        return db.execute().createQuery(ALL).execute().map(Row::new).map(this::payer).toList();
    }

    private PastPayer payer(Row row) {
        var line =
                new PastPayer.Line(
                        row.integer("id"),
                        row.integer("customer"),
                        row.integer("plan"),
                        row.text("key"),
                        row.flag("corporate"),
                        LocalDate.parse(row.text("since")));
        Optional<PastPayer.Service> service =
                row.optionalInteger("service")
                        .map(id ->
                                new PastPayer.Service(
                                        id,
                                        row.flag("postpaid"),
                                        row.optionalText("until").map(LocalDate::parse),
                                        new Money(row.number("credit"))));
        return new PastPayer(seed, line, service);
    }

    /// Until when services are paid.
    Map<Integer, LocalDate> until(Collection<Integer> services) {
        Map<Integer, LocalDate> until = new HashMap<>();
        db.execute()
                .createQuery(UNTIL)
                .addParam("ids", array(services))
                .execute()
                .map(Row::new)
                .forEach(row ->
                        until.put(row.integer("subscription"), LocalDate.parse(row.text("until"))));
        return until;
    }

    /// What customers owe; who owes nothing is left out.
    Map<Integer, Money> open(Collection<Integer> customers) {
        return db.execute()
                .createQuery(OPEN)
                .addParam("ids", array(customers))
                .execute()
                .map(Row::new)
                .collect(
                        Collectors.toMap(
                                row -> row.integer("customer"),
                                row -> new Money(row.number("open"))));
    }

    Optional<Open> firstOpen(int customer) {
        return db.execute()
                .createGet(FIRST)
                .addParam("customer", customer)
                .execute()
                .map(Row::new)
                .map(row -> new Open(row.number("invoice"), new Money(row.number("net"))));
    }

    /// The first day of the money, once that is told.
    Optional<LocalDate> begun() {
        return db.execute()
                .createGet(BEGUN)
                .execute()
                .flatMap(row -> new Row(row).optionalText("day"))
                .map(LocalDate::parse);
    }

    /// Whether bills were made on a day.
    boolean billed(LocalDate day) {
        return db.execute()
                .createGet(RUN)
                .addParam("day", day.toString())
                .execute()
                .map(row -> new Row(row).number("runs") > 0)
                .orElseThrow();
    }

    private static String array(Collection<Integer> ids) {
        return ids.stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
    }
}
