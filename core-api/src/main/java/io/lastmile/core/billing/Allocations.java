package io.lastmile.core.billing;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.EnumNames;
import io.lastmile.core.platform.Money;
import io.lastmile.core.platform.Row;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The tables of what was put on invoices and taken off again. Call it within a unit of work.
public final class Allocations {
    private static final String ADD =
            """
            insert into core.allocation
                (id, customer, invoice, origin, receipt, amount, day, made, made_by)
            overriding system value
            select r.id, r.customer, r.invoice, r.origin, r.receipt, r.amount, r.day, :now, :by
            from jsonb_to_recordset(cast(:rows as jsonb)) as r
                (id bigint, customer int, invoice bigint, origin text, receipt bigint,
                 amount bigint, day date)
            order by r.id
            """;

    private static final String UNDO =
            """
            insert into core.allocation_undo (allocation, day, why, made, made_by)
            select u.id, cast(:day as date), :why, :now, :by
            from unnest(cast(:ids as bigint[])) as u (id)
            """;

    private static final String SELECT =
            """
            select a.id, a.customer, a.invoice, a.origin, a.receipt, a.amount,
                   cast(a.day as text) as day, a.made, a.made_by, cast(u.day as text) as undone
            from core.allocation as a
            left join core.allocation_undo as u on u.allocation = a.id
            """;

    /// More of one invoice or payment is a fault: what is cut off would be forgotten in the books.
    private static final int ROWS_MAX = 5_000;

    private static final String OF_INVOICE =
            SELECT + " where a.invoice = :id order by a.id limit :rows";

    private static final String OF_RECEIPT =
            SELECT + " where a.receipt = :id order by a.id limit :rows";

    private static final String OF_RECEIPTS =
            SELECT + " where a.receipt = any (cast((select :ids) as bigint[])) order by a.id";

    /// What stands of credit that was spent, the newest first.
    private static final String SPENT =
            SELECT
                    + """
                    where a.customer = :id and a.origin = 'advance' and u.allocation is null
                    order by a.id desc limit :rows
                    """;

    /// One on its way into the table.
    record NewAllocation(
            long id,
            int customer,
            long invoice,
            Allocation.From origin,
            Optional<Long> receipt,
            Money amount,
            LocalDate day) {}

    private final DbClient db;
    private final Clock clock;

    Allocations(DbClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    List<Long> ids(int count) {
        return Bulk.ids(db, "core.allocation", count);
    }

    void add(List<NewAllocation> allocations) {
        if (allocations.isEmpty()) {
            return;
        }
        db.execute()
                .createInsert(ADD)
                .addParam("rows", Bulk.rows(allocations))
                .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                .addParam("by", Actor.current().login())
                .execute();
    }

    /// They are taken off their invoices, which are open again by as much.
    void undo(List<Long> ids, LocalDate day, String why) {
        if (ids.isEmpty()) {
            return;
        }
        db.execute()
                .createInsert(UNDO)
                .addParam("ids", Bulk.array(ids))
                .addParam("day", day.toString())
                .addParam("why", why)
                .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                .addParam("by", Actor.current().login())
                .execute();
    }

    /// In the order in which they came, with those that were undone.
    public List<Allocation> ofInvoice(long invoice) {
        return all(OF_INVOICE, invoice);
    }

    public List<Allocation> ofReceipt(long receipt) {
        return all(OF_RECEIPT, receipt);
    }

    /// By receipt, each in the order in which they came. For receipts that were just made: no more
    /// are read than there are.
    Map<Long, List<Allocation>> ofReceipts(List<Long> receipts) {
        return db.execute()
                .createQuery(OF_RECEIPTS)
                .addParam("ids", Bulk.array(receipts))
                .execute()
                .map(row -> allocation(new Row(row)))
                .collect(Collectors.groupingBy(one -> one.receipt().orElseThrow()));
    }

    List<Allocation> spentAdvance(int customer) {
        return all(SPENT, customer);
    }

    private List<Allocation> all(String sql, long id) {
        List<Allocation> all =
                db.execute()
                        .createQuery(sql)
                        .addParam("id", id)
                        .addParam("rows", ROWS_MAX)
                        .execute()
                        .map(row -> allocation(new Row(row)))
                        .toList();
        if (all.size() == ROWS_MAX) {
            throw new IllegalStateException(
                    "allocations of %d: %d (expected: fewer)".formatted(id, ROWS_MAX));
        }
        return all;
    }

    private static Allocation allocation(Row row) {
        return new Allocation(
                row.number("id"),
                row.integer("customer"),
                row.number("invoice"),
                EnumNames.constant(Allocation.From.class, row.text("origin")),
                row.optionalNumber("receipt"),
                new Money(row.number("amount")),
                LocalDate.parse(row.text("day")),
                row.time("made"),
                row.text("made_by"),
                row.optionalText("undone").map(LocalDate::parse));
    }
}
