package io.lastmile.core.tickets;

import io.helidon.dbclient.DbClient;
import io.helidon.dbclient.DbStatement;
import io.lastmile.core.platform.Row;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;

/// The table of canned replies. Call it within a unit of work.
public final class CannedReplies {
    static final int ROWS_MAX = 200;

    private static final String ALL =
            """
            select id, version, name, text, text_bn from core.canned_reply
            where removed is null order by lower(name) limit :rows
            """;
    private static final String TAKEN =
            """
            select exists (select from core.canned_reply
                           where lower(name) = lower(:name) and id <> :id and removed is null)
                   as taken
            """;
    private static final String ADD =
            """
            insert into core.canned_reply (name, text, text_bn)
            values (:name, :text, :text_bn) returning id
            """;
    private static final String CHANGE =
            """
            update core.canned_reply
            set name = :name, text = :text, text_bn = :text_bn, version = version + 1
            where id = :id and version = :version and removed is null
            """;
    private static final String REMOVE =
            """
            update core.canned_reply set removed = :now, version = version + 1
            where id = :id and version = :version and removed is null
            """;

    private final DbClient db;
    private final Clock clock;

    CannedReplies(DbClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    public List<CannedReply> all() {
        return db.execute()
                .createQuery(ALL)
                .addParam("rows", ROWS_MAX)
                .execute()
                .map(Row::new)
                .map(row ->
                        new CannedReply(
                                row.integer("id"),
                                row.number("version"),
                                row.text("name"),
                                row.text("text"),
                                row.text("text_bn")))
                .toList();
    }

    /// Adds one without an id, changes another; false if it is gone, was changed or the name is
    /// taken.
    public boolean put(CannedReply reply) {
        boolean taken =
                db.execute()
                        .createGet(TAKEN)
                        .addParam("name", reply.name())
                        .addParam("id", reply.id())
                        .execute()
                        .map(row -> new Row(row).flag("taken"))
                        .orElse(false);
        if (taken) {
            return false;
        }
        if (reply.id() == 0) {
            return write(db.execute().createQuery(ADD), reply).execute().count() == 1;
        }
        return write(db.execute().createUpdate(CHANGE), reply)
                        .addParam("id", reply.id())
                        .addParam("version", reply.version())
                        .execute()
                == 1;
    }

    private static <S extends DbStatement<S>> S write(S statement, CannedReply reply) {
        return statement
                .addParam("name", reply.name())
                .addParam("text", reply.text())
                .addParam("text_bn", reply.textBn());
    }

    public boolean remove(int id, long version) {
        return db.execute()
                        .createUpdate(REMOVE)
                        .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                        .addParam("id", id)
                        .addParam("version", version)
                        .execute()
                == 1;
    }
}
