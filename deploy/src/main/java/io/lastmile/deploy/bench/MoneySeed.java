package io.lastmile.deploy.bench;

import java.sql.SQLException;
import java.time.LocalDate;

/// What is there before the first billing run: customers with a postpaid service each, a plan and
/// its tax, entered past the rooms. The same ones each time.
record MoneySeed(BackOffice office, int people) {
    /// The first day that is billed.
    static final String DAY = "2026-11-01";

    /// Entries of a batch that was posted in earlier months.
    private static final int ENTRIES = 3;

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

    /// Bills of earlier months in the books, past their checks, until there are so many entries.
    void fill(long entries) throws SQLException {
        long there = Long.parseLong(office.value("select count(*) from core.ledger_entry"));
        long batches = Math.max(0, entries - there) / ENTRIES;
        office.fill(
                """
                insert into core.ledger_batch (day, time, source, source_id, effect, says,
                    made_by)
                select date '2025-10-01' + 30 * (n / %1$d)::int, now(), 'bench', n,
                       'issued', 'Invoice ' || n, 'bench'
                from generate_series(0, %2$d) as n
                """
                        .formatted(people, batches - 1),
                """
                insert into core.ledger_entry (batch, line, day, account, customer, amount)
                select b.id, l.line, b.day, a.id,
                       case l.line when 1 then 1 + b.source_id %% %d end, l.amount
                from core.ledger_batch as b
                cross join (values (1, 'receivable', 73500),
                                   (2, 'revenue-internet', -70000),
                                   (3, 'vat-payable', -3500)) as l (line, kind, amount)
                join core.ledger_account as a on a.kind = l.kind and a.name = ''
                where b.source = 'bench'
                """
                        .formatted(people),
                """
                update core.ledger_balance as b set amount = s.amount, entries = s.entries
                from (select customer, account, sum(amount) as amount, count(*) as entries
                      from core.ledger_entry where customer is not null
                      group by customer, account) as s
                where s.customer = b.customer and s.account = b.account
                """,
                "vacuum analyze core.ledger_entry",
                "vacuum analyze core.ledger_batch");
    }

    /// The months before the run, as a bookkeeper closes them.
    void close() {
        LocalDate through = LocalDate.parse(DAY).minusDays(1);
        Object unused =
                office.within(
                        () -> office.core().ledger().stores().closings().close(through, "bench"));
    }
}
