package io.lastmile.core.billing;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Money;
import io.lastmile.core.platform.Row;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The table of discounts. Call it within a unit of work.
public final class Discounts {
    private static final String OF =
            """
            select id, version, subscription, cast(percent as text) as percent, amount,
                   cast(from_day as text) as from_day, cast(to_day as text) as to_day, why
            from core.discount
            where subscription = any (cast((select :subscriptions) as int[]))
            order by subscription, from_day, id
            """;

    private static final String ADD =
            """
            insert into core.discount
                (subscription, percent, amount, from_day, to_day, why, made, made_by)
            values (:subscription, cast(nullif(:percent, '') as numeric), nullif(:amount, 0),
                    cast(:from_day as date), cast(nullif(:to_day, '') as date), :why, :now, :by)
            returning id
            """;

    private static final String END =
            """
            update core.discount set to_day = cast(:day as date), version = version + 1
            where id = :id and version = :version and from_day < cast(:day as date)
              and (to_day is null or to_day > cast(:day as date))
            """;

    private final DbClient db;
    private final Clock clock;

    Discounts(DbClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    public List<Discount> of(int subscription) {
        return of(List.of(subscription)).getOrDefault(subscription, List.of());
    }

    Map<Integer, List<Discount>> of(List<Integer> subscriptions) {
        return db.execute()
                .createQuery(OF)
                .addParam("subscriptions", Bulk.array(subscriptions))
                .execute()
                .map(row -> discount(new Row(row)))
                .collect(Collectors.groupingBy(Discount::subscription));
    }

    /// Its id and version are none yet.
    int add(Discount draft) {
        return db.execute()
                .createQuery(ADD)
                .addParam("subscription", draft.subscription())
                .addParam("percent", draft.percent().map(BigDecimal::toPlainString).orElse(""))
                .addParam("amount", draft.amount().map(Money::poisha).orElse(0L))
                .addParam("from_day", draft.from().toString())
                .addParam("to_day", draft.to().map(LocalDate::toString).orElse(""))
                .addParam("why", draft.why())
                .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                .addParam("by", Actor.current().login())
                .execute()
                .map(row -> new Row(row).integer("id"))
                .toList()
                .getFirst();
    }

    /// From `day` on it takes nothing off; false if it had ended by then or was changed meanwhile.
    boolean end(int id, long version, LocalDate day) {
        return db.execute()
                        .createUpdate(END)
                        .addParam("id", id)
                        .addParam("version", version)
                        .addParam("day", day.toString())
                        .execute()
                == 1;
    }

    private static Discount discount(Row row) {
        return new Discount(
                row.integer("id"),
                row.number("version"),
                row.integer("subscription"),
                row.optionalText("percent").map(BigDecimal::new),
                row.optionalNumber("amount").map(Money::new),
                LocalDate.parse(row.text("from_day")),
                row.optionalText("to_day").map(LocalDate::parse),
                row.text("why"));
    }
}
