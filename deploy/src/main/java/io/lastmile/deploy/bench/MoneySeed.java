package io.lastmile.deploy.bench;

import java.sql.SQLException;

/// What is there before the first billing run: customers with a postpaid service each, a plan and
/// its tax, entered past the rooms. The same ones each time.
record MoneySeed(BackOffice office, int people) {
    /// The first day that is billed.
    static final String DAY = "2026-11-01";

    void settle() throws SQLException, InterruptedException {
        double unused = new PeopleSeed(office, people).settle();
        office.fill(
                """
                insert into core.plan (id, created) overriding system value values (1, now());
                insert into core.plan_version (plan, number, effective, made, made_by, why, name,
                    name_bn, says, says_bn, rate_limit, up_bps, down_bps, profile, price_poisha,
                    validity, validity_count, tax_class, unlimited, allowance, contention,
                    published)
                values (1, 1, '2000-01-01', '2000-01-01', 'bench', '', 'Home 20', 'হোম ২০', '', '',
                        '20M/20M', 20000000, 20000000, '', 70000, 'calendar-months', 1, 'internet',
                        false, '{"window": "cycle", "steps": []}', 8, false)
                """,
                """
                insert into core.tax_rule (code, kind, rate, base, service_class, from_day, made,
                    made_by)
                values ('VAT5', 'vat', 0.05, 'net-and-sd', 'internet', '2000-01-01', now(),
                        'bench')
                """,
                "update core.line set plan = 1",
                """
                insert into core.subscription (customer, line, kind, anchor, restart,
                    grace_days, started, created, created_by)
                select customer, id, 'postpaid-advance', 1, 'keep-anchor', 0, '%s', now(),
                       'bench'
                from core.line order by customer
                """
                        .formatted(DAY),
                """
                insert into core.subscription_plan (subscription, plan, since, made,
                    made_by)
                select id, 1, started, now(), 'bench' from core.subscription
                """,
                "analyze core.subscription",
                "analyze core.subscription_plan",
                "analyze core.line");
    }
}
