package io.lastmile.core.tickets;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Jobs;
import io.lastmile.core.platform.Outbox;
import io.lastmile.core.platform.Platform;
import io.lastmile.core.platform.Row;
import io.micrometer.core.instrument.Counter;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;

/// The job that lets closed tickets go when they were kept long enough (`TicketSettings.keptDays`),
/// and the erasure of what a person wrote. Numbers are never given out again, either way.
final class TicketRetention {
    static final int TICKETS_MAX = 500;
    private static final Duration EVERY = Duration.ofHours(1);

    /// One that others were merged into waits for them; a merged one goes with it.
    private static final String DELETE =
            """
            with old as materialized (
                select id from core.ticket
                where closed < cast(:before as timestamptz)
                order by closed
                limit :rows
            ), gone as materialized (
                select id from old
                union
                select t.id from core.ticket as t join old on t.merged_into = old.id
            ), files as (
                delete from core.ticket_file
                where message in (select m.id from core.ticket_message as m
                                  join gone on gone.id = m.ticket)
            ), messages as (
                delete from core.ticket_message where ticket in (select id from gone)
            ), events as (
                delete from core.ticket_event where ticket in (select id from gone)
            )
            delete from core.ticket where id in (select id from gone)
            """;

    private static final String ERASE =
            """
            with mine as materialized (
                select id from core.ticket
                where customer = :customer and erased is null
                  and (cast(:living as boolean) or state in ('resolved', 'closed', 'merged'))
                for update
            ), files as (
                delete from core.ticket_file
                where message in (select m.id from core.ticket_message as m
                                  join mine on mine.id = m.ticket)
            ), messages as (
                update core.ticket_message set text = '', written_by = ''
                where ticket in (select id from mine)
            )
            update core.ticket
            set subject = number, rating_text = '', erased = :now, version = version + 1
            where id in (select id from mine)
            """;

    private static final String OF_CUSTOMER =
            "select id from core.ticket where customer = :customer order by id";

    private final Database database;
    private final DbClient db;
    private final Outbox outbox;
    private final TicketCalendar calendar;
    private final Clock clock;
    private final Counter deleted;

    TicketRetention(Platform platform, TicketCalendar calendar) {
        this.database = platform.database();
        this.db = database.client();
        this.outbox = platform.outbox();
        this.calendar = calendar;
        this.clock = platform.clock();
        this.deleted = platform.meters().counter("lastmile.core.tickets.deleted");
    }

    void jobs(Jobs jobs) {
        jobs.add("ticket-retention", EVERY, this::passes);
    }

    private void passes() {
        while (pass() >= TICKETS_MAX) {
            // The oldest went; more of them may be there.
        }
    }

    /// Lets the oldest go; how many.
    long pass() {
        long gone = database.transact(this::delete);
        deleted.increment(gone);
        return gone;
    }

    private long delete() {
        Duration kept = Duration.ofDays(calendar.settings().keptDays());
        return db.execute()
                .createDelete(DELETE)
                .addParam("before", clock.instant().minus(kept).atOffset(ZoneOffset.UTC))
                .addParam("rows", TICKETS_MAX)
                .execute();
    }

    /// Empties what is over of a customer's; numbers, dates and states stay. Within a unit of work.
    long erase(int customer) {
        return erase(customer, false);
    }

    /// Empties all tickets of somebody who is forgotten, also in the events that told of them.
    void forget(int customer) {
        erase(customer, true);
        outbox.blank("ticket.customer", "" + customer, "ticket.subject");
        List<Integer> tickets =
                db.execute()
                        .createQuery(OF_CUSTOMER)
                        .addParam("customer", customer)
                        .execute()
                        .map(row -> new Row(row).integer("id"))
                        .toList();
        if (!tickets.isEmpty()) {
            outbox.add(new TicketsErased(tickets));
        }
    }

    private long erase(int customer, boolean living) {
        return db.execute()
                .createUpdate(ERASE)
                .addParam("customer", customer)
                .addParam("living", living)
                .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                .execute();
    }
}
