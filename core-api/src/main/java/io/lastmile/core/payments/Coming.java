package io.lastmile.core.payments;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Money;
import io.lastmile.core.platform.Row;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// Money of which nobody knows yet whether it is good: cheques that are deposited, and lines of
/// bank statements that somebody took for a customer's and nobody confirmed. Call it within a unit
/// of work.
public final class Coming {
    /// Longer than banks take for a cheque, feasts and weekends counted: after that, nobody knows
    /// of any money.
    public static final int DAYS_MAX = 10;

    /// `service` is the prepaid one that it is for, none if it is for debts; `cost` is what its
    /// time takes. It counts through `lastDay`.
    public record Item(
            int customer,
            Optional<Integer> service,
            long id,
            Money amount,
            Money cost,
            LocalDate lastDay) {}

    private static final String OF =
            """
            select customer, subscription, id, amount, coalesce(cost, 0) as cost,
                   cast(deposited as text) as since
            from core.cheque
            where customer = any (:customers) and state = 'deposited'
            union all
            select customer, subscription, id, amount, coalesce(cost, 0),
                   cast(coalesce(since, day) as text)
            from core.bank_line
            where customer = any (:customers) and state = 'assigned'
            order by customer, id
            """;

    private final DbClient db;

    Coming(DbClient db) {
        this.db = db;
    }

    public List<Item> of(List<Integer> customers) {
        return db.execute()
                .createQuery(OF)
                .addParam("customers", customers.toArray(Integer[]::new))
                .execute()
                .map(Row::new)
                .map(row ->
                        new Item(
                                row.integer("customer"),
                                row.optionalInteger("subscription"),
                                row.number("id"),
                                new Money(row.number("amount")),
                                new Money(row.number("cost")),
                                LocalDate.parse(row.text("since")).plusDays(DAYS_MAX)))
                .toList();
    }
}
