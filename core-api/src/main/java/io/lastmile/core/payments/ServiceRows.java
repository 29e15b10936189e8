package io.lastmile.core.payments;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Row;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// Reads what a customer has, for the cash desk. Call it within a unit of work.
final class ServiceRows {
    private static final int ROWS_MAX = 50;

    private static final String OF =
            """
            select s.id, l.name as line, s.kind, coalesce(v.name, '') as plan,
                   (select cast(max(e.end_day) as text) from core.entitlement_segment as e
                    where e.subscription = s.id and e.retracted is null) as until
            from core.subscription as s
            join core.line as l on l.id = s.line
            left join lateral (select p.name from core.plan_version as p
                               where p.plan = l.plan order by p.number desc limit 1) as v on true
            where s.customer = :customer and s.ended is null
            order by s.id limit :rows
            """;

    private final DbClient db;

    ServiceRows(DbClient db) {
        this.db = db;
    }

    /// Without prices.
    List<Counter.Service> of(int customer) {
        return db.execute()
                .createQuery(OF)
                .addParam("customer", customer)
                .addParam("rows", ROWS_MAX)
                .execute()
                .map(Row::new)
                .map(row ->
                        new Counter.Service(
                                row.integer("id"),
                                row.text("line"),
                                row.text("plan"),
                                row.text("kind").equals("prepaid"),
                                row.optionalText("until").map(LocalDate::parse),
                                Optional.empty()))
                .toList();
    }
}
