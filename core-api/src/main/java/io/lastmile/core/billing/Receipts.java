package io.lastmile.core.billing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.helidon.dbclient.DbClient;
import io.helidon.dbclient.DbRow;
import io.lastmile.core.ledger.Account;
import io.lastmile.core.ledger.AccountKind;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Cursor;
import io.lastmile.core.platform.EnumNames;
import io.lastmile.core.platform.Json;
import io.lastmile.core.platform.Money;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Row;
import io.lastmile.core.subscriptions.Origin;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The tables of receipts. Call it within a unit of work.
public final class Receipts {
    private static final String SELECT =
            """
            select r.id, r.customer, r.number, r.source, r.source_id, cast(r.day as text) as day,
                   r.amount, r.into_kind, r.into_name, r.made, r.made_by,
                   cast(u.day as text) as undo_day, u.why as undo_why, u.made as undo_made,
                   u.made_by as undo_by
            from core.receipt as r left join core.receipt_undo as u on u.receipt = r.id
            """;

    private static final String FIND = SELECT + " where r.id = :id";

    private static final String OF_SOURCE =
            SELECT + " where r.source = :source and r.source_id = :id";

    private static final String FIND_ALL =
            SELECT + " where r.id = any (cast((select :ids) as bigint[])) order by r.id";

    private static final String OF_SOURCES =
            SELECT
                    + """
                    where (r.source, r.source_id) in (
                        select w.type, w.id from jsonb_to_recordset(cast(:rows as jsonb)) as w
                            (type text, id bigint))
                    """;

    private static final String OF_CUSTOMER =
            SELECT
                    + """
                    where r.customer = :customer and r.id < :before
                    order by r.id desc limit :rows
                    """;

    private static final String ADD =
            """
            insert into core.receipt
                (id, customer, source, source_id, day, amount, into_kind, into_name, number,
                 printed, made, made_by)
            overriding system value
            select r.id, r.customer, r.source, r.source_id, r.day, r.amount, r.into_kind,
                   r.into_name, r.number, r.printed, :now, :by
            from jsonb_to_recordset(cast(:rows as jsonb)) as r
                (id bigint, customer int, source text, source_id bigint, day date, amount bigint,
                 into_kind text, into_name text, number text, printed jsonb)
            order by r.id
            """;

    private static final String PRINTED =
            "select cast(printed as text) as printed from core.receipt where id = :id";

    private static final String COLLECTOR = "select name from core.account where id = :account";

    private static final String UNDO =
            """
            insert into core.receipt_undo (receipt, day, why, made, made_by)
            values (:id, cast(:day as date), :why, :now, :by)
            """;

    private final DbClient db;
    private final Clock clock;

    Receipts(DbClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    public Optional<Receipt> find(long id) {
        return db.execute().createGet(FIND).addParam("id", id).execute().map(Receipts::receipt);
    }

    public Optional<Receipt> find(Origin source) {
        return db.execute()
                .createGet(OF_SOURCE)
                .addParam("source", source.type())
                .addParam("id", source.id())
                .execute()
                .map(Receipts::receipt);
    }

    /// In the order of their ids.
    List<Receipt> find(List<Long> ids) {
        return db.execute()
                .createQuery(FIND_ALL)
                .addParam("ids", Bulk.array(ids))
                .execute()
                .map(Receipts::receipt)
                .toList();
    }

    /// What sources brought already.
    Map<Origin, Receipt> of(List<Origin> sources) {
        return db.execute()
                .createQuery(OF_SOURCES)
                .addParam("rows", Json.MAPPER.valueToTree(sources).toString())
                .execute()
                .map(Receipts::receipt)
                .collect(Collectors.toMap(Receipt::source, Function.identity()));
    }

    /// Newest first.
    public Page<Receipt> ofCustomer(int customer, Page.Request request) {
        long before = request.after().map(cursor -> cursor.number(0)).orElse(Long.MAX_VALUE);
        List<Receipt> rows =
                db.execute()
                        .createQuery(OF_CUSTOMER)
                        .addParam("customer", customer)
                        .addParam("before", before)
                        .addParam("rows", request.rows())
                        .execute()
                        .map(Receipts::receipt)
                        .toList();
        return request.page(rows, receipt -> Cursor.of(receipt.id()));
    }

    /// The snapshot of what stands on it; receipts of before there was one have none.
    public Optional<JsonNode> printed(long id) {
        return db.execute()
                .createGet(PRINTED)
                .addParam("id", id)
                .execute()
                .flatMap(row -> new Row(row).optionalText("printed"))
                .map(Receipts::json);
    }

    private static JsonNode json(String text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("core.receipt.printed: no JSON", e);
        }
    }

    /// The name of the person in whose name this is done; empty where the program does it.
    String collector() {
        return db.execute()
                .createGet(COLLECTOR)
                .addParam("account", Actor.current().who().account())
                .execute()
                .map(row -> new Row(row).text("name"))
                .orElse("");
    }

    /// One that is on its way into the table.
    record NewReceipt(long id, Incoming incoming, LocalDate day, String number, Parties printed) {
        private Map<String, Object> row() {
            return Map.of(
                    "id", id,
                    "customer", incoming.customer(),
                    "source", incoming.source().type(),
                    "source_id", incoming.source().id(),
                    "day", day.toString(),
                    "amount", incoming.amount().poisha(),
                    "into_kind", incoming.into().kind().word(),
                    "into_name", incoming.into().name(),
                    "number", number,
                    "printed", printed);
        }
    }

    List<Long> ids(int count) {
        return Bulk.ids(db, "core.receipt", count);
    }

    void add(List<NewReceipt> receipts) {
        List<Map<String, Object>> rows = receipts.stream().map(NewReceipt::row).toList();
        db.execute()
                .createInsert(ADD)
                .addParam("rows", Json.MAPPER.valueToTree(rows).toString())
                .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                .addParam("by", Actor.current().login())
                .execute();
    }

    void undo(long id, LocalDate day, String why) {
        db.execute()
                .createInsert(UNDO)
                .addParam("id", id)
                .addParam("day", day.toString())
                .addParam("why", why)
                .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                .addParam("by", Actor.current().login())
                .execute();
    }

    private static Receipt receipt(DbRow from) {
        Row row = new Row(from);
        return new Receipt(
                row.number("id"),
                row.integer("customer"),
                row.text("number"),
                new Origin(row.text("source"), row.number("source_id")),
                LocalDate.parse(row.text("day")),
                new Money(row.number("amount")),
                new Account(
                        EnumNames.constant(AccountKind.class, row.text("into_kind")),
                        row.text("into_name")),
                row.time("made"),
                row.text("made_by"),
                row.optionalText("undo_day")
                        .map(day ->
                                new Receipt.Undone(
                                        LocalDate.parse(day),
                                        row.text("undo_why"),
                                        row.time("undo_made"),
                                        row.text("undo_by"))));
    }
}
