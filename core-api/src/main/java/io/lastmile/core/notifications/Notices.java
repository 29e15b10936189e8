package io.lastmile.core.notifications;

import io.helidon.dbclient.DbClient;
import io.helidon.dbclient.DbStatement;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Cursor;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Row;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;

/// Messages in the app, of the actor alone. Call it within a unit of work.
public final class Notices {
    private static final String COLUMNS =
            """
            select id, cause, subject, body, path, created, read is not null as seen
            from core.message
            where channel = 'in-app'
              and (account = nullif(:account, 0) or customer = nullif(:customer, 0))
            """;

    private static final String PAGE = COLUMNS + " and id < :before order by id desc limit :rows";

    private static final String AFTER = COLUMNS + " and id > :after order by id limit :rows";

    private static final String UNREAD =
            """
            select count(*) as notices from (
                select from core.message
                where channel = 'in-app' and read is null
                  and (account = nullif(:account, 0) or customer = nullif(:customer, 0))
                limit :rows) as unread
            """;

    private static final String READ =
            """
            update core.message set read = :now
            where channel = 'in-app' and read is null and (:id = 0 or id = :id)
              and (account = nullif(:account, 0) or customer = nullif(:customer, 0))
            """;

    private static final String OWN = COLUMNS + " and id = :id";

    private static final String NEWEST =
            "select coalesce(max(id), 0) as id from core.message where channel = 'in-app'";

    /// More than that is shown as that many.
    public static final int UNREAD_MAX = 99;

    private final DbClient db;
    private final Clock clock;

    Notices(DbClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /// Newest first.
    public Page<Notice> page(Page.Request request) {
        List<Notice> rows =
                own(db.execute().createQuery(PAGE))
                        .addParam(
                                "before",
                                request.after().map(c -> c.number(0)).orElse(Long.MAX_VALUE))
                        .addParam("rows", request.rows())
                        .execute()
                        .map(row -> notice(new Row(row)))
                        .toList();
        return request.page(rows, notice -> Cursor.of(notice.id()));
    }

    /// Oldest first: what came after `id`.
    List<Notice> after(long id, int rows) {
        return own(db.execute().createQuery(AFTER))
                .addParam("after", id)
                .addParam("rows", rows)
                .execute()
                .map(row -> notice(new Row(row)))
                .toList();
    }

    /// At most one more than `UNREAD_MAX`.
    public int unread() {
        return own(db.execute().createGet(UNREAD))
                .addParam("rows", UNREAD_MAX + 1)
                .execute()
                .map(row -> new Row(row).integer("notices"))
                .orElse(0);
    }

    /// Whether there is such a one; it is read from now on.
    boolean read(long id) {
        boolean there = own(db.execute().createGet(OWN)).addParam("id", id).execute().isPresent();
        if (there) {
            markRead(id);
        }
        return there;
    }

    public void readAll() {
        markRead(0);
    }

    private void markRead(long id) {
        own(db.execute().createUpdate(READ))
                .addParam("id", id)
                .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                .execute();
    }

    /// Of anybody; for the system.
    long newest() {
        return db.execute()
                .createGet(NEWEST)
                .execute()
                .map(row -> new Row(row).number("id"))
                .orElse(0L);
    }

    private static <S extends DbStatement<S>> S own(S statement) {
        Actor.Who who = Actor.current().who();
        return statement.addParam("account", who.account()).addParam("customer", who.customer());
    }

    private static Notice notice(Row row) {
        return new Notice(
                row.number("id"),
                row.text("cause"),
                row.text("subject"),
                row.text("body"),
                row.text("path"),
                row.time("created"),
                row.flag("seen"));
    }
}
