package io.lastmile.core.tickets;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Row;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/// The table of tickets. Call it within a unit of work.
final class Tickets {
    private static final String COLUMNS =
            """
            select id, version, number, customer, subject, type, queue, priority, line, alarm,
                   channel, state, assignee, merged_into, opened, opened_by, changed, changed_by,
                   said, said_by, resolved, closed, always, reply_minutes, reply_due, reply_left,
                   reply_warn, reply_warned, reply_breached, reply_met, solve_minutes, solve_due,
                   solve_left, solve_warn, solve_warned, solve_breached, solve_met, rating,
                   rating_text
            from core.ticket
            """;

    private static final String FIND = COLUMNS + " where id = :id";
    private static final String LOCK = COLUMNS + " where id = :id for update";
    private static final String BY_NUMBER = COLUMNS + " where number = :number";
    private static final String MERGED =
            COLUMNS + " where merged_into = :id order by id for update";
    private static final String RUNNING =
            COLUMNS
                    + """
                     where not always and (reply_due is not null or solve_due is not null)
                    order by id for update
                    """;
    private static final String SERIAL = "select nextval('core.ticket_serial') as serial";

    /// One after the other per customer, so that a limit holds for many at once.
    private static final String ALONE =
            "select pg_advisory_xact_lock(hashtext('own tickets'), :customer) is null as alone";

    private static final String RECENT =
            """
            select count(*) as tickets from core.ticket
            where customer = :customer and channel = 'portal' and opened > :after
            """;

    private static final String RECORD =
            """
            jsonb_to_record(cast(:row as jsonb)) as r (
                subject text, type int, queue int, priority text, line int, alarm bigint,
                state text, assignee int, merged_into int, said timestamptz, said_by text,
                resolved timestamptz, closed timestamptz, always boolean, reply_minutes int,
                reply_due timestamptz, reply_left int, reply_warn timestamptz,
                reply_warned timestamptz, reply_breached timestamptz, reply_met timestamptz,
                solve_minutes int, solve_due timestamptz, solve_left int, solve_warn timestamptz,
                solve_warned timestamptz, solve_breached timestamptz, solve_met timestamptz,
                rating int, rating_text text)
            """;

    private static final String ADD =
            """
            insert into core.ticket
                (number, customer, channel, opened, opened_by, changed, changed_by, subject, type,
                 queue, priority, line, alarm, state, assignee, merged_into, said, said_by,
                 resolved, closed, always, reply_minutes, reply_due, reply_left, reply_warn,
                 reply_warned, reply_breached, reply_met, solve_minutes, solve_due, solve_left,
                 solve_warn, solve_warned, solve_breached, solve_met, rating, rating_text)
            select :number, :customer, :channel, :now, :by, :now, :by, r.subject, r.type, r.queue,
                   r.priority, r.line, r.alarm, r.state, r.assignee, r.merged_into, r.said,
                   r.said_by, r.resolved, r.closed, r.always, r.reply_minutes, r.reply_due,
                   r.reply_left, r.reply_warn, r.reply_warned, r.reply_breached, r.reply_met,
                   r.solve_minutes, r.solve_due, r.solve_left, r.solve_warn, r.solve_warned,
                   r.solve_breached, r.solve_met, r.rating, r.rating_text
            from
            """
                    + RECORD
                    + " returning id";

    private static final String SAVE =
            """
            update core.ticket as t
            set version = t.version + 1, changed = :now, changed_by = :by, subject = r.subject,
                type = r.type, queue = r.queue, priority = r.priority, line = r.line,
                alarm = r.alarm, state = r.state, assignee = r.assignee,
                merged_into = r.merged_into, said = r.said, said_by = r.said_by,
                resolved = r.resolved, closed = r.closed, always = r.always,
                reply_minutes = r.reply_minutes, reply_due = r.reply_due,
                reply_left = r.reply_left, reply_warn = r.reply_warn,
                reply_warned = r.reply_warned, reply_breached = r.reply_breached,
                reply_met = r.reply_met, solve_minutes = r.solve_minutes,
                solve_due = r.solve_due, solve_left = r.solve_left, solve_warn = r.solve_warn,
                solve_warned = r.solve_warned, solve_breached = r.solve_breached,
                solve_met = r.solve_met, rating = r.rating, rating_text = r.rating_text
            from
            """
                    + RECORD
                    + " where t.id = :id";

    private final DbClient db;
    private final Clock clock;
    private final ZoneId zone;

    Tickets(DbClient db, Clock clock, ZoneId zone) {
        this.db = db;
        this.clock = clock;
        this.zone = zone;
    }

    Optional<Ticket> find(int id) {
        return one(FIND, id);
    }

    /// Nobody else changes it until the end of the unit.
    Optional<Ticket> lock(int id) {
        return one(LOCK, id);
    }

    private Optional<Ticket> one(String sql, int id) {
        return db.execute()
                .createGet(sql)
                .addParam("id", id)
                .execute()
                .map(row -> TicketRow.ticket(new Row(row)));
    }

    Optional<Ticket> byNumber(String number) {
        return db.execute()
                .createGet(BY_NUMBER)
                .addParam("number", number)
                .execute()
                .map(row -> TicketRow.ticket(new Row(row)));
    }

    /// Those that live on in this one, locked.
    List<Ticket> mergedInto(int id) {
        return db.execute()
                .createQuery(MERGED)
                .addParam("id", id)
                .execute()
                .map(row -> TicketRow.ticket(new Row(row)))
                .toList();
    }

    /// Those whose clocks run by the office hours, locked.
    List<Ticket> running() {
        return db.execute()
                .createQuery(RUNNING)
                .execute()
                .map(row -> TicketRow.ticket(new Row(row)))
                .toList();
    }

    /// A number that nobody had before.
    String number() {
        long serial =
                db.execute()
                        .createGet(SERIAL)
                        .execute()
                        .map(row -> new Row(row).number("serial"))
                        .orElseThrow();
        return TicketNumber.of(clock.instant().atZone(zone).getYear(), serial);
    }

    /// Other units of work of the same customer that come here wait for the end of this one.
    void alone(int customer) {
        var _ = db.execute().createGet(ALONE).addParam("customer", customer).execute();
    }

    /// How many a customer opened itself since then.
    long openedSince(int customer, Instant after) {
        return db.execute()
                .createGet(RECENT)
                .addParam("customer", customer)
                .addParam("after", after.atOffset(ZoneOffset.UTC))
                .execute()
                .map(row -> new Row(row).number("tickets"))
                .orElseThrow();
    }

    /// The ticket's id; that of `ticket` does not count.
    int add(Ticket ticket) {
        ObjectNode row = TicketRow.json(ticket);
        return db.execute()
                .createQuery(ADD)
                .addParam("number", ticket.number())
                .addParam("customer", ticket.customer())
                .addParam("channel", Fields.nameOf(ticket.standing().channel()))
                .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                .addParam("by", Actor.current().login())
                .addParam("row", row.toString())
                .execute()
                .map(added -> new Row(added).integer("id"))
                .toList()
                .getFirst();
    }

    void save(Ticket ticket) {
        long saved =
                db.execute()
                        .createUpdate(SAVE)
                        .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                        .addParam("by", Actor.current().login())
                        .addParam("row", TicketRow.json(ticket).toString())
                        .addParam("id", ticket.id())
                        .execute();
        if (saved != 1) {
            throw new IllegalStateException(
                    "ticket %d: %d rows (expected: 1)".formatted(ticket.id(), saved));
        }
    }
}
