package io.lastmile.core.dunning;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Money;
import io.lastmile.core.platform.Row;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

/// The table of what was told. Each statement notes whom it names, so that nobody is told twice.
/// Call it within a unit of work.
final class Reminders {
    /// Those of one statement.
    static final int ROWS_MAX = 500;

    /// Services that run and whose paid time ends with `last_day`; the projection of room dunning
    /// only says where to look.
    private static final String EXPIRY =
            """
            with told as (
                insert into core.dunning_reminder (subscription, mark, days, made)
                select s.id, cast(:day as date), :days, :now
                from core.dunning_watch as w
                join core.subscription as s on s.id = w.subscription
                where w.until_day = cast(:day as date) + 1 and s.kind = 'prepaid'
                  and s.ended is null
                  and (select max(e.end_day) from core.entitlement_segment as e
                       where e.subscription = s.id and e.retracted is null)
                      = cast(:day as date) + 1
                  and not exists (select from core.subscription_pause as p
                                  where p.subscription = s.id and p.resumed is null
                                    and p.begun is not null)
                  and not exists (select from core.dunning_reminder as r
                                  where r.subscription = s.id and r.mark = cast(:day as date)
                                    and r.days = :days)
                order by s.id limit :rows
                on conflict do nothing
                returning subscription)
            select s.id as subscription, s.customer, s.line
            from told join core.subscription as s on s.id = told.subscription
            order by s.id
            """;

    /// Once it is late, who is spared hears no more of it.
    private static final String DUE =
            """
            with told as (
                insert into core.dunning_reminder (invoice, mark, days, made)
                select d.invoice, d.due_day, :days, :now
                from core.invoice_due as d
                where d.due_day = cast(:day as date) and d.settled < d.total
                  and d.open > :tolerance
                  and not (:days < 0 and (
                      exists (select from core.promise as p
                              where p.customer = d.customer and p.withdrawn is null
                                and p.last_day >= cast(:today as date))
                      or exists (select from core.dunning_exemption as x
                                 where x.customer = d.customer and x.ended is null
                                   and x.approved is not null
                                   and (x.last_day is null
                                        or x.last_day >= cast(:today as date)))))
                  and not exists (select from core.dunning_reminder as r
                                  where r.invoice = d.invoice and r.mark = d.due_day
                                    and r.days = :days)
                order by d.invoice limit :rows
                on conflict do nothing
                returning invoice)
            select d.invoice, d.customer, d.open, i.number
            from told
            join core.invoice_due as d on d.invoice = told.invoice
            join core.invoice as i on i.id = told.invoice
            order by d.invoice
            """;

    /// A day on which something ends or is due, so many days before or, below 0, after it.
    record Stage(LocalDate day, int days) {
        static Stage of(LocalDate today, int days) {
            return new Stage(today.plusDays(days), days);
        }
    }

    private final DbClient db;
    private final Clock clock;

    Reminders(DbClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /// Some of those who were not told yet of this stage.
    List<ExpiryNear> expiry(Stage stage) {
        return db.execute()
                .createQuery(EXPIRY)
                .addParam("day", stage.day().toString())
                .addParam("days", stage.days())
                .addParam("now", now())
                .addParam("rows", ROWS_MAX)
                .execute()
                .map(row -> Nonpays.who(new Row(row)))
                .map(who -> new ExpiryNear(who, stage.day(), stage.days()))
                .toList();
    }

    /// The same of bills.
    List<PaymentDue> due(Stage stage, LocalDate today, Money tolerance) {
        return db.execute()
                .createQuery(DUE)
                .addParam("day", stage.day().toString())
                .addParam("days", stage.days())
                .addParam("today", today.toString())
                .addParam("tolerance", tolerance.poisha())
                .addParam("now", now())
                .addParam("rows", ROWS_MAX)
                .execute()
                .map(Row::new)
                .map(row -> new PaymentDue(row.integer("customer"), bill(row, stage), stage.days()))
                .toList();
    }

    private static PaymentDue.Bill bill(Row row, Stage stage) {
        return new PaymentDue.Bill(
                row.number("invoice"),
                row.text("number"),
                stage.day(),
                new Money(row.number("open")));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
