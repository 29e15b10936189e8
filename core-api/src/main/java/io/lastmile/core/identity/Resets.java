package io.lastmile.core.identity;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Row;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/// The table of tokens that set a password. Call it within a unit of work.
final class Resets {
    private static final String ADD =
            """
            insert into core.password_reset (account, hash, created, expires)
            values (:account, :hash, :now, :expires)
            """;

    private static final String FIND =
            """
            select reset.account
            from core.password_reset as reset join core.account on account.id = reset.account
            where reset.hash = :hash and reset.used is null and reset.expires > :now
              and account.disabled is null
            """;

    private static final String USE_ALL =
            """
            update core.password_reset set used = :now where account = :account and used is null
            """;

    private static final String SINCE =
            """
            select count(*) as resets from core.password_reset
            where account = :account and created > :since
            """;

    private final DbClient db;
    private final Clock clock;

    Resets(DbClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    Token add(int account, Duration life) {
        Token token = Token.random();
        Instant now = clock.instant();
        db.execute()
                .createInsert(ADD)
                .addParam("account", account)
                .addParam("hash", token.hash())
                .addParam("now", now.atOffset(ZoneOffset.UTC))
                .addParam("expires", now.plus(life).atOffset(ZoneOffset.UTC))
                .execute();
        return token;
    }

    /// Whose password it sets, while it is good.
    Optional<Integer> account(Token token) {
        return db.execute()
                .createGet(FIND)
                .addParam("hash", token.hash())
                .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                .execute()
                .map(row -> new Row(row).integer("account"));
    }

    /// One that was used ends all others of the account; false: somebody was faster.
    boolean useAll(int account) {
        return db.execute()
                        .createUpdate(USE_ALL)
                        .addParam("account", account)
                        .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                        .execute()
                > 0;
    }

    int since(int account, Instant since) {
        return db.execute()
                .createGet(SINCE)
                .addParam("account", account)
                .addParam("since", since.atOffset(ZoneOffset.UTC))
                .execute()
                .map(row -> new Row(row).integer("resets"))
                .orElse(0);
    }
}
