package io.lastmile.core.billing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.helidon.dbclient.DbClient;
import io.helidon.dbclient.DbRow;
import io.lastmile.core.ledger.AccountKind;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Cursor;
import io.lastmile.core.platform.EnumNames;
import io.lastmile.core.platform.Json;
import io.lastmile.core.platform.Money;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Row;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The tables of invoices and their lines. Call it within a unit of work.
public final class Invoices {
    private static final String ADD =
            """
            insert into core.invoice
                (id, customer, kind, number, issue_day, due_day, tax_day, net, sd, vat, total,
                 printed, run, made, made_by, finalised, finalised_by)
            overriding system value
            select r.id, r.customer, r.kind, r.number, r.issued, r.due, r.taxed, r.net, r.sd,
                   r.vat, r.net + r.sd + r.vat, r.printed, r.run, :now, :by, :now, :by
            from jsonb_to_recordset(cast(:rows as jsonb)) as r
                (id bigint, customer int, kind text, number text, issued date, due date,
                 taxed date, net bigint, sd bigint, vat bigint, printed jsonb, run bigint)
            order by r.id
            """;

    private static final String ADD_LINES =
            """
            insert into core.invoice_line
                (invoice, line, kind, says, says_bn, quantity, account, service_class,
                 subscription, plan, plan_version, start_day, end_day, discount, net, sd, vat,
                 sd_code, vat_code, why)
            select r.invoice, r.line, r.kind, r.says, r.bn, r.quantity, r.account, r.class,
                   r.subscription, r.plan, r.version, r.start, r.stop, r.discount, r.net, r.sd,
                   r.vat, r.sd_code, r.vat_code, r.why
            from jsonb_to_recordset(cast(:rows as jsonb)) as r
                (invoice bigint, line smallint, kind text, says text, bn text, quantity int,
                 account text, class text, subscription int, plan int, version int, start date,
                 stop date, discount bigint, net bigint, sd bigint, vat bigint, sd_code text,
                 vat_code text, why jsonb)
            order by r.invoice, r.line
            """;

    private static final String ADD_DRAFT =
            """
            insert into core.invoice (customer, kind, net, sd, vat, total, made, made_by)
            values (:customer, 'by-hand', :net, 0, 0, :net, :now, :by)
            returning id
            """;

    private static final String CHANGE_DRAFT =
            """
            update core.invoice set version = version + 1, net = :net, total = :net
            where id = :id and version = :version and finalised is null
            """;

    private static final String DROP_LINES = "delete from core.invoice_line where invoice = :id";

    private static final String DROP =
            "delete from core.invoice where id = :id and finalised is null";

    private static final String LOCK =
            """
            select version from core.invoice
            where id = :id and version = :version and finalised is null for update
            """;

    private static final String VOID =
            """
            insert into core.invoice_void (invoice, day, why, made, made_by)
            values (:id, cast(:day as date), :why, :now, :by)
            """;

    private static final String HEAD =
            """
            select i.id, i.version, i.customer, i.kind, i.number,
                   cast(i.issue_day as text) as issue_day, cast(i.due_day as text) as due_day,
                   i.net, i.sd, i.vat, coalesce(d.open, 0) as open,
                   cast(v.day as text) as void_day, v.why as void_why, v.made as void_made,
                   v.made_by as void_by
            from core.invoice as i
            left join core.invoice_due as d on d.invoice = i.id
            left join core.invoice_void as v on v.invoice = i.id
            """;

    private static final String DRAFTS =
            HEAD
                    + """
                    where i.finalised is null and i.id < :before
                      and (:customer = 0 or i.customer = :customer)
                    order by i.id desc limit :rows
                    """;

    private static final String FIND = HEAD + " where i.id = :id";

    private static final String PRINTED =
            "select cast(printed as text) as printed from core.invoice where id = :id";

