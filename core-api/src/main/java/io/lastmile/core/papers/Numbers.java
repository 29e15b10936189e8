package io.lastmile.core.papers;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.EnumNames;
import io.lastmile.core.platform.Money;
import io.lastmile.core.platform.Row;
import java.time.LocalDate;
import java.util.Optional;

/// Documents by their numbers, of which each has its own. Call it within a unit of work.
final class Numbers {
    private static final String FIND =
            """
            select 'invoice' as kind, i.number, cast(i.issue_day as text) as day, i.total,
                   v.invoice is not null as gone
            from core.invoice as i left join core.invoice_void as v on v.invoice = i.id
            where i.number = :number
            union all
            select 'credit-note', n.number, cast(n.issue_day as text), n.total, false
            from core.credit_note as n where n.number = :number
            union all
            select 'receipt', r.number, cast(r.day as text), r.amount, u.receipt is not null
            from core.receipt as r left join core.receipt_undo as u on u.receipt = r.id
            where r.number = :number
            """;

    private static final String PLACE =
            """
            select 'invoice' as kind, id, customer from core.invoice where number = :number
            union all
            select 'credit-note', id, customer from core.credit_note where number = :number
            union all
            select 'receipt', id, customer from core.receipt where number = :number
            """;

    /// Which document has a number, and whose it is.
    record Place(Genuine.Kind kind, long id, int customer) {}

    private final DbClient db;

    Numbers(DbClient db) {
        this.db = db;
    }

    Optional<Genuine> find(String number) {
        return db.execute()
                .createGet(FIND)
                .addParam("number", number)
                .execute()
                .map(Row::new)
                .map(row ->
                        new Genuine(
                                EnumNames.constant(Genuine.Kind.class, row.text("kind")),
                                row.text("number"),
                                LocalDate.parse(row.text("day")),
                                new Money(row.number("total")),
                                row.flag("gone") ? Genuine.State.VOID : Genuine.State.HOLDS));
    }

    Optional<Place> place(String number) {
        return db.execute()
                .createGet(PLACE)
                .addParam("number", number)
                .execute()
                .map(Row::new)
                .map(row ->
                        new Place(
                                EnumNames.constant(Genuine.Kind.class, row.text("kind")),
                                row.number("id"),
                                row.integer("customer")));
    }
}
