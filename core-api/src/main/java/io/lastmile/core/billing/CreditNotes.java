package io.lastmile.core.billing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.helidon.dbclient.DbClient;
import io.helidon.dbclient.DbRow;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Cursor;
import io.lastmile.core.platform.EnumNames;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Json;
import io.lastmile.core.platform.Money;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Row;
import io.lastmile.core.subscriptions.Origin;
import io.lastmile.core.subscriptions.Segment;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The tables of credit notes. Call it within a unit of work.
public final class CreditNotes {
    private static final String SELECT =
            """
            select id, customer, invoice, number, reason, source, source_id,
                   cast(issue_day as text) as issue_day, net, sd, vat, to_due, to_credit,
                   cast(printed as text) as printed, made, made_by
            from core.credit_note
            """;

    private static final String FIND = SELECT + " where id = :id";

    private static final String OF_SOURCE = SELECT + " where source = :source and source_id = :id";

    private static final String OF_INVOICE = SELECT + " where invoice = :id order by id limit 1000";

    private static final String OF_CUSTOMER =
            SELECT
                    + """
                    where customer = :customer and id < :before order by id desc limit :rows
                    """;

    private static final String LINES =
            "select line, net, sd, vat from core.credit_note_line where note = :id order by line";

    /// What was credited of each line of an invoice until now.
    private static final String CREDITED =
            """
            select line, sum(net) as net, sum(sd) as sd, sum(vat) as vat
            from core.credit_note_line where invoice = :id group by line
            """;

    /// Of the line that charged a service for a day: the newest one, for what older ones charged of
    /// the same plan was changed away since.
    private static final String OF_SERVICE =
            """
            with charged as (
                select l.invoice, l.line, l.net
                from core.invoice_line as l
                where l.subscription = (select s.subscription from core.entitlement_cause as s
                                        where s.id = :sold)
                  and l.net > 0
                  and l.start_day <= cast(:day as date) and l.end_day > cast(:day as date)
                  and l.plan = :plan and l.plan_version = :version
                  and not exists (select from core.invoice_void as v where v.invoice = l.invoice)
                order by l.invoice desc, l.line desc limit 1
            )
            select coalesce(sum(c.net), 0) as net, coalesce(max(l.net), 0) as line_net
            from charged as l
            left join core.credit_note_line as c on c.invoice = l.invoice and c.line = l.line
            """;

    /// Lines that charged a service for a day, the newest first, and what is left of each and of
    /// its invoice.
    private static final String CHARGED =
            """
            select l.invoice, l.line,
                   l.net - coalesce((select sum(c.net) from core.credit_note_line as c
                                     where c.invoice = l.invoice and c.line = l.line), 0) as left,
                   i.net - coalesce((select sum(n.net) from core.credit_note as n
                                     where n.invoice = l.invoice), 0) as invoice_left
            from core.invoice_line as l
            join core.invoice as i on i.id = l.invoice
            where l.subscription = :subscription and l.net > 0 and i.finalised is not null
              and l.start_day <= cast(:day as date) and l.end_day > cast(:day as date)
              and not exists (select from core.invoice_void as v where v.invoice = l.invoice)
            order by l.invoice desc, l.line desc limit 100
            """;

    private static final String SERVICE =
            "select subscription from core.entitlement_cause where id = :sold";

    private static final String ADD =
            """
            insert into core.credit_note
                (customer, invoice, number, reason, source, source_id, issue_day, net, sd, vat,
                 total, to_due, to_credit, printed, made, made_by)
            values (:customer, :invoice, :number, :reason, :source, :source_id,
                    cast(:day as date), :net, :sd, :vat, :net + :sd + :vat, :to_due, :to_credit,
                    cast(:printed as jsonb), :now, :by)
            returning id
            """;

    private static final String ADD_LINES =
            """
            insert into core.credit_note_line (note, invoice, line, net, sd, vat)
            select :note, :invoice, r.line, r.net, r.sd, r.vat
            from jsonb_to_recordset(cast(:rows as jsonb)) as r
                (line smallint, net bigint, sd bigint, vat bigint)
            """;

    private static final String NEXT = "select nextval('core.credit_note_source') as id";

    /// What of a service's line was credited, and what the line charged.
    record OfService(Money credited, Money lineNet) {
        /// What of it is at the least on a part of the line that charged so much. Days without a
        /// line of their own came by a change to something cheaper: nothing of them was credited.
        Money on(Money part) {
            if (lineNet.isZero()) {
                return Money.ZERO;
            }
            Money elsewhere = lineNet.minus(part);
            Money here = credited.minus(elsewhere);
            return here.isPositive() ? here : Money.ZERO;
        }
    }

    private record LineJson(int line, Money net, Money sd, Money vat) {}

    private final DbClient db;
    private final Clock clock;

