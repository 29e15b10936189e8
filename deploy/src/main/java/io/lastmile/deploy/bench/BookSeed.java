package io.lastmile.deploy.bench;

import java.sql.SQLException;
import java.time.LocalDate;

/// Seven months of bills in the books, entered past their checks: each customer has an invoice a
/// month and paid nearly all of them, so that there are 34 entries for each. Some invoices are void
/// or credited, some money turned out to be none. The same ones each time.
record BookSeed(BackOffice office, int people) {
    static final LocalDate FIRST = LocalDate.parse("2026-05-01");
    static final LocalDate LAST = LocalDate.parse("2026-11-01");
    static final int MONTHS = 7;

    /// Days of which somebody asks: in the middle of the last month, and long ago.
    static final LocalDate TODAY = LocalDate.parse("2026-11-23");

    static final LocalDate LONG_AGO = LocalDate.parse("2026-08-31");
    private static final int TILLS = 5;

    void settle() throws SQLException, InterruptedException {
        new MoneySeed(office, people).settle();
        office.fill(plan(), "analyze bench_bill");
        invoices();
        receipts();
        corrections();
        payments();
        runs();
        books();
        office.fill(
                "drop table bench_bill",
                "delete from core.ledger_day",
                """
                insert into core.ledger_day (account, day, amount, entries)
                select account, day, sum(amount), count(*)
                from core.ledger_entry group by account, day
                """,
                "update core.ledger_summed set batch = (select max(id) from core.ledger_batch)",
                "vacuum analyze core.invoice",
                "vacuum analyze core.invoice_line",
                "vacuum analyze core.invoice_due",
                "vacuum analyze core.receipt",
                "vacuum analyze core.allocation",
                "vacuum analyze core.ledger_entry",
                "vacuum analyze core.ledger_batch",
                "analyze");
        close();
    }

    long entries() throws SQLException {
        return Long.parseLong(office.value("select count(*) from core.ledger_entry"));
    }

    /// What becomes of each bill: `paid` says that its receipt came, `undone` that it bounced.
    private String plan() {
        return """
        create unlogged table bench_bill as
        select n as id, 1 + n %% %1$d as customer, d.day,
               n %% 499 = 0 as void, p.paid, p.paid and n %% 503 = 0 as undone,
               d.day + (1 + n %% 13)::int as paid_day
        from generate_series(0, %2$d) as n
        cross join lateral (select (date '%3$s' + make_interval(months => (n / %1$d)::int)
                                    + make_interval(days => (n %% 17)::int))::date as day) as d
        cross join lateral (select n %% 499 <> 0
                                   and n %% case when n / %1$d = %4$d then 3 else 50 end <> 1
                                   as paid) as p
        """
                .formatted(people, (long) people * MONTHS - 1, FIRST, MONTHS - 1);
    }

    private void invoices() throws SQLException {
        office.fill(
                """
                insert into core.invoice (id, customer, kind, number, issue_day, due_day, tax_day,
                    net, sd, vat, total, printed, run, made, made_by, finalised, finalised_by)
                overriding system value
                select b.id + 1, b.customer, 'cycle', 'INV-2627-' || lpad(b.id::text, 7, '0'),
                       b.day, b.day + 9, b.day, 70000, 0, 3500, 73500,
                       jsonb_build_object(
                           'seller', jsonb_build_object(
                               'name', 'Padma Fibre Network', 'nameBn', 'পদ্মা ফাইবার নেটওয়ার্ক',
                               'address', 'House 5, Road 2, Dhanmondi, Dhaka 1205',
                               'addressBn', '', 'bin', '001234567-0101', 'challan', true),
                           'buyer', jsonb_build_object(
                               'number', c.number, 'name', c.name, 'nameBn', c.name_bn,
                               'mobile', c.mobile, 'address', 'House 7, Road 3, Savar, Dhaka'),
                           'taxes', jsonb_build_array(jsonb_build_object(
                               'code', 'VAT5', 'kind', 'vat', 'rate', '0.05',
                               'taxable', 70000, 'tax', 3500)),
                           'at', extract(epoch from b.day)::bigint * 1000),
                       null, b.day, 'bench', b.day, 'bench'
                from bench_bill as b join core.customer as c on c.id = b.customer
                """,
                """
                insert into core.invoice_line (invoice, line, kind, says, says_bn, quantity,
                    account, service_class, subscription, plan, plan_version, start_day, end_day,
                    discount, net, sd, vat, sd_code, vat_code, why)
                select id + 1, 1, 'recurring', 'Home 20', 'হোম ২০', 1, 'revenue-internet',
                       'internet', customer, 1, 1, day, (day + interval '1 month')::date, 0, 70000,
                       0, 3500, '', 'VAT5', '{}'
                from bench_bill
                """,
                """
                insert into core.invoice_due (invoice, customer, due_day, total, settled)
                select id + 1, customer, day + 9, 73500,
                       case when paid and not undone then 73500 else 0 end
                from bench_bill where not void
                """);
    }

