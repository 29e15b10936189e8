package io.lastmile.core.billing;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Money;
import io.lastmile.core.platform.Row;
import java.time.LocalDate;
import java.util.List;

/// What a billing run comes to against the periods before. Call it within a unit of work.
public final class RunFigures {
    /// As many as a page shows; more have ended in no month that is looked at.
    public static final int GONE_MAX = 200;

    /// A plan's periods in a run; `before` is what those cost that had a period before.
    public record OfPlan(
            int plan, String name, String nameBn, long periods, Money net, Money before) {}

    /// A service that was charged before and has ended since.
    public record Gone(
            int customer, String name, int subscription, LocalDate ended, Money before) {}

    private static final String BY_PLAN =
            """
            select i.plan, v.name, v.name_bn, i.periods, i.net, i.before
            from (select plan, count(*) as periods, sum(net) as net,
                         coalesce(sum(before), 0) as before
                  from core.billing_run_item where run = :run group by plan) as i
            join lateral (select p.name, p.name_bn from core.plan_version as p
                          where p.plan = i.plan order by p.number desc limit 1) as v on true
            order by i.plan
            """;

    /// Ended since the last run that was done, or in the year before where there was none. That day
    /// is a subquery's answer: with a `coalesce` around it, row-level security keeps the comparison
    /// out of the index.
    private static final String GONE =
            """
            select s.customer, c.name, s.id as subscription, cast(s.ended as text) as ended, l.net
            from core.subscription as s
            join core.customer as c on c.id = s.customer
            join lateral (select n.net from core.invoice_line as n
                          where n.subscription = s.id and n.kind = 'recurring'
                            and not exists (select from core.invoice_void as v
                                            where v.invoice = n.invoice)
                          order by n.start_day desc limit 1) as l on true
            where s.kind <> 'prepaid' and s.ended <= cast(:through as date)
              and s.ended > (select coalesce(max(r.through), cast(:through as date) - 365)
                             from core.billing_run as r
                             where r.id < :run and r.state = 'done')
              and not exists (select from core.billing_run_item as i
                              where i.run = :run and i.customer = s.customer
                                and i.subscription = s.id)
            order by s.id limit :rows
            """;

    private final DbClient db;

    RunFigures(DbClient db) {
        this.db = db;
    }

    public List<OfPlan> byPlan(long run) {
        return db.execute()
                .createQuery(BY_PLAN)
                .addParam("run", run)
                .execute()
                .map(Row::new)
                .map(row ->
                        new OfPlan(
                                row.integer("plan"),
                                row.text("name"),
                                row.text("name_bn"),
                                row.number("periods"),
                                new Money(row.number("net")),
                                new Money(row.number("before"))))
                .toList();
    }

    public List<Gone> gone(BillingRun run) {
        return db.execute()
                .createQuery(GONE)
                .addParam("run", run.id())
                .addParam("through", run.through().toString())
                .addParam("rows", GONE_MAX)
                .execute()
                .map(Row::new)
                .map(row ->
                        new Gone(
                                row.integer("customer"),
                                row.text("name"),
                                row.integer("subscription"),
                                LocalDate.parse(row.text("ended")),
                                new Money(row.number("net"))))
                .toList();
    }
}
