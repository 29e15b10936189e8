package io.lastmile.core.reports;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Cursor;
import io.lastmile.core.platform.Money;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Row;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// What is open of invoices as of any day, by how long it is late. Call it within a unit of work.
///
/// The past is told from now: what is open now, what was put on invoices since that day taken off
/// again. So it costs what happened since, and today costs next to nothing.
public final class Aged {
    private static final String OPEN =
            """
            with moved as (
                select a.invoice, a.amount
                from core.allocation as a
                left join core.allocation_undo as u on u.allocation = a.id
                where a.day > cast(:day as date) and u.allocation is null
                union all
                select a.invoice, -a.amount
                from core.allocation_undo as u join core.allocation as a on a.id = u.allocation
                where u.day > cast(:day as date) and a.day <= cast(:day as date)
                union all
                select n.invoice, n.to_due from core.credit_note as n
                where n.issue_day > cast(:day as date) and n.to_due > 0
            ), stand as (
                select d.invoice, d.customer, d.due_day, d.open as amount
                from core.invoice_due as d
                where d.settled < d.total
                  and not exists (select from core.invoice as i
                                  where i.id = d.invoice and i.issue_day > cast(:day as date))
                union all
                select i.id, i.customer, i.due_day, m.amount
                from moved as m join core.invoice as i on i.id = m.invoice
                where i.issue_day <= cast(:day as date)
                union all
                select i.id, i.customer, i.due_day, i.total
                from core.invoice_void as v join core.invoice as i on i.id = v.invoice
                where v.day > cast(:day as date) and i.issue_day <= cast(:day as date)
            ), open as (
                select s.invoice as id, s.customer, s.due_day, sum(s.amount) as amount
                from stand as s
                group by s.invoice, s.customer, s.due_day having sum(s.amount) <> 0
            )
            """;

    private static final String CUSTOMERS =
            """
            , keyed as (
                select cast(o.customer as text) as key, o.due_day, o.amount from open as o
            )
            """;

    /// Of the first line that a customer has, or had.
    private static final String AREAS =
            """
            , keyed as (
                select coalesce(l.area, '') as key, o.due_day, o.amount
                from open as o
                left join (select distinct on (customer) customer, area from core.line
                           where customer is not null
                           order by customer, removed nulls first, id) as l
                    on l.customer = o.customer
            )
            """;

    /// Of the first line of an invoice that charges a plan.
    private static final String PLANS =
            """
            , keyed as (
                select coalesce(cast(p.plan as text), '') as key, o.due_day, o.amount
                from open as o
                left join lateral (select l.plan from core.invoice_line as l
                                   where l.invoice = o.id and l.plan is not null
                                   order by l.line limit 1) as p on true
            )
            """;

    /// What is open is looked for once, for the rows and their sum.
    private static final String GROUPED =
            """
            , grouped as materialized (
                select k.key, count(*) as invoices, sum(k.amount) as total,
                       coalesce(sum(k.amount) filter (where k.due_day >= cast(:day as date)), 0)
                           as not_due,
                       coalesce(sum(k.amount) filter (where cast(:day as date) - k.due_day
                                                      between 1 and 30), 0) as days_30,
                       coalesce(sum(k.amount) filter (where cast(:day as date) - k.due_day
                                                      between 31 and 60), 0) as days_60,
                       coalesce(sum(k.amount) filter (where cast(:day as date) - k.due_day
                                                      between 61 and 90), 0) as days_90,
                       coalesce(sum(k.amount) filter (where cast(:day as date) - k.due_day > 90), 0)
                           as older
                from keyed as k group by k.key
            ), shown as (
                select g.key, g.invoices, g.total, g.not_due, g.days_30, g.days_60, g.days_90,
                       g.older
                from grouped as g
                where :first or (g.total, g.key) < (:total, :key)
                order by g.total desc, g.key desc limit :rows
            ), summed as (
                select coalesce(sum(invoices), 0) as all_invoices,
                       coalesce(sum(total), 0) as all_total,
                       coalesce(sum(not_due), 0) as all_not_due,
                       coalesce(sum(days_30), 0) as all_days_30,
                       coalesce(sum(days_60), 0) as all_days_60,
                       coalesce(sum(days_90), 0) as all_days_90,
                       coalesce(sum(older), 0) as all_older
                from grouped
            )
            select s.key, s.invoices, s.total, s.not_due, s.days_30, s.days_60, s.days_90, s.older,
                   t.all_invoices, t.all_total, t.all_not_due, t.all_days_30, t.all_days_60,
                   t.all_days_90, t.all_older, n.number, n.name, n.name_bn
            from summed as t
            left join shown as s on true
            left join lateral (
            """;