    private void receipts() throws SQLException {
        office.fill(
                """
                insert into core.receipt (id, customer, source, source_id, day, amount, into_kind,
                    into_name, number, made, made_by)
                overriding system value
                select id + 1, customer, case when id %% 10 = 0 then 'bank' else 'cash' end, id + 1,
                       paid_day, 73500,
                       case when id %% 10 = 0 then 'bank' else 'cash-in-hand' end,
                       case when id %% 10 = 0 then 'Bank' else 'till-' || 1 + id %% %d end,
                       'RCT-2627-' || lpad(id::text, 7, '0'), paid_day, 'bench'
                from bench_bill where paid
                """
                        .formatted(TILLS),
                """
                insert into core.allocation (id, customer, invoice, origin, receipt, amount, day,
                    made, made_by)
                overriding system value
                select id + 1, customer, id + 1, 'receipt', id + 1, 73500, paid_day, paid_day,
                       'bench'
                from bench_bill where paid
                """,
                """
                insert into core.receipt_undo (receipt, day, why, made, made_by)
                select id + 1, paid_day + 2, 'bounced', paid_day + 2, 'bench'
                from bench_bill where undone
                """,
                """
                insert into core.allocation_undo (allocation, day, why, made, made_by)
                select id + 1, paid_day + 2, 'bounced', paid_day + 2, 'bench'
                from bench_bill where undone
                """);
    }

    private void corrections() throws SQLException {
        office.fill(
                """
                insert into core.invoice_void (invoice, day, why, made, made_by)
                select id + 1, day + 1, 'by mistake', day + 1, 'bench' from bench_bill where void
                """,
                """
                insert into core.credit_note (id, customer, invoice, number, reason, source,
                    source_id, issue_day, net, sd, vat, total, to_due, to_credit, printed, made,
                    made_by)
                overriding system value
                select id + 1, customer, id + 1, 'CRN-2627-' || lpad(id::text, 7, '0'), 'goodwill',
                       'bench', id, paid_day + 1, 10000, 0, 500, 10500, 0, 10500,
                       '{"buyer": {"name": "Somebody"}}', paid_day + 1, 'bench'
                from bench_bill where paid and not undone and id % 200 = 3
                """,
                """
                insert into core.credit_note_line (note, invoice, line, net, sd, vat)
                select id, invoice, 1, net, sd, vat from core.credit_note
                """);
    }

    private void payments() throws SQLException {
        office.fill(
                """
                insert into core.account (login, name, role, created, changed, changed_by)
                select 'till-' || n, 'Till ' || n, 'billing', now(), now(), 'bench'
                from generate_series(1, %d) as n
                """
                        .formatted(TILLS),
                """
                insert into core.till (id, account, name, opened) overriding system value
                select right(login, 1)::int, id, login, now()
                from core.account where login like 'till-%'
                """,
                """
                insert into core.cash_payment (id, till, customer, amount, day, note, made, made_by)
                overriding system value
                select id, right(into_name, 1)::int, customer, amount, day, '', made, 'bench'
                from core.receipt where source = 'cash'
                """,
                """
                insert into core.bank_account (id, name, made, made_by) overriding system value
                values (1, 'Bank', now(), 'bench')
                """,
                """
                insert into core.bank_statement (id, bank, file_name, lines, added, faults, made,
                    made_by)
                overriding system value values (1, 1, 'bench.csv', 1, 1, '[]', now(), 'bench')
                """,
                """
                insert into core.bank_line (id, bank, statement, number, day, amount, reference,
                    says, sender, key, state, customer, settled, settled_by)
                overriding system value
                select id, 1, 1, 1, day, amount, 'TT' || id, 'by transfer', 'Somebody', 'k' || id,
                       'received', customer, made, 'bench'
                from core.receipt where source = 'bank'
                """,
                """
                update core.bank_line set state = 'open', customer = null, settled = null,
                    settled_by = null
                where id % 500 = 1
                """,
                """
                insert into core.cheque (customer, bank, number, dated, amount, note, state,
                    received, made, made_by)
                select customer, 'Bank', id, day, amount, '', 'received', day, made, 'bench'
                from core.receipt where id % 100 = 7
                """,
                """
                insert into core.hand_over (till, amount, note, state, made, made_by, counted,
                    into_kind, into_name, settled, settled_by)
                select 1 + n %% %d, 73500, '', 'confirmed', now(), 'bench', 73500, 'bank', 'Bank',
                       now(), 'bench'
                from generate_series(1, 2000) as n
                """
                        .formatted(TILLS));
    }

