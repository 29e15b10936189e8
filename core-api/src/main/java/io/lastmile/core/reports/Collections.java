package io.lastmile.core.reports;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.ledger.Account;
import io.lastmile.core.ledger.AccountKind;
import io.lastmile.core.platform.EnumNames;
import io.lastmile.core.platform.Money;
import io.lastmile.core.platform.Row;
import java.time.LocalDate;

/// Sums of receipts by day and account. Call it within a unit of work.
public final class Collections {
    private static final String FIND =
            """
            select cast(m.day as text) as on_day, m.kind, m.name, sum(m.receipts) as receipts,
                   sum(m.amount) as amount, sum(m.taken) as taken
            from (
                select r.day, r.into_kind as kind, r.into_name as name, count(*) as receipts,
                       sum(r.amount) as amount, 0 as taken
                from core.receipt as r
                where r.day >= cast(:from as date) and r.day <= cast(:to as date)
                group by r.day, r.into_kind, r.into_name
                union all
                select u.day, r.into_kind, r.into_name, 0, 0, sum(r.amount)
                from core.receipt_undo as u join core.receipt as r on r.id = u.receipt
                where u.day >= cast(:from as date) and u.day <= cast(:to as date)
                group by u.day, r.into_kind, r.into_name
            ) as m
            group by m.day, m.kind, m.name order by m.day, m.kind, m.name
            """;

    private final DbClient db;

    Collections(DbClient db) {
        this.db = db;
    }

    /// Of the days `from` to `to`, both among them.
    public Collection find(LocalDate from, LocalDate to) {
        return new Collection(
                from,
                to,
                db.execute()
                        .createQuery(FIND)
                        .addParam("from", from.toString())
                        .addParam("to", to.toString())
                        .execute()
                        .map(row -> item(new Row(row)))
                        .toList());
    }

    private static Collection.Item item(Row row) {
        Money amount = new Money(row.number("amount"));
        Money taken = new Money(row.number("taken"));
        return new Collection.Item(
                LocalDate.parse(row.text("on_day")),
                new Account(
                        EnumNames.constant(AccountKind.class, row.text("kind")), row.text("name")),
                new Collection.Sums(row.number("receipts"), amount, taken, amount.minus(taken)));
    }
}
