package io.lastmile.core.billing;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Row;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// Which prepaid services end soon and could be prolonged by their customer's credit. Call it
/// within a unit of work.
final class Renewables {
    /// Not what stands still or is to end. Credit that is less than the plan's price is looked at
    /// again when it is more; a discount may make it enough.
    private static final String UNTIL =
            """
            with credit as (
                select b.customer, -sum(b.amount) as amount
                from core.ledger_balance as b join core.ledger_account as a on a.id = b.account
                where a.kind in ('advance', 'promo')
                group by b.customer having sum(b.amount) < 0
            )
            select s.id, s.customer
            from credit as c join core.subscription as s on s.customer = c.customer
            cross join lateral (select coalesce(max(e.end_day), s.started) as day
                                from core.entitlement_segment as e
                                where e.subscription = s.id and e.retracted is null) as paid
            where s.kind = 'prepaid' and s.ended is null
              and s.started <= cast(:day as date) and paid.day <= cast(:day as date)
              and (:subscription = 0 or s.id = :subscription)
              and not exists (select from core.subscription_pause as p
                              where p.subscription = s.id and p.resumed is null)
              and not exists (select from core.termination as t
                              where t.subscription = s.id and t.settled is null)
              and (c.amount >= (select min(v.price_poisha) from core.plan_version as v
                                where v.plan = (select p.plan from core.subscription_plan as p
                                                where p.subscription = s.id
                                                order by p.since desc, p.id desc limit 1))
                   or exists (select from core.discount as d where d.subscription = s.id))
            order by paid.day, s.id limit 10000
            """;

    record Renewable(int subscription, int customer) {}

    private final DbClient db;

    Renewables(DbClient db) {
        this.db = db;
    }

    /// What ends by a day, the first to end first.
    List<Renewable> until(LocalDate day) {
        return until(day, 0);
    }

    /// The same of one service.
    Optional<Renewable> find(int subscription, LocalDate day) {
        return until(day, subscription).stream().findFirst();
    }

    private List<Renewable> until(LocalDate day, int subscription) {
        return db.execute()
                .createQuery(UNTIL)
                .addParam("day", day.toString())
                .addParam("subscription", subscription)
                .execute()
                .map(Row::new)
                .map(row -> new Renewable(row.integer("id"), row.integer("customer")))
                .toList();
    }
}
