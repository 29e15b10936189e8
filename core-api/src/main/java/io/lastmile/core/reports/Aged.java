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
                select d.invoice, d.open as amount from core.invoice_due as d
                where d.settled < d.total
                union all
                select invoice, amount from moved
                union all
                select i.id, i.total
                from core.invoice_void as v join core.invoice as i on i.id = v.invoice
                where v.day > cast(:day as date)
            ), open as (
                select i.id, i.customer, i.due_day, sum(s.amount) as amount
                from stand as s join core.invoice as i on i.id = s.invoice
                where i.issue_day <= cast(:day as date)
                group by i.id having sum(s.amount) <> 0
            )
            """;

    private static final String OF_CUSTOMERS =
            """
            , keyed as (
                select cast(c.id as text) as key, c.number, c.name, c.name_bn, o.due_day, o.amount
                from open as o join core.customer as c on c.id = o.customer
            )
            """;

    /// Of the first line that a customer has, or had.
    private static final String OF_AREAS =
            """
            , keyed as (
                select coalesce(l.area, '') as key, '' as number, coalesce(l.area, '') as name,
                       '' as name_bn, o.due_day, o.amount
                from open as o
                left join (select distinct on (customer) customer, area from core.line
                           where customer is not null
                           order by customer, removed nulls first, id) as l
                    on l.customer = o.customer
            )
            """;

    /// Of the first line of an invoice that charges a plan.
    private static final String OF_PLANS =
            """
            , keyed as (
                select coalesce(cast(p.plan as text), '') as key, '' as number,
                       coalesce(v.name, '') as name, coalesce(v.name_bn, '') as name_bn,
                       o.due_day, o.amount
                from open as o
                left join lateral (select l.plan from core.invoice_line as l
                                   where l.invoice = o.id and l.plan is not null
                                   order by l.line limit 1) as p on true
                left join (select distinct on (plan) plan, name, name_bn from core.plan_version
                           order by plan, number desc) as v on v.plan = p.plan
            )
            """;

    private static final String SUMS =
            """
                   count(*) as invoices, coalesce(sum(k.amount), 0) as total,
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
            """;

    private static final String GROUPED =
            "select k.key, k.number, k.name, k.name_bn,"
                    + SUMS
                    + """
                    from keyed as k
                    group by k.key, k.number, k.name, k.name_bn
                    having :first or (sum(k.amount), k.key) < (:total, :key)
                    order by sum(k.amount) desc, k.key desc limit :rows
                    """;

    private static final String TOTAL = OPEN + "select " + SUMS + " from open as k";

    /// What the rows are of.
    public enum By {
        CUSTOMER(OF_CUSTOMERS),
        AREA(OF_AREAS),
        PLAN(OF_PLANS);

        private final String sql;

        By(String keyed) {
            this.sql = OPEN + keyed + GROUPED;
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
        static Ages of(Row row) {
            return new Ages(
                    row.number("invoices"),
                    new Money(row.number("not_due")),
                    new Money(row.number("days_30")),
                    new Money(row.number("days_60")),
                    new Money(row.number("days_90")),
                    new Money(row.number("older")),
                    new Money(row.number("total")));
        }
    }

    /// `key` is the id of a customer or a plan, or an area; empty where there is none.
    public record Owing(String key, String number, String name, String nameBn, Ages ages) {
        private static Owing of(Row row) {
            return new Owing(
                    row.text("key"),
                    row.text("number"),
                    row.text("name"),
                    row.text("name_bn"),
                    Ages.of(row));
        }
    }

    private final DbClient db;

    Aged(DbClient db) {
        this.db = db;
    }

    /// Of everybody at the end of a day.
    public Ages total(LocalDate day) {
        return db.execute()
                .createGet(TOTAL)
                .addParam("day", day.toString())
                .execute()
                .map(row -> Ages.of(new Row(row)))
                .orElseThrow();
    }

    /// Who owes most first.
    public Page<Owing> page(LocalDate day, By by, Page.Request request) {
        List<Owing> rows =
                rows(
                        day,
                        by,
                        request.after().map(c -> c.number(0)).orElse(Long.MAX_VALUE),
                        request.after().map(c -> c.text(1)),
                        request.rows());
        return request.page(rows, row -> Cursor.of(row.ages().total().poisha(), row.key()));
    }

    /// At most `max` of them.
    List<Owing> all(LocalDate day, By by, int max) {
        return rows(day, by, Long.MAX_VALUE, Optional.empty(), max);
    }

    private List<Owing> rows(LocalDate day, By by, long total, Optional<String> key, int max) {
        return db.execute()
                .createQuery(by.sql)
                .addParam("day", day.toString())
                .addParam("first", key.isEmpty())
                .addParam("total", total)
                .addParam("key", key.orElse(""))
                .addParam("rows", max)
                .execute()
                .map(row -> Owing.of(new Row(row)))
                .toList();
    }
}