    private static final String END = ") as n on true order by s.total desc, s.key desc";

    private static final String OF_CUSTOMERS =
            OPEN
                    + CUSTOMERS
                    + GROUPED
                    + """
                    select c.number, c.name, c.name_bn
                    from core.customer as c where c.id = cast(s.key as int)
                    """
                    + END;

    private static final String OF_AREAS =
            OPEN + AREAS + GROUPED + "select '' as number, s.key as name, '' as name_bn" + END;

    private static final String OF_PLANS =
            OPEN
                    + PLANS
                    + GROUPED
                    + """
                    select '' as number, v.name, v.name_bn
                    from core.plan_version as v where v.plan = cast(nullif(s.key, '') as int)
                    order by v.number desc limit 1
                    """
                    + END;

    /// What the rows are of.
    public enum By {
        CUSTOMER(OF_CUSTOMERS),
        AREA(OF_AREAS),
        PLAN(OF_PLANS);

        private final String sql;

        By(String sql) {
            this.sql = sql;
        }
    }

    /// By days after the due day; what is due on the day itself is not late.
    public record Ages(
            long invoices,
            Money notDue,
            Money days30,
            Money days60,
            Money days90,
            Money older,
            Money total) {
        private static Ages of(Row row, String prefix) {
            return new Ages(
                    row.number(prefix + "invoices"),
                    new Money(row.number(prefix + "not_due")),
                    new Money(row.number(prefix + "days_30")),
                    new Money(row.number(prefix + "days_60")),
                    new Money(row.number(prefix + "days_90")),
                    new Money(row.number(prefix + "older")),
                    new Money(row.number(prefix + "total")));
        }
    }

    /// `key` is the id of a customer or a plan, or an area; empty where there is none.
    public record Owing(String key, String number, String name, String nameBn, Ages ages) {
        private static Owing of(Row row) {
            return new Owing(
                    row.text("key"),
                    row.optionalText("number").orElse(""),
                    row.optionalText("name").orElse(""),
                    row.optionalText("name_bn").orElse(""),
                    Ages.of(row, ""));
        }
    }

    /// Of everybody, and some of whom it is the sum.
    public record Report(Ages total, Page<Owing> page) {}

    private record Found(Ages total, List<Owing> rows) {}

    private final DbClient db;

    Aged(DbClient db) {
        this.db = db;
    }

    /// At the end of a day; who owes most first.
    public Report report(LocalDate day, By by, Page.Request request) {
        Found found =
                find(
                        day,
                        by,
                        request.after().map(c -> c.number(0)).orElse(Long.MAX_VALUE),
                        request.after().map(c -> c.text(1)),
                        request.rows());
        return new Report(
                found.total(),
                request.page(
                        found.rows(), row -> Cursor.of(row.ages().total().poisha(), row.key())));
    }

    /// At most `max` of them.
    List<Owing> all(LocalDate day, By by, int max) {
        return find(day, by, Long.MAX_VALUE, Optional.empty(), max).rows();
    }

    /// There is always a row for the sum, with or without somebody who owes.
    private Found find(LocalDate day, By by, long total, Optional<String> key, int max) {
        List<Row> rows =
                db.execute()
                        .createQuery(by.sql)
                        .addParam("day", day.toString())
                        .addParam("first", key.isEmpty())
                        .addParam("total", total)
                        .addParam("key", key.orElse(""))
                        .addParam("rows", max)
                        .execute()
                        .map(Row::new)
                        .toList();
        return new Found(
                Ages.of(rows.getFirst(), "all_"),
                rows.stream()
                        .filter(row -> row.optionalText("key").isPresent())
                        .map(Owing::of)
                        .toList());
    }
}
