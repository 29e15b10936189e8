package io.lastmile.core.billing;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Cursor;
import io.lastmile.core.platform.Money;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Row;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/// One-off charges that ride on the bills of a run: those that will, before it is done, and those
/// that did. Call it within a unit of work.
public final class RunRiders {
    /// What rides along, before tax.
    public record Sums(long charges, long customers, Money net) {}

    /// `invoice` is the bill that it is on, empty while it waits for that.
    public record Rider(
            long id,
            int customer,
            String name,
            String says,
            String saysBn,
            Money net,
            Optional<Long> invoice) {}

    /// What waited when the run was begun rides with whom the run is still to bill, as much as fits
    /// beside his periods: the rule of `RunWork.riding`.
    private static final String RIDERS =
            """
            with due as (
                select i.customer, count(*) as periods
                from core.billing_run_item as i
                where i.run = :run and i.state = 'wanted' and :open = 1
                group by i.customer
            ), waits as (
                select o.id, o.customer, o.says, o.says_bn, o.net, o.invoice, d.periods,
                       row_number() over (partition by o.customer order by o.id) as place
                from core.one_off as o join due as d on d.customer = o.customer
                where o.invoice is null and o.dropped is null and o.made <= :made
            ), riders as (
                select w.id, w.customer, w.says, w.says_bn, w.net, w.invoice
                from waits as w where w.place <= :lines - w.periods
                union all
                select o.id, o.customer, o.says, o.says_bn, o.net, o.invoice
                from core.invoice as i join core.one_off as o on o.invoice = i.id
                where i.run = :run
            )
            """;

    private static final String SUMS =
            RIDERS
                    + """
                    select count(*) as charges, count(distinct customer) as customers,
                           coalesce(sum(net), 0) as net
                    from riders
                    """;

    private static final String PAGE =
            RIDERS
                    + """
                    select r.id, r.customer, c.name, r.says, r.says_bn, r.net, r.invoice
                    from riders as r join core.customer as c on c.id = r.customer
                    where (r.customer, r.id) > (:customer, :id)
                    order by r.customer, r.id limit :rows
                    """;

    private final DbClient db;

    RunRiders(DbClient db) {
        this.db = db;
    }

    public Sums sums(BillingRun run) {
        return db.execute()
                .createGet(SUMS)
                .addParam("run", run.id())
                .addParam("open", open(run))
                .addParam("made", run.made().atOffset(ZoneOffset.UTC))
                .addParam("lines", Bill.LINES_MAX)
                .execute()
                .map(Row::new)
                .map(row ->
                        new Sums(
                                row.number("charges"),
                                row.number("customers"),
                                new Money(row.number("net"))))
                .orElseThrow();
    }

    /// By customer, the oldest charge of each first.
    public Page<Rider> page(BillingRun run, Page.Request request) {
        List<Rider> rows =
                db.execute()
                        .createQuery(PAGE)
                        .addParam("run", run.id())
                        .addParam("open", open(run))
                        .addParam("made", run.made().atOffset(ZoneOffset.UTC))
                        .addParam("lines", Bill.LINES_MAX)
                        .addParam(
                                "customer",
                                request.after().map(cursor -> cursor.number(0)).orElse(0L))
                        .addParam("id", request.after().map(cursor -> cursor.number(1)).orElse(0L))
                        .addParam("rows", request.rows())
                        .execute()
                        .map(row -> rider(new Row(row)))
                        .toList();
        return request.page(rows, one -> Cursor.of(one.customer(), one.id()));
    }

    /// Whether anybody is still to be billed by it.
    private static int open(BillingRun run) {
        return run.state() == BillingRun.State.DONE || run.state() == BillingRun.State.DROPPED
                ? 0
                : 1;
    }

    private static Rider rider(Row row) {
        return new Rider(
                row.number("id"),
                row.integer("customer"),
                row.text("name"),
                row.text("says"),
                row.text("says_bn"),
                new Money(row.number("net")),
                row.optionalNumber("invoice"));
    }
}
