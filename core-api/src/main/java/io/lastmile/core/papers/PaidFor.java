package io.lastmile.core.papers;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Money;
import io.lastmile.core.platform.Row;
import java.util.List;

/// What receipts paid the moment they came, with the numbers of the invoices. Call it within a unit
/// of work.
final class PaidFor {
    private static final String OF_RECEIPT =
            """
            select coalesce(i.number, '') as number, a.amount
            from core.allocation as a join core.invoice as i on i.id = a.invoice
            where a.receipt = :receipt order by a.id limit 5000
            """;

    record Part(String number, Money amount) {}

    private final DbClient db;

    PaidFor(DbClient db) {
        this.db = db;
    }

    List<Part> receipt(long id) {
        return db.execute()
                .createQuery(OF_RECEIPT)
                .addParam("receipt", id)
                .execute()
                .map(Row::new)
                .map(row -> new Part(row.text("number"), new Money(row.number("amount"))))
                .toList();
    }
}
