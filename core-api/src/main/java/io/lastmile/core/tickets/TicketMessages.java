package io.lastmile.core.tickets;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Row;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What was said about tickets, the pictures of it, and what was done. Nothing of it is ever
/// rewritten. Call it within a unit of work.
public final class TicketMessages {
    static final int ROWS_MAX = 1000;

    /// With those of the tickets that were merged into it.
    private static final String OF =
            """
            select m.id, m.ticket, t.number, m.time, m.side, m.internal, m.written_by, m.text
            from core.ticket_message as m
            join core.ticket as t on t.id = m.ticket
            where t.id = :ticket or t.merged_into = :ticket
            order by m.time desc, m.id desc
            limit :rows
            """;

    private static final String ADD =
            """
            insert into core.ticket_message (ticket, time, side, internal, written_by, text)
            values (:ticket, :now, :side, :internal, :by, :text)
            returning id
            """;

    private static final String FILES =
            """
            select f.id, f.message, f.name, f.type, f.size
            from core.ticket_file as f
            join core.ticket_message as m on m.id = f.message
            join core.ticket as t on t.id = m.ticket
            where t.id = :ticket or t.merged_into = :ticket
            order by f.id
            limit :rows
            """;

    private static final String FILE =
            "select id, message, name, type, size, bytes from core.ticket_file where id = :id";

    private static final String ADD_FILE =
            """
            insert into core.ticket_file (message, name, type, size, bytes)
            values (:message, :name, :type, :size, :bytes)
            """;

    private static final String COUNT_FILES =
            """
            select count(*) as files
            from core.ticket_file as f
            join core.ticket_message as m on m.id = f.message
            where m.ticket = :ticket
            """;

    private static final String SAID =
            """
            select count(*) as messages
            from core.ticket as t
            join core.ticket_message as m on m.ticket = t.id
            where t.customer = :customer and m.side = 'customer' and m.time > :after
            """;

    private static final String SENT =
            """
            select count(*) as files, cast(coalesce(sum(f.size), 0) as bigint) as bytes
            from core.ticket as t
            join core.ticket_message as m on m.ticket = t.id
            join core.ticket_file as f on f.message = m.id
            where t.customer = :customer and m.side = 'customer' and m.time > :after
            """;

    private static final String EVENTS =
            """
            select e.id, t.number, e.time, e.kind, e.actor, e.note
            from core.ticket_event as e
            join core.ticket as t on t.id = e.ticket
            where e.ticket = :ticket
            order by e.id desc
            limit :rows
            """;

    private static final String ADD_EVENT =
            """
            insert into core.ticket_event (ticket, time, kind, actor, note)
            values (:ticket, :now, :kind, :by, :note)
            """;

    /// `ticket` is another one's number where that one was merged into the one that was asked for.
    public record Message(
            long id,
            int ticketId,
            String ticket,
            Instant time,
            Ticket.Side side,
            boolean internal,
            String by,
            String text) {}

    public record Attachment(long id, long message, String name, String type, int size) {}

    /// With its bytes.
    public record Picture(Attachment attachment, byte[] bytes) {}

    public record Event(long id, Instant time, String kind, String by, String note) {}

    private final DbClient db;
    private final Clock clock;

    TicketMessages(DbClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /// The newest `ROWS_MAX`, oldest first.
    public List<Message> of(int ticket) {
        return db.execute()
                .createQuery(OF)
                .addParam("ticket", ticket)
                .addParam("rows", ROWS_MAX)
                .execute()
                .map(row -> message(new Row(row)))
                .toList()
                .reversed();
    }

    private static Message message(Row row) {
        return new Message(
                row.number("id"),
                row.integer("ticket"),
                row.text("number"),
                row.time("time"),
                Ticket.Side.valueOf(row.text("side").toUpperCase(Locale.ROOT)),
                row.flag("internal"),
                row.text("written_by"),
                row.text("text"));
    }

    long add(int ticket, Ticket.Side side, boolean internal, String text) {
        return db.execute()
                .createQuery(ADD)
                .addParam("ticket", ticket)
                .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                .addParam("side", Fields.nameOf(side))
                .addParam("internal", internal)
                .addParam("by", Actor.current().login())
                .addParam("text", text)
                .execute()
                .map(row -> new Row(row).number("id"))
                .toList()
                .getFirst();
    }

    public List<Attachment> attachments(int ticket) {
        return db.execute()
                .createQuery(FILES)
                .addParam("ticket", ticket)
                .addParam("rows", ROWS_MAX)
                .execute()
                .map(row -> attachment(new Row(row)))
                .toList();
    }

    public Optional<Picture> picture(long id) {
        return db.execute()
                .createGet(FILE)
                .addParam("id", id)
                .execute()
                .map(Row::new)
                .map(row -> new Picture(attachment(row), row.bytes("bytes")));
    }

    private static Attachment attachment(Row row) {
        return new Attachment(
                row.number("id"),
                row.number("message"),
                row.text("name"),
                row.text("type"),
                row.integer("size"));
    }

    void addPicture(long message, String name, String type, byte[] bytes) {
        db.execute()
                .createInsert(ADD_FILE)
                .addParam("message", message)
                .addParam("name", name)
                .addParam("type", type)
                .addParam("size", bytes.length)
                .addParam("bytes", bytes)
                .execute();
    }

    long pictures(int ticket) {
        return db.execute()
                .createGet(COUNT_FILES)
                .addParam("ticket", ticket)
                .execute()
                .map(row -> new Row(row).number("files"))
                .orElse(0L);
    }

    /// How often a customer wrote since then.
    long saidSince(int customer, Instant after) {
        return db.execute()
                .createGet(SAID)
                .addParam("customer", customer)
                .addParam("after", after.atOffset(ZoneOffset.UTC))
                .execute()
                .map(row -> new Row(row).number("messages"))
                .orElseThrow();
    }

    /// A customer's pictures.
    record Sent(long count, long bytes) {}

    Sent picturesSince(int customer, Instant after) {
        return db.execute()
                .createGet(SENT)
                .addParam("customer", customer)
                .addParam("after", after.atOffset(ZoneOffset.UTC))
                .execute()
                .map(Row::new)
                .map(row -> new Sent(row.number("files"), row.number("bytes")))
                .orElseThrow();
    }

    /// Newest first.
    public List<Event> events(int ticket) {
        return db.execute()
                .createQuery(EVENTS)
                .addParam("ticket", ticket)
                .addParam("rows", ROWS_MAX)
                .execute()
                .map(Row::new)
                .map(row ->
                        new Event(
                                row.number("id"),
                                row.time("time"),
                                row.text("kind"),
                                row.text("actor"),
                                row.text("note")))
                .toList();
    }

    void event(int ticket, String kind, String note) {
        Actor actor = Actor.current();
        db.execute()
                .createInsert(ADD_EVENT)
                .addParam("ticket", ticket)
                .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                .addParam("kind", kind)
                .addParam(
                        "by",
                        actor.role() == io.lastmile.core.platform.Role.SYSTEM ? "" : actor.login())
                .addParam("note", note)
                .execute();
    }
}
