package io.lastmile.core.tickets;

import io.helidon.dbclient.DbClient;
import io.helidon.dbclient.DbStatement;
import io.lastmile.core.platform.Row;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/// Types of tickets, the queues they go to and what is promised for them. Call it within a unit of
/// work.
public final class TicketTypes {
    static final int ROWS_MAX = 200;

    private static final String TYPE =
            """
            select id, version, name, name_bn, priority, queue, always, offered
            from core.ticket_type
            """;
    private static final String TYPES =
            TYPE + " where removed is null order by offered desc, id limit :rows";
    private static final String FIND = TYPE + " where id = :id";
    private static final String TYPE_TAKEN =
            """
            select exists (select from core.ticket_type
                           where lower(name) = lower(:name) and id <> :id and removed is null)
                   as taken
            """;
    private static final String ADD_TYPE =
            """
            insert into core.ticket_type (name, name_bn, priority, queue, always, offered)
            values (:name, :name_bn, :priority, :queue, :always, :offered)
            returning id
            """;
    private static final String CHANGE_TYPE =
            """
            update core.ticket_type
            set name = :name, name_bn = :name_bn, priority = :priority, queue = :queue,
                always = :always, offered = :offered, version = version + 1
            where id = :id and version = :version and removed is null
            """;
    private static final String REMOVE_TYPE =
            """
            update core.ticket_type set removed = :now, version = version + 1
            where id = :id and version = :version and removed is null
            """;
    private static final String QUEUES =
            """
            select id, version, name, name_bn from core.ticket_queue
            where removed is null order by id limit :rows
            """;
    private static final String QUEUE_TAKEN =
            """
            select exists (select from core.ticket_queue
                           where lower(name) = lower(:name) and id <> :id and removed is null)
                   as taken
            """;
    private static final String ADD_QUEUE =
            """
            insert into core.ticket_queue (name, name_bn) values (:name, :name_bn) returning id
            """;
    private static final String CHANGE_QUEUE =
            """
            update core.ticket_queue
            set name = :name, name_bn = :name_bn, version = version + 1
            where id = :id and version = :version and removed is null
            """;
    private static final String PROMISES =
            """
            select reply_minutes, solve_minutes from core.ticket_target
            where priority = :priority and (type = :type or type is null)
            order by type nulls last limit 1
            """;
    private static final String TARGETS =
            """
            select coalesce(type, 0) as type, priority, reply_minutes, solve_minutes
            from core.ticket_target order by type nulls first, id limit :rows
            """;
    private static final String PUT_TARGET =
            """
            insert into core.ticket_target (type, priority, reply_minutes, solve_minutes)
            values (nullif(:type, 0), :priority, :reply, :solve)
            on conflict (coalesce(type, 0), priority)
            do update set reply_minutes = excluded.reply_minutes,
                          solve_minutes = excluded.solve_minutes
            """;

    /// Type 0 stands for all that have none of their own.
    public record Target(int type, Priority priority, Promises promises) {}

    private final DbClient db;
    private final Clock clock;

    TicketTypes(DbClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    public List<TicketType> types() {
        return db.execute()
                .createQuery(TYPES)
                .addParam("rows", ROWS_MAX)
                .execute()
                .map(row -> type(new Row(row)))
                .toList();
    }

    /// Removed ones too: old tickets have them.
    public Optional<TicketType> find(int id) {
        return db.execute()
                .createGet(FIND)
                .addParam("id", id)
                .execute()
                .map(row -> type(new Row(row)));
    }

    private static TicketType type(Row row) {
        return new TicketType(
                row.integer("id"),
                row.number("version"),
                row.text("name"),
                row.text("name_bn"),
                Priority.of(row.text("priority")),
                row.integer("queue"),
                row.flag("always"),
                row.flag("offered"));
    }

    /// Adds one without an id, changes another; false if it is gone, was changed, the name is taken
    /// or there is no such queue.
    public boolean put(TicketType type) {
        boolean queued = queues().stream().anyMatch(queue -> queue.id() == type.queue());
        if (!queued || taken(TYPE_TAKEN, type.name(), type.id())) {
            return false;
        }
        if (type.id() == 0) {
            return write(db.execute().createQuery(ADD_TYPE), type).execute().count() == 1;
        }
        return write(db.execute().createUpdate(CHANGE_TYPE), type)
                        .addParam("id", type.id())
                        .addParam("version", type.version())
                        .execute()
                == 1;
    }

    private static <S extends DbStatement<S>> S write(S statement, TicketType type) {
        return statement
                .addParam("name", type.name())
                .addParam("name_bn", type.nameBn())
                .addParam("priority", type.priority().word())
                .addParam("queue", type.queue())
                .addParam("always", type.always())
                .addParam("offered", type.offered());
    }

    /// Nobody can choose it any more; tickets keep it.
    public boolean remove(int id, long version) {
        return db.execute()
                        .createUpdate(REMOVE_TYPE)
                        .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                        .addParam("id", id)
                        .addParam("version", version)
                        .execute()
                == 1;
    }

    public List<TicketQueue> queues() {
        return db.execute()
                .createQuery(QUEUES)
                .addParam("rows", ROWS_MAX)
                .execute()
                .map(Row::new)
                .map(row ->
                        new TicketQueue(
                                row.integer("id"),
                                row.number("version"),
                                row.text("name"),
                                row.text("name_bn")))
                .toList();
    }

    public boolean put(TicketQueue queue) {
        if (taken(QUEUE_TAKEN, queue.name(), queue.id())) {
            return false;
        }
        if (queue.id() == 0) {
            return db.execute()
                            .createQuery(ADD_QUEUE)
                            .addParam("name", queue.name())
                            .addParam("name_bn", queue.nameBn())
                            .execute()
                            .count()
                    == 1;
        }
        return db.execute()
                        .createUpdate(CHANGE_QUEUE)
                        .addParam("name", queue.name())
                        .addParam("name_bn", queue.nameBn())
                        .addParam("id", queue.id())
                        .addParam("version", queue.version())
                        .execute()
                == 1;
    }

    private boolean taken(String sql, String name, int id) {
        return db.execute()
                .createGet(sql)
                .addParam("name", name)
                .addParam("id", id)
                .execute()
                .map(row -> new Row(row).flag("taken"))
                .orElse(false);
    }

    Promises promises(int type, Priority priority) {
        return db.execute()
                .createGet(PROMISES)
                .addParam("type", type)
                .addParam("priority", priority.word())
                .execute()
                .map(row -> promises(new Row(row)))
                .orElseThrow(() ->
                        new IllegalStateException(
                                "targets of %s: none (expected: one)".formatted(priority)));
    }

    private static Promises promises(Row row) {
        return new Promises(row.integer("reply_minutes"), row.integer("solve_minutes"));
    }

    public List<Target> targets() {
        return db.execute()
                .createQuery(TARGETS)
                .addParam("rows", 4 * ROWS_MAX)
                .execute()
                .map(Row::new)
                .map(row ->
                        new Target(
                                row.integer("type"),
                                Priority.of(row.text("priority")),
                                promises(row)))
                .toList();
    }

    /// False if there is no such type.
    public boolean put(Target target) {
        if (target.type() != 0 && find(target.type()).isEmpty()) {
            return false;
        }
        db.execute()
                .createInsert(PUT_TARGET)
                .addParam("type", target.type())
                .addParam("priority", target.priority().word())
                .addParam("reply", target.promises().replyMinutes())
                .addParam("solve", target.promises().solveMinutes())
                .execute();
        return true;
    }
}
