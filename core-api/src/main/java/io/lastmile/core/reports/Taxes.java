package io.lastmile.core.reports;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.helidon.dbclient.DbClient;
import io.lastmile.core.billing.TaxRule;
import io.lastmile.core.platform.Cursor;
import io.lastmile.core.platform.EnumNames;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Money;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Row;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;

/// Duty and VAT of a month's documents: by code, and document by document as an accountant hands it
/// in (Mushak 6.3 and what corrects them). Call it within a unit of work.
public final class Taxes {
    /// Void documents and credit notes count below zero, in the month in which they came.
    private static final String PARTS =
            """
            with parts as (
                select i.tax_day, l.net, l.sd, l.vat, l.sd_code, l.vat_code
                from core.invoice as i join core.invoice_line as l on l.invoice = i.id
                where i.finalised is not null and i.issue_day >= cast(:from as date)
                  and i.issue_day < cast(:to as date) and l.account <> 'opening'
                union all
                select i.tax_day, -l.net, -l.sd, -l.vat, l.sd_code, l.vat_code
                from core.invoice_void as v join core.invoice as i on i.id = v.invoice
                join core.invoice_line as l on l.invoice = v.invoice
                where v.day >= cast(:from as date) and v.day < cast(:to as date)
                  and l.account <> 'opening'
                union all
                select i.tax_day, -c.net, -c.sd, -c.vat, l.sd_code, l.vat_code
                from core.credit_note as n join core.invoice as i on i.id = n.invoice
                join core.credit_note_line as c on c.note = n.id
                join core.invoice_line as l on l.invoice = c.invoice and l.line = c.line
                where n.issue_day >= cast(:from as date) and n.issue_day < cast(:to as date)
                  and l.account <> 'opening'
            )
            """;

    /// A code that had two rates has a row for each, by the day of the document's tax. The
    /// documents are read once, for the codes and the sum of all.
    private static final String SUMS =
            PARTS
                    + """
                    , summed as materialized (
                        select sd_code, vat_code, tax_day, sum(net) as net, sum(sd) as sd,
                               sum(vat) as vat
                        from parts group by sd_code, vat_code, tax_day
                    ), taxed as (
                        select 'sd' as kind, sd_code as code, tax_day, sum(net) as net,
                               sum(sd) as sd, sum(sd) as tax
                        from summed where sd_code <> '' group by sd_code, tax_day
                        union all
                        select 'vat', vat_code, tax_day, sum(net), sum(sd), sum(vat)
                        from summed where vat_code <> '' group by vat_code, tax_day
                    ), rated as (
                        select t.kind, t.code, coalesce(r.rate, 0) as rate, sum(t.tax) as tax,
                               sum(t.net + case when r.base = 'net-and-sd' then t.sd else 0 end)
                                   as taxable
                        from taxed as t
                        left join lateral (select rule.rate, rule.base
                                           from core.tax_rule as rule
                                           where rule.kind = t.kind and rule.code = t.code
                                           order by (rule.from_day <= t.tax_day
                                                     and (rule.to_day is null
                                                          or t.tax_day < rule.to_day)) desc,
                                                    rule.id
                                           limit 1) as r on true
                        group by t.kind, t.code, r.rate, r.base
                    ), total as (
                        select coalesce(sum(net), 0) as net, coalesce(sum(sd), 0) as sd,
                               coalesce(sum(vat), 0) as vat,
                               coalesce(sum(net) filter (where sd_code = '' and vat_code = ''), 0)
                                   as untaxed
                        from summed
                    )
                    select a.net, a.sd, a.vat, a.untaxed, t.kind, t.code, t.rate, t.tax, t.taxable
                    from total as a left join rated as t on true
                    order by t.kind, t.code, t.rate
                    """;

