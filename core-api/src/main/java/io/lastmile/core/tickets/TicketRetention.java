package io.lastmile.core.tickets;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Jobs;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;

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
                where customer = :customer and state in ('resolved', 'closed', 'merged')
                  and erased is null
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

    private final Database database;
    private final DbClient db;
    private final TicketCalendar calendar;
    private final Clock clock;
    private final Counter deleted;

    TicketRetention(Database database, TicketCalendar calendar, MeterRegistry meters, Clock clock) {
        this.database = database;
        this.db = database.client();
        this.calendar = calendar;
        this.clock = clock;
        this.deleted = meters.counter("lastmile.core.tickets.deleted");
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
        return db.execute()
                .createUpdate(ERASE)
                .addParam("customer", customer)
                .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                .execute();
    }
}
