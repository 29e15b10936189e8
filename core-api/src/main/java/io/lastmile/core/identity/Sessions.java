package io.lastmile.core.identity;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Row;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Optional;

/// Sessions in the database, so that they outlive a restart. The browser holds 256 random bits, the
/// table only their SHA-256: who reads the table cannot log in with it.
final class Sessions {
    /// A session ends this long after it began, or after it was last used.
    static final Duration LIFE = Duration.ofDays(14);

    static final Duration IDLE = Duration.ofDays(3);

    /// `seen` is written at most this often.
    private static final Duration SEEN_STEP = Duration.ofMinutes(5);

    private static final int TOKEN_BYTES = 32;
    private static final int AGENT_LENGTH_MAX = 200;

    private static final String OPEN =
            """
            insert into core.session (token_hash, login, created, seen, expires, address, agent)
            values (:hash, :login, :now, :now, :expires, :address, :agent)
            """;

    private static final String FIND =
            """
            select login, seen from core.session
            where token_hash = :hash and expires > :now and seen > :idle
            """;

    private static final String SEEN =
            "update core.session set seen = :now where token_hash = :hash";
    private static final String CLOSE = "delete from core.session where token_hash = :hash";
    private static final String CLOSE_ALL = "delete from core.session where login = :login";
    private static final String SWEEP =
            "delete from core.session where expires <= :now or seen <= :idle";

    /// Where a login came from.
    record Origin(String address, String agent) {
        Origin {
            agent = agent.substring(0, Math.min(agent.length(), AGENT_LENGTH_MAX));
        }
    }

    record Live(String login, boolean worn) {}

    private final DbClient db;
    private final SecureRandom random = new SecureRandom();

    Sessions(DbClient db) {
        this.db = db;
    }

    /// The token of a new session: given out once, never stored.
    String open(String login, Origin origin, Instant now) {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        db.execute()
                .createInsert(OPEN)
                .addParam("hash", hash(token))
                .addParam("login", login)
                .addParam("now", now.atOffset(ZoneOffset.UTC))
                .addParam("expires", now.plus(LIFE).atOffset(ZoneOffset.UTC))
                .addParam("address", origin.address())
                .addParam("agent", origin.agent())
                .execute();
        return token;
    }

    Optional<Live> find(String token, Instant now) {
        return db.execute()
                .createGet(FIND)
                .addParam("hash", hash(token))
                .addParam("now", now.atOffset(ZoneOffset.UTC))
                .addParam("idle", now.minus(IDLE).atOffset(ZoneOffset.UTC))
                .execute()
                .map(Row::new)
                .map(row -> live(row, now));
    }

    void seen(String token, Instant now) {
        db.execute()
                .createUpdate(SEEN)
                .addParam("hash", hash(token))
                .addParam("now", now.atOffset(ZoneOffset.UTC))
                .execute();
    }

    void close(String token) {
        db.execute().createDelete(CLOSE).addParam("hash", hash(token)).execute();
    }

    void closeAll(String login) {
        db.execute().createDelete(CLOSE_ALL).addParam("login", login).execute();
    }

    void sweep(Instant now) {
        db.execute()
                .createDelete(SWEEP)
                .addParam("now", now.atOffset(ZoneOffset.UTC))
                .addParam("idle", now.minus(IDLE).atOffset(ZoneOffset.UTC))
                .execute();
    }

    private static Live live(Row row, Instant now) {
        return new Live(row.text("login"), row.time("seen").plus(SEEN_STEP).isBefore(now));
    }

    private static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is not available", e);
        }
    }
}