    /// Each kind is cut by its index before they are put together. Of what comes after a place, the
    /// place itself is a row too many.
    private static final String DOCUMENTS =
            """
            select d.kind, d.number, cast(d.day as text) as on_day, c.number as customer,
                   coalesce(d.printed -> 'buyer' ->> 'name', '') as buyer, d.net, d.sd, d.vat
            from (
                (select 'invoice' as kind, i.number, i.issue_day as day, i.customer, i.printed,
                        i.net, i.sd, i.vat
                 from core.invoice as i
                 where i.finalised is not null and i.kind <> 'opening'
                   and i.issue_day < cast(:to as date)
                   and (i.issue_day, i.number) >= (cast(:day as date), :number)
                 order by i.issue_day, i.number limit :rows + 1)
                union all
                select 'void', i.number, v.day, i.customer, i.printed, -i.net, -i.sd, -i.vat
                from core.invoice_void as v join core.invoice as i on i.id = v.invoice
                where i.kind <> 'opening'
                  and v.day >= cast(:day as date) and v.day < cast(:to as date)
                union all
                (select 'credit-note', n.number, n.issue_day, n.customer, n.printed, -n.net, -n.sd,
                        -n.vat
                 from core.credit_note as n join core.invoice as i on i.id = n.invoice
                 where i.kind <> 'opening' and n.issue_day < cast(:to as date)
                   and (n.issue_day, n.number) >= (cast(:day as date), :number)
                 order by n.issue_day, n.number limit :rows + 1)
            ) as d
            join core.customer as c on c.id = d.customer
            where (d.day, d.number, d.kind) > (cast(:day as date), :number, :kind)
            order by d.day, d.number, d.kind limit :rows
            """;

    /// A code's tax and what it was taken of.
    public record Code(
            TaxRule.Kind kind,
            String code,
            @JsonFormat(shape = JsonFormat.Shape.STRING) BigDecimal rate,
            Money taxable,
            Money tax) {
        private static Code of(Row row) {
            return new Code(
                    EnumNames.constant(TaxRule.Kind.class, row.text("kind")),
                    row.text("code"),
                    new BigDecimal(row.text("rate")).stripTrailingZeros(),
                    new Money(row.number("taxable")),
                    new Money(row.number("tax")));
        }
    }

    public record Total(Money net, Money sd, Money vat, Money untaxed) {
        private static Total of(Row row) {
            return new Total(
                    new Money(row.number("net")),
                    new Money(row.number("sd")),
                    new Money(row.number("vat")),
                    new Money(row.number("untaxed")));
        }
    }

    public record Sums(Total total, List<Code> codes) {
        public Sums {
            codes = List.copyOf(codes);
        }
    }

    public enum Kind {
        INVOICE,
        VOID,
        CREDIT_NOTE
    }

    /// `customer` is the number, `buyer` the name that is printed.
    public record Paper(
            Kind kind,
            String number,
            LocalDate day,
            String customer,
            String buyer,
            Money net,
            Money sd,
            Money vat,
            Money total) {
        private static Paper of(Row row) {
            Money net = new Money(row.number("net"));
            Money sd = new Money(row.number("sd"));
            Money vat = new Money(row.number("vat"));
            return new Paper(
                    EnumNames.constant(Kind.class, row.text("kind")),
                    row.text("number"),
                    LocalDate.parse(row.text("on_day")),
                    row.text("customer"),
                    row.text("buyer"),
                    net,
                    sd,
                    vat,
                    net.plus(sd).plus(vat));
        }
    }

    private final DbClient db;

    Taxes(DbClient db) {
        this.db = db;
    }

    public Sums sums(YearMonth month) {
        List<Row> rows =
                db.execute()
                        .createQuery(SUMS)
                        .addParam("from", month.atDay(1).toString())
                        .addParam("to", month.plusMonths(1).atDay(1).toString())
                        .execute()
                        .map(Row::new)
                        .toList();
        return new Sums(
                Total.of(rows.getFirst()),
                rows.stream()
                        .filter(row -> row.optionalText("code").isPresent())
                        .map(Code::of)
                        .toList());
    }

    /// In the order of days and numbers.
    public Page<Paper> papers(YearMonth month, Page.Request request) {
        List<Paper> rows = papers(month, request.after(), request.rows());
        return request.page(rows, row -> Cursor.of(row.day(), row.number(), row.kind().name()));
    }

    List<Paper> papers(YearMonth month, Optional<Cursor> after, int max) {
        return db.execute()
                .createQuery(DOCUMENTS)
                .addParam("to", month.plusMonths(1).atDay(1).toString())
                .addParam("day", after.map(c -> c.day(0)).orElse(month.atDay(1)).toString())
                .addParam("number", after.map(c -> c.text(1)).orElse(""))
                .addParam("kind", after.map(c -> kind(c.text(2))).orElse(""))
                .addParam("rows", max)
                .execute()
                .map(row -> Paper.of(new Row(row)))
                .toList();
    }

    /// As the statement writes it; another one comes after all.
    private static String kind(String name) {
        return Fields.nameOf(Kind.valueOf(name));
    }
}
