package io.lastmile.core.identity;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Row;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/// The table of customers' one-time codes, sealed: six digits have no hash that would hide them.
/// Call it within a unit of work.
final class LoginCodes {
    static final Duration LIFE = Duration.ofMinutes(5);
    static final int TRIES_MAX = 5;

    private static final Duration KEPT = Duration.ofDays(2);

    private static final String ADD =
            """
            insert into core.login_code (mobile, code, created, expires, address)
            values (:mobile, :code, :now, :expires, :address)
            returning id
            """;

    private static final String OF_MOBILE =
            """
            select count(*) as codes from core.login_code
            where mobile = :text and created > :since and used is null
            """;

    private static final String OF_MOBILE_THERE =
            """
            select count(*) as codes from core.login_code
            where mobile = :text and address = :address and created > :since
              and used is null
            """;

    private static final String OF_ADDRESS =
            """
            select count(*) as codes from core.login_code
            where address = :text and created > :since and used is null
            """;

    /// Counts the try. A code is good in the browser that asked for it alone: a stranger who asks
    /// for another and guesses at it uses up none of its tries.
    private static final String TRY =
            """
            update core.login_code set tries = tries + 1
            where id = :id and used is null and expires > :now and tries < :tries_max
            returning id, code
            """;

    private static final String USE =
            "update core.login_code set used = :now where id = :id and used is null";

    private static final String FORGET = "delete from core.login_code where created < :before";

    private static final String LOCK =
            "select pg_advisory_xact_lock(hashtext('login code'), hashtext(:mobile))";

    record Tried(long id, byte[] code) {}

    private final DbClient db;
    private final Clock clock;

    LoginCodes(DbClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /// Sends to one number are counted one after the other.
    void lock(Mobile mobile) {
        db.execute().createGet(LOCK).addParam("mobile", mobile.number()).execute();
    }

    /// Its id.
    long add(Mobile mobile, byte[] sealed, String network) {
        Instant now = clock.instant();
        return db.execute()
                .createQuery(ADD)
                .addParam("mobile", mobile.number())
                .addParam("code", sealed)
                .addParam("now", now.atOffset(ZoneOffset.UTC))
                .addParam("expires", now.plus(LIFE).atOffset(ZoneOffset.UTC))
                .addParam("address", network)
                .execute()
                .map(row -> new Row(row).number("id"))
                .toList()
                .getFirst();
    }

    int ofMobile(Mobile mobile, Duration within) {
        return count(OF_MOBILE, mobile.number(), within);
    }

    int ofMobileThere(Mobile mobile, String network, Duration within) {
        return db.execute()
                .createGet(OF_MOBILE_THERE)
                .addParam("text", mobile.number())
                .addParam("address", network)
                .addParam("since", since(within))
                .execute()
                .map(row -> new Row(row).integer("codes"))
                .orElse(0);
    }

    int ofNetwork(String network, Duration within) {
        return count(OF_ADDRESS, network, within);
    }

    private int count(String sql, String text, Duration within) {
        return db.execute()
                .createGet(sql)
                .addParam("text", text)
                .addParam("since", since(within))
                .execute()
                .map(row -> new Row(row).integer("codes"))
                .orElse(0);
    }

    private OffsetDateTime since(Duration within) {
        return clock.instant().minus(within).atOffset(ZoneOffset.UTC);
    }

    Optional<Tried> tried(long id) {
        return db
                .execute()
                .createQuery(TRY)
                .addParam("id", id)
                .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                .addParam("tries_max", TRIES_MAX)
                .execute()
                .map(Row::new)
                .map(row -> new Tried(row.number("id"), row.bytes("code")))
                .toList()
                .stream()
                .findFirst();
    }

    boolean use(long id) {
        return db.execute()
                        .createUpdate(USE)
                        .addParam("id", id)
                        .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                        .execute()
                == 1;
    }

    void forget() {
        db.execute()
                .createDelete(FORGET)
                .addParam("before", clock.instant().minus(KEPT).atOffset(ZoneOffset.UTC))
                .execute();
    }
}