    CreditNotes(DbClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    public Optional<CreditNote> find(long id) {
        return db.execute().createGet(FIND).addParam("id", id).execute().map(this::note);
    }

    public Optional<CreditNote> find(Origin source) {
        return db.execute()
                .createGet(OF_SOURCE)
                .addParam("source", source.type())
                .addParam("id", source.id())
                .execute()
                .map(this::note);
    }

    /// In the order in which they came.
    public List<CreditNote> ofInvoice(long invoice) {
        return db
                .execute()
                .createQuery(OF_INVOICE)
                .addParam("id", invoice)
                .execute()
                .toList()
                .stream()
                .map(this::note)
                .toList();
    }

    /// Newest first.
    public Page<CreditNote> ofCustomer(int customer, Page.Request request) {
        long before = request.after().map(cursor -> cursor.number(0)).orElse(Long.MAX_VALUE);
        List<CreditNote> rows =
                db
                        .execute()
                        .createQuery(OF_CUSTOMER)
                        .addParam("customer", customer)
                        .addParam("before", before)
                        .addParam("rows", request.rows())
                        .execute()
                        .toList()
                        .stream()
                        .map(this::note)
                        .toList();
        return request.page(rows, note -> Cursor.of(note.id()));
    }

    Map<Integer, Amounts> credited(long invoice) {
        Map<Integer, Amounts> credited = new HashMap<>();
        db.execute()
                .createQuery(CREDITED)
                .addParam("id", invoice)
                .execute()
                .map(Row::new)
                .forEach(row -> credited.put(row.integer("line"), Invoices.amounts(row)));
        return credited;
    }

    /// The service of a sale.
    int service(long sold) {
        return db.execute()
                .createGet(SERVICE)
                .addParam("sold", sold)
                .execute()
                .map(row -> new Row(row).integer("subscription"))
                .orElseThrow();
    }

    OfService ofService(Segment segment) {
        return db.execute()
                .createGet(OF_SERVICE)
                .addParam("sold", segment.sold())
                .addParam("plan", segment.plan())
                .addParam("version", segment.planVersion())
                .addParam("day", segment.start().toString())
                .execute()
                .map(Row::new)
                .map(row ->
                        new OfService(
                                new Money(row.number("net")), new Money(row.number("line_net"))))
                .orElseThrow();
    }

    /// A line that charged a day, and what may still be credited of it.
    record Charged(long invoice, int line, Money left, Money invoiceLeft) {}

    List<Charged> charged(int subscription, LocalDate day) {
        return db.execute()
                .createQuery(CHARGED)
                .addParam("subscription", subscription)
                .addParam("day", day.toString())
                .execute()
                .map(Row::new)
                .map(row ->
                        new Charged(
                                row.number("invoice"),
                                row.integer("line"),
                                new Money(row.number("left")),
                                new Money(row.number("invoice_left"))))
                .toList();
    }

    /// For one that somebody writes by hand.
    Origin byHand() {
        long id =
                db.execute()
                        .createGet(NEXT)
                        .execute()
                        .map(row -> new Row(row).number("id"))
                        .orElseThrow();
        return new Origin("credit-by-hand", id);
    }

    /// Its id, time and author are none yet.
    long add(CreditNote note) {
        long id =
                db.execute()
                        .createQuery(ADD)
                        .addParam("customer", note.customer())
                        .addParam("invoice", note.invoice())
                        .addParam("number", note.number())
                        .addParam("reason", Fields.nameOf(note.reason()))
                        .addParam("source", note.source().type())
                        .addParam("source_id", note.source().id())
                        .addParam("day", note.day().toString())
                        .addParam("net", note.amounts().net().poisha())
                        .addParam("sd", note.amounts().sd().poisha())
                        .addParam("vat", note.amounts().vat().poisha())
                        .addParam("to_due", note.toDue().poisha())
                        .addParam("to_credit", note.toCredit().poisha())
                        .addParam("printed", note.printed().toString())
                        .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                        .addParam("by", Actor.current().login())
                        .execute()
                        .map(row -> new Row(row).number("id"))
                        .toList()
                        .getFirst();
        List<LineJson> lines = new ArrayList<>();
        for (CreditNote.Line line : note.lines()) {
            Amounts amounts = line.amounts();
            lines.add(new LineJson(line.line(), amounts.net(), amounts.sd(), amounts.vat()));
        }
        db.execute()
                .createInsert(ADD_LINES)
                .addParam("note", id)
                .addParam("invoice", note.invoice())
                .addParam("rows", Bulk.rows(lines))
                .execute();
        return id;
    }

    private CreditNote note(DbRow from) {
        Row row = new Row(from);
        long id = row.number("id");
        return new CreditNote(
                id,
                row.integer("customer"),
                row.number("invoice"),
                row.text("number"),
                EnumNames.constant(CreditReason.class, row.text("reason")),
                new Origin(row.text("source"), row.number("source_id")),
                LocalDate.parse(row.text("issue_day")),
                Invoices.amounts(row),
                new Money(row.number("to_due")),
                new Money(row.number("to_credit")),
                json(row.text("printed")),
                row.time("made"),
                row.text("made_by"),
                lines(id));
    }

    private List<CreditNote.Line> lines(long id) {
        return db.execute()
                .createQuery(LINES)
                .addParam("id", id)
                .execute()
                .map(Row::new)
                .map(row -> new CreditNote.Line(row.integer("line"), Invoices.amounts(row)))
                .toList();
    }

    private static JsonNode json(String text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("json: " + text + " (expected: JSON)", e);
        }
    }
}
