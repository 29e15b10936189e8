package io.lastmile.core.billing;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Money;
import io.lastmile.core.platform.Row;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is open of invoices. The database keeps it beside the documents, and the proof compares.
/// Call it within a unit of work.
public final class Dues {
    /// What is left to pay of an invoice, by when, and when it was issued.
    public record Due(
            long invoice, int customer, LocalDate issued, LocalDate day, Money total, Money open) {
        Due of(Money part) {
            return new Due(invoice, customer, issued, day, total, part);
        }
    }

    /// Oldest due day first, then in the order of ids (billing.md C.4).
    private static final String OPEN =
            """
            select d.invoice, d.customer, cast(i.issue_day as text) as issue_day,
                   cast(d.due_day as text) as due_day, d.total, d.open
            from core.invoice_due as d join core.invoice as i on i.id = d.invoice
            where d.customer = any (cast((select :customers) as int[])) and d.settled < d.total
            order by d.customer, d.due_day, d.invoice
            """;

    private static final String FIND =
            """
            select d.invoice, d.customer, cast(i.issue_day as text) as issue_day,
                   cast(d.due_day as text) as due_day, d.total, d.open
            from core.invoice_due as d join core.invoice as i on i.id = d.invoice
            where d.invoice = :id
            """;

    /// What a customer owes in all, and what of it is late on a day.
    public record Standing(Money due, Money overdue, Optional<LocalDate> since) {}

    private static final String STANDING =
            """
            select coalesce(sum(open), 0) as due,
                   coalesce(sum(open) filter (where due_day < cast(:today as date)), 0) as overdue,
                   cast(min(due_day) filter (where due_day < cast(:today as date)) as text)
                       as since
            from core.invoice_due where customer = :customer and settled < total
            """;

    private final DbClient db;

    Dues(DbClient db) {
        this.db = db;
    }

    /// By customer, each in the order in which money is put on them.
    Map<Integer, List<Due>> open(List<Integer> customers) {
        Map<Integer, List<Due>> open = new LinkedHashMap<>();
        db.execute()
                .createQuery(OPEN)
                .addParam("customers", Bulk.array(customers))
                .execute()
                .map(row -> due(new Row(row)))
                .forEach(due ->
                        open.computeIfAbsent(due.customer(), _ -> new ArrayList<>()).add(due));
        return open;
    }

    public List<Due> open(int customer) {
        return open(List.of(customer)).getOrDefault(customer, List.of());
    }

    /// None for a draft or a void invoice.
    public Optional<Due> find(long invoice) {
        return db.execute()
                .createGet(FIND)
                .addParam("id", invoice)
                .execute()
                .map(row -> due(new Row(row)));
    }

    public Standing standing(int customer, LocalDate today) {
        return db.execute()
                .createGet(STANDING)
                .addParam("customer", customer)
                .addParam("today", today.toString())
                .execute()
                .map(Row::new)
                .map(row ->
                        new Standing(
                                new Money(row.number("due")),
                                new Money(row.number("overdue")),
                                row.optionalText("since").map(LocalDate::parse)))
                .orElseThrow();
    }

    private static Due due(Row row) {
        return new Due(
                row.number("invoice"),
                row.integer("customer"),
                LocalDate.parse(row.text("issue_day")),
                LocalDate.parse(row.text("due_day")),
                new Money(row.number("total")),
                new Money(row.number("open")));
    }
}
