package io.lastmile.core.billing;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Money;
import io.lastmile.core.platform.Row;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/// What was charged ahead and is earned when its days begin (billing.md C.7, deferred revenue).
/// Call it within a unit of work.
final class Deferrals {
    private static final String ADD =
            """
            insert into core.deferral (invoice, line, customer, day, amount)
            select r.invoice, r.line, r.customer, r.day, r.amount
            from jsonb_to_recordset(cast(:rows as jsonb)) as r
                (invoice bigint, line smallint, customer int, day date, amount bigint)
            """;

    private static final String DUE =
            """
            select d.id, d.invoice, d.line, d.customer, cast(d.day as text) as day, d.amount,
                   l.account
            from core.deferral as d
            join core.invoice_line as l on l.invoice = d.invoice and l.line = d.line
            where d.settled is null and d.day <= cast(:today as date)
            order by d.day, d.id limit :rows
            for update of d skip locked
            """;

    private static final String OF_LINE =
            """
            select d.id, d.invoice, d.line, d.customer, cast(d.day as text) as day, d.amount,
                   l.account
            from core.deferral as d
            join core.invoice_line as l on l.invoice = d.invoice and l.line = d.line
            where d.invoice = :invoice and d.line = :line and d.settled is null
            for update of d
            """;

    private static final String DUE_OF_INVOICE =
            """
            select d.id, d.invoice, d.line, d.customer, cast(d.day as text) as day, d.amount,
                   l.account
            from core.deferral as d
            join core.invoice_line as l on l.invoice = d.invoice and l.line = d.line
            where d.invoice = :invoice and d.settled is null and d.day <= cast(:today as date)
            order by d.day, d.id
            for update of d
            """;

    private static final String OF_INVOICE =
            """
            select d.id, d.outcome from core.deferral as d
            where d.invoice = :invoice and d.outcome is distinct from 'taken-back'
            for update
            """;

    private static final String SETTLE =
            """
            update core.deferral set settled = :now, outcome = :outcome
            where id = any (cast(:ids as bigint[])) and settled is null
            """;

    /// One that is on its way into the table.
    record NewDeferral(long invoice, int line, int customer, LocalDate day, Money amount) {}

    record Deferral(long id, NewDeferral what, String account) {}

    private final DbClient db;
    private final Clock clock;

    Deferrals(DbClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    void add(List<NewDeferral> deferrals) {
        if (!deferrals.isEmpty()) {
            db.execute().createInsert(ADD).addParam("rows", Bulk.rows(deferrals)).execute();
        }
    }

    /// Those that are earned by now; nobody else settles them until the unit of work ends.
    List<Deferral> due(LocalDate today, int rows) {
        return db.execute()
                .createQuery(DUE)
                .addParam("today", today.toString())
                .addParam("rows", rows)
                .execute()
                .map(row -> deferral(new Row(row)))
                .toList();
    }

    /// Those of an invoice.
    List<Deferral> dueOf(long invoice, LocalDate today) {
        return db.execute()
                .createQuery(DUE_OF_INVOICE)
                .addParam("invoice", invoice)
                .addParam("today", today.toString())
                .execute()
                .map(row -> deferral(new Row(row)))
                .toList();
    }

    /// What of a line is not earned yet.
    Optional<Deferral> ofLine(long invoice, int line) {
        return db.execute()
                .createGet(OF_LINE)
                .addParam("invoice", invoice)
                .addParam("line", line)
                .execute()
                .map(row -> deferral(new Row(row)));
    }

    /// Nothing of an invoice is earned later; false, and nothing is done, if some was already.
    boolean takeBack(long invoice) {
        List<Row> rows =
                db.execute()
                        .createQuery(OF_INVOICE)
                        .addParam("invoice", invoice)
                        .execute()
                        .map(Row::new)
                        .toList();
        if (rows.stream().anyMatch(row -> row.optionalText("outcome").isPresent())) {
            return false;
        }
        if (!rows.isEmpty()) {
            settle(rows.stream().map(row -> row.number("id")).toList(), false);
        }
        return true;
    }

    void settle(List<Long> ids, boolean earned) {
        long settled =
                db.execute()
                        .createUpdate(SETTLE)
                        .addParam("ids", Bulk.array(ids))
                        .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                        .addParam("outcome", earned ? "earned" : "taken-back")
                        .execute();
        if (settled != ids.size()) {
            throw new IllegalStateException(
                    "deferrals: %d of %s (expected: all)".formatted(settled, ids));
        }
    }

    private static Deferral deferral(Row row) {
        return new Deferral(
                row.number("id"),
                new NewDeferral(
                        row.number("invoice"),
                        row.integer("line"),
                        row.integer("customer"),
                        LocalDate.parse(row.text("day")),
                        new Money(row.number("amount"))),
                row.text("account"));
    }
}
