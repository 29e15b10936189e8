package io.lastmile.core.ledger;

import io.lastmile.core.platform.Cursor;
import io.lastmile.core.platform.Money;
import io.lastmile.core.platform.Row;
import java.time.LocalDate;

/// One entry in a statement. `running` is the sum up to and with it, debits above zero.
public record StatementLine(
        long batch,
        int line,
        LocalDate day,
        Account account,
        Money amount,
        Money running,
        String says,
        Source source) {
    static StatementLine of(Row row) {
        return new StatementLine(
                row.number("batch"),
                row.integer("line"),
                LedgerRow.day(row),
                LedgerRow.account(row),
                new Money(row.number("amount")),
                new Money(row.number("running")),
                row.text("says"),
                LedgerRow.source(row));
    }

    Cursor cursor() {
        return Cursor.of(day, batch, line, running.poisha());
    }
}
