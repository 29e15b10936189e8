package io.lastmile.core.identity;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Row;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/// The table of second factors, their secrets sealed. Call it within a unit of work.
final class SecondFactors {
    private static final String FIND =
            """
            select secret, next_secret, next_created, locked_until
            from core.second_factor where id = :id
            """;

    private static final String BEGIN =
            """
            insert into core.second_factor (id, next_secret, next_created)
            values (:id, :secret, :now)
            on conflict (id) do update
            set next_secret = excluded.next_secret, next_created = excluded.next_created
            """;

    private static final String CONFIRM =
            """
            update core.second_factor
            set secret = next_secret, confirmed = :now, next_secret = null, next_created = null,
                last_step = :step, failures = 0, locked_until = null
            where id = :id and next_secret is not null
            """;

    private static final String TRY =
            """
            update core.second_factor
            set failures = failures + 1,
                locked_until = case
                    when failures + 1 < :free then null
                    else cast(:now as timestamptz) + make_interval(secs =>
                        least(cast(:seconds_max as int), 2 * 2 ^ least(failures + 1 - :free, 20)))
                    end
            where id = :id and (locked_until is null or locked_until <= :now)
            """;

    /// The step is used up, and with it all before it: no code opens twice. A last step that lies
    /// ahead was written while the clock was wrong; it bars nobody.
    private static final String USE =
            """
            update core.second_factor set last_step = :step, failures = 0, locked_until = null
            where id = :id and (last_step < :step or last_step > :step + 2)
            """;

    private static final String SUCCEEDED =
            "update core.second_factor set failures = 0, locked_until = null where id = :id";

    private static final String REMOVE = "delete from core.second_factor where id = :id";

    /// Secrets are sealed. `next` is being set up.
    record Stored(Optional<byte[]> secret, Optional<Next> next, Optional<Instant> lockedUntil) {}

    record Next(byte[] secret, Instant created) {}

    private final DbClient db;
    private final Clock clock;

    SecondFactors(DbClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    Optional<Stored> find(int account) {
        return db.execute()
                .createGet(FIND)
                .addParam("id", account)
                .execute()
                .map(Row::new)
                .map(row ->
                        new Stored(
                                row.optionalBytes("secret"),
                                row.optionalBytes("next_secret")
                                        .map(next -> new Next(next, row.time("next_created"))),
                                row.optionalTime("locked_until")));
    }

    /// The one in force stays until the new one is confirmed.
    void begin(int account, byte[] sealed) {
        db.execute()
                .createInsert(BEGIN)
                .addParam("id", account)
                .addParam("secret", sealed)
                .addParam("now", now())
                .execute();
    }

    boolean confirm(int account, long step) {
        return db.execute()
                        .createUpdate(CONFIRM)
                        .addParam("id", account)
                        .addParam("step", step)
                        .addParam("now", now())
                        .execute()
                == 1;
    }

    /// Counts a try before it is looked at. False: it has to wait.
    boolean admit(int account, Duration waitMax) {
        return db.execute()
                        .createUpdate(TRY)
                        .addParam("id", account)
                        .addParam("now", now())
                        .addParam("free", Patience.FREE_TRIES)
                        .addParam("seconds_max", (int) waitMax.toSeconds())
                        .execute()
                == 1;
    }

    /// False: that step or a later one was used before.
    boolean use(int account, long step) {
        return db.execute()
                        .createUpdate(USE)
                        .addParam("id", account)
                        .addParam("step", step)
                        .execute()
                == 1;
    }

    void succeeded(int account) {
        db.execute().createUpdate(SUCCEEDED).addParam("id", account).execute();
    }

    void remove(int account) {
        db.execute().createDelete(REMOVE).addParam("id", account).execute();
    }

    private java.time.OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
