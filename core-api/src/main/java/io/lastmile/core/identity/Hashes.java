package io.lastmile.core.identity;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/// The table of passwords, as hashes. Call it within a unit of work.
final class Hashes {
    private static final String TRY =
            """
            update core.password
            set failures = failures + 1,
                locked_until = case
                    when failures + 1 < :free then null
                    else cast(:now as timestamptz) + make_interval(secs =>
                        least(cast(:seconds_max as int), 2 * 2 ^ least(failures + 1 - :free, 20)))
                    end
            where id = :id and (locked_until is null or locked_until <= :now)
            """;

    private static final String FIND =
            "select hash, locked_until from core.password where id = :id";

    private static final String SUCCEEDED =
            "update core.password set failures = 0, locked_until = null where id = :id";

    private static final String SET =
            """
            insert into core.password (id, hash, changed) values (:id, :hash, :now)
            on conflict (id) do update
            set hash = excluded.hash, changed = excluded.changed, failures = 0,
                locked_until = null
            """;

    private static final String REMOVE = "delete from core.password where id = :id";

    record Stored(String hash, Optional<Instant> lockedUntil) {}

    private final DbClient db;

    Hashes(DbClient db) {
        this.db = db;
    }

    /// Counts a try before it is looked at, so that many at once are not free. False: it has to
    /// wait. After the free ones each try doubles the wait, up to `waitMax`.
    boolean admit(int account, Instant now, Duration waitMax) {
        return db.execute()
                        .createUpdate(TRY)
                        .addParam("id", account)
                        .addParam("now", now.atOffset(ZoneOffset.UTC))
                        .addParam("free", Patience.FREE_TRIES)
                        .addParam("seconds_max", (int) waitMax.toSeconds())
                        .execute()
                == 1;
    }

    Optional<Stored> find(int account) {
        return db.execute()
                .createGet(FIND)
                .addParam("id", account)
                .execute()
                .map(Row::new)
                .map(row -> new Stored(row.text("hash"), row.optionalTime("locked_until")));
    }

    void succeeded(int account) {
        db.execute().createUpdate(SUCCEEDED).addParam("id", account).execute();
    }

    void set(int account, String hash, Instant now) {
        db.execute()
                .createInsert(SET)
                .addParam("id", account)
                .addParam("hash", hash)
                .addParam("now", now.atOffset(ZoneOffset.UTC))
                .execute();
    }

    /// Nobody logs in to the account until a new one is set.
    void remove(int account) {
        db.execute().createDelete(REMOVE).addParam("id", account).execute();
    }
}
