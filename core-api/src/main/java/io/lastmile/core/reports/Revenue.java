package io.lastmile.core.reports;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Money;
import io.lastmile.core.platform.Row;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What was charged and what of it is earned, by month. Call it within a unit of work.
///
/// Earned and deferred come from the books, what plans charged from the documents: what a month
/// charged is what it earned and what it added to what is deferred, unless somebody posted to these
/// accounts by hand.
public final class Revenue {
    /// Of each account by itself, which keeps to its index.
    private static final String BOOKED =
            """
            select m.month, a.kind, -sum(m.amount) as amount
            from core.ledger_account as a
            cross join lateral (
                select to_char(d.day, 'YYYY-MM') as month, sum(d.amount) as amount
                from (select e.day, sum(e.amount) as amount
                      from core.ledger_entry as e
                      where e.account = a.id and e.day >= cast(:from as date)
                        and e.day < cast(:to as date)
                      group by e.day) as d
                group by 1) as m
            where a.kind in ('revenue-internet', 'revenue-other', 'deferred-revenue')
            group by m.month, a.kind
            """;

    private static final String DEFERRED_BEFORE =
            """
            select coalesce(-sum(e.amount), 0) as amount
            from core.ledger_account as a
            join core.ledger_entry as e on e.account = a.id
            where a.kind = 'deferred-revenue' and e.day < cast(:from as date)
            """;

    /// What is void or credited counts in the month in which it became so.
    private static final String PLANS =
            """
            with charged as (
                select l.plan, l.net
                from core.invoice as i join core.invoice_line as l on l.invoice = i.id
                where i.finalised is not null and i.issue_day >= cast(:from as date)
                  and i.issue_day < cast(:to as date)
                  and l.account in ('revenue-internet', 'revenue-other', 'deferred-revenue')
                union all
                select l.plan, -l.net
                from core.invoice_void as v join core.invoice_line as l on l.invoice = v.invoice
                where v.day >= cast(:from as date) and v.day < cast(:to as date)
                  and l.account in ('revenue-internet', 'revenue-other', 'deferred-revenue')
                union all
                select l.plan, -c.net
                from core.credit_note as n
                join core.credit_note_line as c on c.note = n.id
                join core.invoice_line as l on l.invoice = c.invoice and l.line = c.line
                where n.issue_day >= cast(:from as date) and n.issue_day < cast(:to as date)
                  and l.account in ('revenue-internet', 'revenue-other', 'deferred-revenue')
            )
            select coalesce(c.plan, 0) as plan, coalesce(max(v.name), '') as name,
                   coalesce(max(v.name_bn), '') as name_bn, sum(c.net) as charged
            from (select plan, sum(net) as net from charged group by plan) as c
            left join (select distinct on (plan) plan, name, name_bn from core.plan_version
                       order by plan, number desc) as v on v.plan = c.plan
            group by c.plan order by sum(c.net) desc, c.plan limit 1000
            """;

    private static final int MONTHS = 12;

    /// `charged` is `earned` and what was `deferred` more than became earned; `left` is what is
    /// still deferred at the month's end.
    public record Month(
            YearMonth month,
            Money internet,
            Money other,
            Money earned,
            Money deferred,
            Money charged,
            Money left) {}

    /// `plan` is 0 for what is charged without one.
    public record OfPlan(int plan, String name, String nameBn, Money charged) {}

    private final DbClient db;

    Revenue(DbClient db) {
        this.db = db;
    }

    /// The twelve months that end with `last`, oldest first.
    public List<Month> months(YearMonth last) {
        YearMonth first = last.minusMonths(MONTHS - 1);
        Map<String, Money> booked = new HashMap<>();
        db.execute()
                .createQuery(BOOKED)
                .addParam("from", first.atDay(1).toString())
                .addParam("to", last.plusMonths(1).atDay(1).toString())
                .execute()
                .map(Row::new)
                .forEach(row ->
                        booked.put(
                                row.text("month") + " " + row.text("kind"),
                                new Money(row.number("amount"))));
        Money left = deferredBefore(first.atDay(1));
        List<Month> months = new ArrayList<>();
        for (YearMonth month = first; !month.isAfter(last); month = month.plusMonths(1)) {
            Money internet = booked.getOrDefault(month + " revenue-internet", Money.ZERO);
            Money other = booked.getOrDefault(month + " revenue-other", Money.ZERO);
            Money deferred = booked.getOrDefault(month + " deferred-revenue", Money.ZERO);
            Money earned = internet.plus(other);
            left = left.plus(deferred);
            months.add(
                    new Month(
                            month, internet, other, earned, deferred, earned.plus(deferred), left));
        }
        return months;
    }

    private Money deferredBefore(LocalDate day) {
        return db.execute()
                .createGet(DEFERRED_BEFORE)
                .addParam("from", day.toString())
                .execute()
                .map(row -> new Money(new Row(row).number("amount")))
                .orElseThrow();
    }

    /// Who charged most first.
    public List<OfPlan> plans(YearMonth month) {
        return db.execute()
                .createQuery(PLANS)
                .addParam("from", month.atDay(1).toString())
                .addParam("to", month.plusMonths(1).atDay(1).toString())
                .execute()
                .map(Row::new)
                .map(row ->
                        new OfPlan(
                                row.integer("plan"),
                                row.text("name"),
                                row.text("name_bn"),
                                new Money(row.number("charged"))))
                .toList();
    }
}
