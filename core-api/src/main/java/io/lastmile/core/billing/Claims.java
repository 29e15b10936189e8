package io.lastmile.core.billing;

import io.lastmile.core.ledger.Proofs.Claim;
import java.util.List;

/// What the room promises of its rows, for the proof of the books (billing.md E: I2, I7, I10).
final class Claims {
    private static final Claim OPEN =
            new Claim(
                    "open-invoices-are-what-is-owed",
                    "select count(*) as n from core.invoice_due",
                    """
                    select 'customer ' || coalesce(d.customer, b.customer) as what,
                           coalesce(d.open, 0) || ' open of invoices' as found,
                           coalesce(b.amount, 0) || ' receivable' as expected
                    from (select customer, sum(open) as open from core.invoice_due
                          group by customer) as d
                    full join (select b.customer, b.amount
                               from core.ledger_balance as b
                               join core.ledger_account as a on a.id = b.account
                               where a.kind = 'receivable') as b on b.customer = d.customer
                    where coalesce(d.open, 0) <> coalesce(b.amount, 0)
                    order by 1 limit :rows
                    """);

    /// So the report of what is owed is the books' on any day, not only on the last one.
    private static final Claim EACH_DAY =
            new Claim(
                    "receivables-of-a-day-are-its-papers",
                    "select count(distinct issue_day) as n from core.invoice",
                    """
                    select 'day ' || cast(m.day as text) as what,
                           sum(m.paper) || ' of papers' as found,
                           sum(m.booked) || ' receivable' as expected
                    from (select issue_day as day, total as paper, 0 as booked
                          from core.invoice where finalised is not null
                          union all
                          select v.day, -i.total, 0
                          from core.invoice_void as v join core.invoice as i on i.id = v.invoice
                          union all
                          select issue_day, -to_due, 0 from core.credit_note
                          union all
                          select day, -amount, 0 from core.allocation
                          union all
                          select u.day, a.amount, 0
                          from core.allocation_undo as u
                          join core.allocation as a on a.id = u.allocation
                          union all
                          select e.day, 0, e.amount
                          from core.ledger_entry as e
                          join core.ledger_account as a on a.id = e.account
                          where a.kind = 'receivable') as m
                    group by m.day having sum(m.paper) <> sum(m.booked)
                    order by m.day limit :rows
                    """);

    private static final Claim SETTLED =
            new Claim(
                    "settled-is-paid-and-credited",
                    "select count(*) as n from core.invoice where finalised is not null",
                    """
                    select 'invoice ' || i.number as what,
                           coalesce(d.settled, 0) || ' settled' as found,
                           coalesce(a.amount, 0) + coalesce(c.amount, 0)
                               || ' paid and credited' as expected
                    from core.invoice as i
                    left join core.invoice_due as d on d.invoice = i.id
                    left join (select a.invoice, sum(a.amount) as amount
                               from core.allocation as a
                               where not exists (select from core.allocation_undo as u
                                                 where u.allocation = a.id)
                               group by a.invoice) as a on a.invoice = i.id
                    left join (select invoice, sum(to_due) as amount
                               from core.credit_note group by invoice) as c on c.invoice = i.id
                    where i.finalised is not null
                      and (coalesce(d.settled, 0)
                               <> coalesce(a.amount, 0) + coalesce(c.amount, 0)
                           or coalesce(d.total, 0) <> case when d.invoice is null then 0
                                                           else i.total end
                           or (d.invoice is null)
                               <> exists (select from core.invoice_void as v
                                          where v.invoice = i.id))
                    order by i.id limit :rows
                    """);

    private static final Claim LINES =
            new Claim(
                    "lines-sum-to-their-document",
                    "select count(*) as n from core.invoice_line",
                    """
                    select 'invoice ' || i.number as what,
                           l.net || ', ' || l.sd || ', ' || l.vat as found,
                           i.net || ', ' || i.sd || ', ' || i.vat as expected
                    from core.invoice as i
                    join (select invoice, sum(net) as net, sum(sd) as sd, sum(vat) as vat
                          from core.invoice_line group by invoice) as l on l.invoice = i.id
                    where i.finalised is not null
                      and (l.net, l.sd, l.vat) is distinct from (i.net, i.sd, i.vat)
                    order by i.id limit :rows
                    """);

    private static final Claim CREDITED =
            new Claim(
                    "no-line-is-credited-twice",
                    "select count(*) as n from core.credit_note_line",
                    """
                    select 'invoice ' || c.invoice || ', line ' || c.line as what,
                           c.net || ' credited' as found, 'at most ' || l.net as expected
                    from (select invoice, line, sum(net) as net, sum(sd) as sd, sum(vat) as vat
                          from core.credit_note_line group by invoice, line) as c
                    join core.invoice_line as l on l.invoice = c.invoice and l.line = c.line
                    where c.net > l.net or c.sd > l.sd or c.vat > l.vat
                    order by 1 limit :rows
                    """);

    private static final Claim NUMBERS =
            new Claim(
                    "numbers-have-no-gap",
                    "select coalesce(sum(last), 0) as n from core.document_series",
                    """
                    select s.kind || ' ' || s.fiscal_year as what,
                           coalesce(n.papers, 0) || ' papers' as found,
                           s.last || ' numbers' as expected
                    from core.document_series as s
                    left join (select split_part(p.number, '-', 1) as prefix,
                                      split_part(p.number, '-', 2) as year, count(*) as papers
                               from (select number from core.invoice where number is not null
                                     union all select number from core.credit_note
                                     union all select number from core.receipt) as p
                               group by 1, 2) as n
                        on n.prefix = case s.kind when 'invoice' then 'INV'
                                                  when 'credit-note' then 'CRN' else 'RCT' end
                       and n.year = lpad(cast(s.fiscal_year % 100 as text), 2, '0')
                                    || lpad(cast((s.fiscal_year + 1) % 100 as text), 2, '0')
                    where s.entity = '' and coalesce(n.papers, 0) <> s.last
                    order by 1 limit :rows
                    """);

    private static final Claim AHEAD =
            new Claim(
                    "deferred-revenue-is-what-is-to-be-earned",
                    "select count(*) as n from core.deferral",
                    """
                    select 'deferred revenue' as what, d.amount || ' to be earned' as found,
                           -b.amount || ' in the books' as expected
                    from (select coalesce(sum(amount), 0) as amount from core.deferral
                          where settled is null) as d
                    cross join (select coalesce(sum(e.amount), 0) as amount
                                from core.ledger_entry as e
                                join core.ledger_account as a on a.id = e.account
                                where a.kind = 'deferred-revenue') as b
                    where d.amount <> -b.amount limit :rows
                    """);

    static final List<Claim> ALL =
            List.of(OPEN, EACH_DAY, SETTLED, LINES, CREDITED, NUMBERS, AHEAD);

    private Claims() {}
}
