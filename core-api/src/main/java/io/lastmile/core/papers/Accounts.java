package io.lastmile.core.papers;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Money;
import io.lastmile.core.platform.Row;
import java.time.LocalDate;
import java.util.List;

/// What a customer owed and what changed it, from the books. Call it within a unit of work.
final class Accounts {
    /// A customer has some dozen in a year.
    static final int MOVES_MAX = 2_000;

    private static final String OPENING =
            """
            select coalesce(sum(amount), 0) as amount from core.ledger_entry
            where customer = :customer and day < cast(:from as date)
            """;

    /// What only moved between a customer's accounts (credit that paid an invoice) changes nothing
    /// that is owed.
    private static final String MOVES =
            """
            select cast(b.day as text) as day, b.source, b.effect, b.says, m.amount,
                   coalesce(i.number, r.number, n.number, '') as number
            from (select e.day, e.batch, sum(e.amount) as amount
                  from core.ledger_entry as e
                  where e.customer = :customer and e.day >= cast(:from as date)
                    and e.day <= cast(:to as date)
                  group by e.day, e.batch having sum(e.amount) <> 0
                  order by e.day, e.batch limit :rows) as m
            join core.ledger_batch as b on b.id = m.batch
            left join core.invoice as i on b.source = 'invoice' and i.id = b.source_id
            left join core.receipt as r on b.source = 'receipt' and r.id = b.source_id
            left join core.credit_note as n on b.source = 'credit-note' and n.id = b.source_id
            order by m.day, m.batch
            """;

    /// `source` and `effect` are the batch's, `number` that of its document; `amount` adds to what
    /// is owed.
    record Move(
            LocalDate day,
            String source,
            String effect,
            String says,
            String number,
            Money amount) {}

    private final DbClient db;

    Accounts(DbClient db) {
        this.db = db;
    }

    /// What was owed before a day, below zero what the ISP owed.
    Money opening(int customer, LocalDate from) {
        return db.execute()
                .createGet(OPENING)
                .addParam("customer", customer)
                .addParam("from", from.toString())
                .execute()
                .map(row -> new Money(new Row(row).number("amount")))
                .orElseThrow();
    }

    /// Of the days `from` to `to`, both among them, oldest first; one more than `MOVES_MAX` at
    /// most.
    List<Move> moves(int customer, LocalDate from, LocalDate to) {
        return db.execute()
                .createQuery(MOVES)
                .addParam("customer", customer)
                .addParam("from", from.toString())
                .addParam("to", to.toString())
                .addParam("rows", MOVES_MAX + 1)
                .execute()
                .map(Row::new)
                .map(row ->
                        new Move(
                                LocalDate.parse(row.text("day")),
                                row.text("source"),
                                row.text("effect"),
                                row.text("says"),
                                row.text("number"),
                                new Money(row.number("amount"))))
                .toList();
    }
}