    private static final String LINES =
            """
            select line, kind, says, says_bn, quantity, account, service_class, subscription, plan,
                   plan_version, cast(start_day as text) as start_day,
                   cast(end_day as text) as end_day, discount, net, sd, vat, sd_code, vat_code,
                   cast(why as text) as why
            from core.invoice_line where invoice = :id order by line
            """;

    private static final String OF_CUSTOMER =
            HEAD
                    + """
                    where i.customer = :customer and i.finalised is not null and i.id < :before
                    order by i.id desc limit :rows
                    """;

    /// Oldest due day first, then in the order of ids (billing.md C.4).
    private static final String OPEN =
            HEAD
                    + """
                    where d.customer = :customer and d.settled < d.total
                    order by d.due_day, d.invoice limit :rows
                    """;

    private static final int OPEN_MAX = 5_000;

    /// An invoice on its way into the table.
    record NewInvoice(
            long id,
            int customer,
            InvoiceKind kind,
            String number,
            LocalDate issued,
            LocalDate due,
            LocalDate taxed,
            Money net,
            Money sd,
            Money vat,
            Printed printed,
            Optional<Long> run) {}

    private final DbClient db;
    private final Clock clock;

    Invoices(DbClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    List<Long> ids(int count) {
        return Bulk.ids(db, "core.invoice", count);
    }

    /// Finalised ones, in two statements however many they are.
    void add(List<NewInvoice> invoices, List<LineRow> lines) {
        long added =
                db.execute()
                        .createInsert(ADD)
                        .addParam("rows", Bulk.rows(invoices))
                        .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                        .addParam("by", Actor.current().login())
                        .execute();
        addLines(lines);
        if (added != invoices.size()) {
            throw new IllegalStateException(
                    "invoices: %d of %d (expected: all)".formatted(added, invoices.size()));
        }
    }

    private void addLines(List<LineRow> lines) {
        long added =
                db.execute().createInsert(ADD_LINES).addParam("rows", Bulk.rows(lines)).execute();
        if (added != lines.size()) {
            throw new IllegalStateException(
                    "invoice lines: %d of %d (expected: all)".formatted(added, lines.size()));
        }
    }

    /// Its lines know no tax yet.
    long addDraft(int customer, List<LineDraft> lines) {
        long id =
                db.execute()
                        .createQuery(ADD_DRAFT)
                        .addParam("customer", customer)
                        .addParam("net", net(lines).poisha())
                        .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                        .addParam("by", Actor.current().login())
                        .execute()
                        .map(row -> new Row(row).number("id"))
                        .toList()
                        .getFirst();
        addLines(untaxed(id, lines));
        return id;
    }

    /// False if it is no draft any more or was changed since that version.
    boolean changeDraft(long id, long version, List<LineDraft> lines) {
        if (!lockDraft(id, version)) {
            return false;
        }
        db.execute().createDelete(DROP_LINES).addParam("id", id).execute();
        addLines(untaxed(id, lines));
        db.execute()
                .createUpdate(CHANGE_DRAFT)
                .addParam("id", id)
                .addParam("version", version)
                .addParam("net", net(lines).poisha())
                .execute();
        return true;
    }

    boolean lockDraft(long id, long version) {
        return db.execute()
                .createGet(LOCK)
                .addParam("id", id)
                .addParam("version", version)
                .execute()
                .isPresent();
    }

    /// A draft goes, with its lines.
    void drop(long id) {
        db.execute().createDelete(DROP).addParam("id", id).execute();
    }

    void makeVoid(long id, LocalDate day, String why) {
        db.execute()
                .createInsert(VOID)
                .addParam("id", id)
                .addParam("day", day.toString())
                .addParam("why", why)
                .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                .addParam("by", Actor.current().login())
                .execute();
    }

    private static Money net(List<LineDraft> lines) {
        return lines.stream().map(LineDraft::net).reduce(Money.ZERO, Money::plus);
    }

    private static List<LineRow> untaxed(long id, List<LineDraft> lines) {
        var none = new TaxRules.Holding(Optional.empty(), Optional.empty());
        List<LineRow> rows = new ArrayList<>();
        for (LineDraft line : lines) {
            var untaxed = new Taxed.Line(line.net(), Money.ZERO, Money.ZERO, none);
            rows.add(LineRow.of(id, rows.size() + 1, line, untaxed));
        }
        return rows;
    }

    /// Newest first.
    public Page<InvoiceHead> drafts(Page.Request request) {
        return page(DRAFTS, 0, request);
    }

    public Optional<InvoiceHead> head(long id) {
        return db.execute().createGet(FIND).addParam("id", id).execute().map(Invoices::head);
    }

    public Optional<Invoice> find(long id) {
        return head(id).map(head -> new Invoice(head, lines(id), printed(id)));
    }

    public List<InvoiceLine> lines(long id) {
        return db.execute()
                .createQuery(LINES)
                .addParam("id", id)
                .execute()
                .map(row -> line(new Row(row)))
                .toList();
    }

    private Optional<JsonNode> printed(long id) {
        return db.execute()
                .createGet(PRINTED)
                .addParam("id", id)
                .execute()
                .flatMap(row -> new Row(row).optionalText("printed"))
                .map(Invoices::json);
    }

    /// Newest first, without drafts.
    public Page<InvoiceHead> ofCustomer(int customer, Page.Request request) {
        return page(OF_CUSTOMER, customer, request);
    }

    private Page<InvoiceHead> page(String sql, int customer, Page.Request request) {
        long before = request.after().map(cursor -> cursor.number(0)).orElse(Long.MAX_VALUE);
        List<InvoiceHead> rows =
                db.execute()
                        .createQuery(sql)
                        .params(
                                Map.of(
                                        "customer", customer,
                                        "before", before,
                                        "rows", request.rows()))
                        .execute()
                        .map(Invoices::head)
                        .toList();
        return request.page(rows, head -> Cursor.of(head.id()));
    }

    /// What a customer has to pay, in the order in which money is put on it.
    public List<InvoiceHead> open(int customer) {
        return db.execute()
                .createQuery(OPEN)
                .addParam("customer", customer)
                .addParam("rows", OPEN_MAX)
                .execute()
                .map(Invoices::head)
                .toList();
    }

    static InvoiceHead head(DbRow from) {
        Row row = new Row(from);
        return new InvoiceHead(
                row.number("id"),
                row.number("version"),
                row.integer("customer"),
                EnumNames.constant(InvoiceKind.class, row.text("kind")),
                row.optionalText("number"),
                row.optionalText("issue_day").map(LocalDate::parse),
                row.optionalText("due_day").map(LocalDate::parse),
                amounts(row),
                new Money(row.number("open")),
                row.optionalText("void_day")
                        .map(day ->
                                new Invoice.Voided(
                                        LocalDate.parse(day),
                                        row.text("void_why"),
                                        row.time("void_made"),
                                        row.text("void_by"))));
    }

    static Amounts amounts(Row row) {
        return new Amounts(
                new Money(row.number("net")),
                new Money(row.number("sd")),
                new Money(row.number("vat")));
    }

    private static InvoiceLine line(Row row) {
        return new InvoiceLine(
                row.integer("line"),
                EnumNames.constant(LineKind.class, row.text("kind")),
                new LineDraft.Says(row.text("says"), row.text("says_bn"), row.integer("quantity")),
                EnumNames.constant(AccountKind.class, row.text("account")),
                row.text("service_class"),
                row.optionalInteger("subscription").map(id -> covered(id, row)),
                new Money(row.number("discount")),
                amounts(row),
                row.text("sd_code"),
                row.text("vat_code"),
                json(row.text("why")));
    }

    private static Covered covered(int subscription, Row row) {
        return new Covered(
                subscription,
                row.integer("plan"),
                row.integer("plan_version"),
                LocalDate.parse(row.text("start_day")),
                LocalDate.parse(row.text("end_day")));
    }

    private static JsonNode json(String text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("json: " + text + " (expected: JSON)", e);
        }
    }
}