    /// A run each month that is done, and one that waits for a confirmation.
    private void runs() throws SQLException {
        office.fill(
                """
                insert into core.billing_run (id, through, state, made, made_by, confirmed,
                    confirmed_by, finished)
                overriding system value
                select n, (date '%s' + make_interval(months => n - 1))::date, 'done', now(),
                       'bench', now(), 'bench', now()
                from generate_series(1, %d) as n
                """
                        .formatted(FIRST, MONTHS - 1),
                """
                insert into core.billing_run (id, through, state, made, made_by)
                overriding system value values (%d, '%s', 'preview', now(), 'bench')
                """
                        .formatted(MONTHS, LAST),
                """
                insert into core.billing_run_item (run, customer, subscription, start_day, end_day,
                    plan, plan_version, net, before, state)
                select %1$d, customer, customer, date '%2$s', date '%2$s' + 30, 1, 1, 70000, 70000,
                       'wanted'
                from bench_bill where id < %3$d and customer %% 100 <> 0
                """
                        .formatted(MONTHS, LAST, people),
                """
                update core.subscription set started = date '%1$s',
                    ended = case when customer %% 1000 = 0 then date '%2$s' - 3 end
                """
                        .formatted(FIRST, LAST));
    }

    private void books() throws SQLException {
        office.fill(
                """
                insert into core.ledger_account (kind, side, personal)
                values ('receivable', 1, true), ('revenue-internet', -1, false),
                       ('vat-payable', -1, false)
                """,
                """
                insert into core.ledger_account (kind, name, side, personal)
                select distinct into_kind, into_name, 1, false from core.receipt
                on conflict do nothing
                """,
                """
                insert into core.ledger_batch (id, day, time, source, source_id, effect, says,
                    made_by)
                overriding system value
                select 2 * id + 1, day, day, 'invoice', id + 1, 'issued', 'Invoice ' || id, 'bench'
                from bench_bill where not void
                union all
                select 2 * id + 2, paid_day, paid_day, 'receipt', id + 1, 'received',
                       'Receipt ' || id, 'bench'
                from bench_bill where paid and not undone
                order by 1
                """,
                """
                insert into core.ledger_entry (batch, line, day, account, customer, amount)
                select b.id, l.line, b.day, a.id, case when a.personal then i.customer end, l.amount
                from core.ledger_batch as b
                join bench_bill as i on i.id = b.source_id - 1
                cross join (values (1, 'receivable', 73500), (2, 'revenue-internet', -70000),
                                   (3, 'vat-payable', -3500)) as l (line, kind, amount)
                join core.ledger_account as a on a.kind = l.kind and a.name = ''
                where b.source = 'invoice'
                union all
                select b.id, 1, b.day, a.id, null, r.amount
                from core.ledger_batch as b
                join core.receipt as r on r.id = b.source_id
                join core.ledger_account as a on a.kind = r.into_kind and a.name = r.into_name
                where b.source = 'receipt'
                union all
                select b.id, 2, b.day, a.id, r.customer, -r.amount
                from core.ledger_batch as b
                join core.receipt as r on r.id = b.source_id
                join core.ledger_account as a on a.kind = 'receivable'
                where b.source = 'receipt'
                order by 1, 2
                """,
                """
                insert into core.ledger_balance (customer, account, amount, entries)
                select customer, account, sum(amount), count(*)
                from core.ledger_entry where customer is not null group by customer, account
                """);
    }

    /// The months before the last, as a bookkeeper closes them.
    private void close() {
        for (int month = 1; month < MONTHS; month++) {
            LocalDate through = FIRST.plusMonths(month).minusDays(1);
            Object unused =
                    office.within(() ->
                            office.core().ledger().stores().closings().close(through, "bench"));
        }
    }
}
