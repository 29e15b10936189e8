package io.lastmile.core.payments;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.helidon.dbclient.DbClient;
import io.helidon.dbclient.DbRow;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Cursor;
import io.lastmile.core.platform.Json;
import io.lastmile.core.platform.Money;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Row;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/// The table of cash payments. Call it within a unit of work.
public final class CashPayments {
    static final String SOURCE = "cash";

    private static final String SELECT =
            """
            select p.id, p.till, p.customer, c.name, p.amount, cast(p.day as text) as day, p.note,
                   p.made, p.made_by, r.id as receipt, r.number, u.why as undone
            from core.cash_payment as p
            join core.customer as c on c.id = p.customer
            left join core.receipt as r on r.source = 'cash' and r.source_id = p.id
            left join core.receipt_undo as u on u.receipt = r.id
            """;

    private static final String FIND = SELECT + " where p.id = :id";

    private static final String PAGE =
            SELECT + " where p.till = :till and p.id < :before order by p.id desc limit :rows";

    private static final String ADD =
            """
            insert into core.cash_payment (till, customer, amount, day, note, made, made_by)
            select :till, r.customer, r.amount, r.day, r.note, :now, :by
            from jsonb_to_recordset(cast(:rows as jsonb)) as r
                (at int, customer int, amount bigint, day date, note text)
            order by r.at
            returning id
            """;

    private static final String BLANK =
            "update core.cash_payment set note = '' where customer = :customer and note <> ''";

    private final DbClient db;
    private final Clock clock;

    CashPayments(DbClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    public Optional<CashPayment> find(long id) {
        return db.execute().createGet(FIND).addParam("id", id).execute().map(CashPayments::payment);
    }

    /// Of a till, newest first.
    public Page<CashPayment> ofTill(int till, Page.Request request) {
        List<CashPayment> rows =
                db.execute()
                        .createQuery(PAGE)
                        .addParam("till", till)
                        .addParam(
                                "before",
                                request.after().map(c -> c.number(0)).orElse(Long.MAX_VALUE))
                        .addParam("rows", request.rows())
                        .execute()
                        .map(CashPayments::payment)
                        .toList();
        return request.page(rows, payment -> Cursor.of(payment.id()));
    }

    /// Each on its day; their ids, in the same order.
    List<Long> add(int till, List<CashDraft> drafts, List<LocalDate> days) {
        ArrayNode rows = Json.MAPPER.createArrayNode();
        for (CashDraft draft : drafts) {
            rows.addObject()
                    .put("at", rows.size())
                    .put("customer", draft.customer())
                    .put("amount", draft.amount().poisha())
                    .put("day", days.get(rows.size() - 1).toString())
                    .put("note", draft.note());
        }
        return db.execute()
                .createQuery(ADD)
                .addParam("till", till)
                .addParam("rows", rows.toString())
                .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                .addParam("by", Actor.current().login())
                .execute()
                .map(row -> new Row(row).number("id"))
                .sorted()
                .toList();
    }

    /// Words about somebody who is forgotten go.
    void forget(int customer) {
        db.execute().createUpdate(BLANK).addParam("customer", customer).execute();
    }

    private static CashPayment payment(DbRow from) {
        Row row = new Row(from);
        return new CashPayment(
                row.number("id"),
                row.integer("till"),
                row.integer("customer"),
                row.text("name"),
                new Money(row.number("amount")),
                LocalDate.parse(row.text("day")),
                row.text("note"),
                row.time("made"),
                row.text("made_by"),
                row.optionalNumber("receipt")
                        .map(id -> new CashPayment.Paper(id, row.text("number"))),
                row.optionalText("undone"));
    }
}
