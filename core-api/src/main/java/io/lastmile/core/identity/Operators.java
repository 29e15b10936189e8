package io.lastmile.core.identity;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Row;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/// The table of people who may log in.
final class Operators {
    private static final String FIND =
            """
            select login, password_hash, failures, locked_until
            from core.operator where login = :login
            """;

    private static final String SAVE =
            """
            insert into core.operator (login, password_hash, changed)
            values (:login, :hash, :now)
            on conflict (login) do update
            set password_hash = excluded.password_hash, changed = excluded.changed,
                failures = 0, locked_until = null
            """;

    private static final String FAILED =
            """
            update core.operator
            set failures = failures + 1, locked_until = cast(nullif(:until, '') as timestamptz)
            where login = :login
            """;

    private static final String SUCCEEDED =
            """
            update core.operator set failures = 0, locked_until = null
            where login = :login and (failures > 0 or locked_until is not null)
            """;

    record Operator(String login, String hash, int failures, Optional<Instant> lockedUntil) {}

    private final DbClient db;

    Operators(DbClient db) {
        this.db = db;
    }

    Optional<Operator> find(String login) {
        return db.execute()
                .createGet(FIND)
                .addParam("login", login)
                .execute()
                .map(Row::new)
                .map(Operators::operator);
    }

    void save(String login, String hash, Instant now) {
        db.execute()
                .createInsert(SAVE)
                .addParam("login", login)
                .addParam("hash", hash)
                .addParam("now", now.atOffset(ZoneOffset.UTC))
                .execute();
    }

    void failed(String login, Optional<Instant> lockedUntil) {
        db.execute()
                .createUpdate(FAILED)
                .addParam("login", login)
                .addParam("until", lockedUntil.map(Instant::toString).orElse(""))
                .execute();
    }

    void succeeded(String login) {
        db.execute().createUpdate(SUCCEEDED).addParam("login", login).execute();
    }

    private static Operator operator(Row row) {
        return new Operator(
                row.text("login"),
                row.text("password_hash"),
                row.integer("failures"),
                row.optionalTime("locked_until"));
    }
}
