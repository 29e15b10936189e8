package io.lastmile.core.billing;

import io.helidon.dbclient.DbClient;
import io.helidon.dbclient.DbRow;
import io.lastmile.core.platform.Cursor;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Row;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/// All customers' invoices as lists of them show them. Call it within a unit of work.
public final class InvoiceRegister {
    /// An invoice and whose it is.
    public record Item(InvoiceHead head, String name, String nameBn) {}

    public enum Which {
        /// Final ones and drafts, the newest first.
        ALL,
        /// What is due longest first.
        OPEN,
        OVERDUE,
        DRAFT,
        VOID
    }

    private static final String COLUMNS =
            """
            select i.id, i.version, i.customer, i.kind, i.number,
                   cast(i.issue_day as text) as issue_day, cast(i.due_day as text) as due_day,
                   i.net, i.sd, i.vat, coalesce(d.open, 0) as open,
                   cast(v.day as text) as void_day, v.why as void_why, v.made as void_made,
                   v.made_by as void_by, c.name, c.name_bn
            """;

    private static final String FROM =
            """
            from core.invoice as i
            join core.customer as c on c.id = i.customer
            left join core.invoice_due as d on d.invoice = i.id
            left join core.invoice_void as v on v.invoice = i.id
            """;

    private static final String ALL =
            COLUMNS + FROM + " where i.id < :before order by i.id desc limit :rows";

    private static final String DRAFTS =
            COLUMNS
                    + FROM
                    + """
                    where i.finalised is null and i.id < :before order by i.id desc limit :rows
                    """;

    private static final String VOIDED =
            COLUMNS
                    + """
                    from core.invoice_void as v
                    join core.invoice as i on i.id = v.invoice
                    join core.customer as c on c.id = i.customer
                    left join core.invoice_due as d on d.invoice = i.id
                    where v.invoice < :before order by v.invoice desc limit :rows
                    """;

    /// Up to a day, from a place on.
    private static final String DUE =
            COLUMNS
                    + """
                    from core.invoice_due as d
                    join core.invoice as i on i.id = d.invoice
                    join core.customer as c on c.id = i.customer
                    left join core.invoice_void as v on v.invoice = i.id
                    where d.settled < d.total and d.due_day >= cast(:day as date)
                      and d.due_day < cast(:end as date)
                      and (d.due_day, d.invoice) > (cast(:day as date), :after)
                    order by d.due_day, d.invoice limit :rows
                    """;

    private static final String NUMBERED = COLUMNS + FROM + " where i.number = :number";

    private static final LocalDate EVER = LocalDate.of(3000, 1, 1);

    private final DbClient db;

    InvoiceRegister(DbClient db) {
        this.db = db;
    }

    /// `today` says what is overdue.
    public Page<Item> page(Which which, LocalDate today, Page.Request request) {
        return switch (which) {
            case ALL -> newest(ALL, request);
            case DRAFT -> newest(DRAFTS, request);
            case VOID -> newest(VOIDED, request);
            case OPEN -> due(EVER, request);
            case OVERDUE -> due(today, request);
        };
    }

    private Page<Item> newest(String sql, Page.Request request) {
        List<Item> rows =
                db.execute()
                        .createQuery(sql)
                        .addParam(
                                "before",
                                request.after()
                                        .map(cursor -> cursor.number(0))
                                        .orElse(Long.MAX_VALUE))
                        .addParam("rows", request.rows())
                        .execute()
                        .map(InvoiceRegister::item)
                        .toList();
        return request.page(rows, item -> Cursor.of(item.head().id()));
    }

    private Page<Item> due(LocalDate end, Page.Request request) {
        List<Item> rows =
                db.execute()
                        .createQuery(DUE)
                        .addParam(
                                "day",
                                request.after()
                                        .map(cursor -> cursor.day(0))
                                        .orElse(LocalDate.EPOCH)
                                        .toString())
                        .addParam("end", end.toString())
                        .addParam(
                                "after", request.after().map(cursor -> cursor.number(1)).orElse(0L))
                        .addParam("rows", request.rows())
                        .execute()
                        .map(InvoiceRegister::item)
                        .toList();
        return request.page(
                rows, item -> Cursor.of(item.head().due().orElseThrow(), item.head().id()));
    }

    /// One by its number, however it was typed: `inv-2627-000017`, or `17` of the year of `today`.
    public List<Item> numbered(String typed, LocalDate today) {
        boolean serial = typed.matches("[0-9]{1,9}");
        String number =
                serial
                        ? DocumentKind.INVOICE.number(FiscalYear.of(today), Long.parseLong(typed))
                        : typed.toUpperCase(Locale.ROOT);
        return db.execute()
                .createQuery(NUMBERED)
                .addParam("number", number)
                .execute()
                .map(InvoiceRegister::item)
                .toList();
    }

    private static Item item(DbRow from) {
        Row row = new Row(from);
        return new Item(Invoices.head(from), row.text("name"), row.text("name_bn"));
    }
}
