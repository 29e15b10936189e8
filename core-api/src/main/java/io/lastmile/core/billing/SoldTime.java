package io.lastmile.core.billing;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Row;
import io.lastmile.core.subscriptions.Origin;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;

/// Which sales of time an invoice charged: those of its charges, of what paid it, or its own where
/// there was nothing to pay. Call it within a unit of work.
public final class SoldTime {
    private static final String OF_INVOICE =
            """
            select c.id, c.subscription, c.source, c.source_id
            from core.entitlement_cause as c
            where c.kind = 'extended'
              and (c.source = 'invoice' and c.source_id = :id
                   or c.source = 'allocation'
                      and c.source_id in (select a.id from core.allocation as a
                                          where a.invoice = :id)
                   or c.source = 'charge'
                      and c.source_id in (select h.id from core.charge as h
                                          where h.invoice = :id and h.released is null))
            order by c.id desc
            """;

    /// The other way round: which invoice charged what a cause sold, or a change of plan put there.
    private static final String CHARGED =
            """
            select c.id, i.id as invoice, i.number
            from core.entitlement_cause as c
            left join core.allocation as a on c.source = 'allocation' and a.id = c.source_id
            left join core.charge as h on c.source = 'charge' and h.id = c.source_id
            left join lateral (select l.invoice from core.invoice_line as l
                               where c.source = 'plan-change'
                                 and l.subscription = c.subscription
                                 and l.kind = 'change-charge'
                                 and l.why ->> 'change' = cast(c.source_id as text)
                               limit 1) as p on true
            join core.invoice as i
                on i.id = coalesce(a.invoice, h.invoice, p.invoice,
                                   case when c.source = 'invoice' then c.source_id end)
            where c.subscription = :id and i.number is not null
            order by c.id desc limit :rows
            """;

    private static final int CHARGED_MAX = 500;

    private static final String RELEASE =
            "update core.charge set released = :now where invoice = :id and released is null";

    /// The invoice that charged what a cause sold.
    public record Charged(long cause, long invoice, String number) {}

    record Sale(long cause, int subscription, Origin origin) {}

    private final DbClient db;
    private final Clock clock;

    SoldTime(DbClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /// The latest first.
    List<Sale> of(long invoice) {
        return db.execute()
                .createQuery(OF_INVOICE)
                .addParam("id", invoice)
                .execute()
                .map(Row::new)
                .map(row ->
                        new Sale(
                                row.number("id"),
                                row.integer("subscription"),
                                new Origin(row.text("source"), row.number("source_id"))))
                .toList();
    }

    /// By which invoices the newest time of a service was charged.
    public List<Charged> charged(int subscription) {
        return db.execute()
                .createQuery(CHARGED)
                .addParam("id", subscription)
                .addParam("rows", CHARGED_MAX)
                .execute()
                .map(Row::new)
                .map(row ->
                        new Charged(row.number("id"), row.number("invoice"), row.text("number")))
                .toList();
    }

    /// Its periods may be charged again.
    void release(long invoice) {
        db.execute()
                .createUpdate(RELEASE)
                .addParam("id", invoice)
                .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                .execute();
    }
}
