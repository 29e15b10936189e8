package io.lastmile.core.identity;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Cursor;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Role;
import io.lastmile.core.platform.Row;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The table of API keys. Call it within a unit of work.
public final class ApiKeys {
    static final String BEGINS = "lm_";

    /// So much of a key is kept in clear, to tell keys apart.
    private static final int PREFIX_LENGTH = BEGINS.length() + 8;

    /// `used` is written at most this often.
    private static final Duration USED_STEP = Duration.ofMinutes(5);

    private static final String ADD =
            """
            insert into core.api_key (account, name, prefix, hash, scopes, created, expires)
            values (:account, :name, :prefix, :hash, :scopes, :now,
                    cast(nullif(:expires, '') as timestamptz))
            """;

    private static final String FIND =
            """
            select key.id, key.account, key.scopes, key.used, account.login, account.role
            from core.api_key as key join core.account on account.id = key.account
            where key.hash = :hash and key.revoked is null
              and (key.expires is null or key.expires > :now) and account.disabled is null
            """;

    private static final String USED =
            "update core.api_key set used = :now, used_from = :address where id = :id";

    private static final String PAGE =
            """
            select id, account, name, prefix, scopes, created, expires, used, used_from, revoked,
                   revoked_by
            from core.api_key
            where account = :account and id < :before
            order by id desc limit :rows
            """;

    private static final String OWNER = "select account from core.api_key where id = :id";

    private static final String REVOKE =
            """
            update core.api_key set revoked = :now, revoked_by = :by
            where id = :id and revoked is null
            """;

    private static final String REVOKE_ALL =
            """
            update core.api_key set revoked = :now, revoked_by = :by
            where account = :account and revoked is null
            """;

    /// A key that was just made; `text` is shown once and cannot be read again.
    public record Fresh(String text, String prefix) {
        @Override
        public String toString() {
            return prefix;
        }
    }

    /// Who is behind a key that is good.
    record Live(
            int id, int account, String login, Role role, Set<Permission> scopes, boolean worn) {}

    private final DbClient db;
    private final Clock clock;

    ApiKeys(DbClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    Fresh add(int account, String name, Set<Permission> scopes, Optional<Instant> expires) {
        String text = BEGINS + Token.random().text();
        Fresh fresh = new Fresh(text, text.substring(0, PREFIX_LENGTH));
        db.execute()
                .createInsert(ADD)
                .addParam("account", account)
                .addParam("name", name)
                .addParam("prefix", fresh.prefix())
                .addParam("hash", new Token(text).hash())
                .addParam("scopes", words(scopes))
                .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                .addParam("expires", expires.map(Instant::toString).orElse(""))
                .execute();
        return fresh;
    }

    Optional<Live> find(Token token) {
        Instant now = clock.instant();
        return db.execute()
                .createGet(FIND)
                .addParam("hash", token.hash())
                .addParam("now", now.atOffset(ZoneOffset.UTC))
                .execute()
                .map(Row::new)
                .map(row ->
                        new Live(
                                row.integer("id"),
                                row.integer("account"),
                                row.text("login"),
                                Accounts.role(row.text("role")),
                                scopes(row.text("scopes")),
                                row.optionalTime("used")
                                        .filter(used -> used.plus(USED_STEP).isAfter(now))
                                        .isEmpty()));
    }

    void used(int id, String address) {
        db.execute()
                .createUpdate(USED)
                .addParam("id", id)
                .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                .addParam("address", address)
                .execute();
    }

    /// Newest first.
    public Page<ApiKey> page(int account, Page.Request request) {
        List<ApiKey> rows =
                db.execute()
                        .createQuery(PAGE)
                        .addParam("account", account)
                        .addParam(
                                "before",
                                request.after()
                                        .map(c -> (int) c.number(0))
                                        .orElse(Integer.MAX_VALUE))
                        .addParam("rows", request.rows())
                        .execute()
                        .map(row -> key(new Row(row)))
                        .toList();
        return request.page(rows, key -> Cursor.of(key.id()));
    }

    /// Whose it is.
    Optional<Integer> account(int id) {
        return db.execute()
                .createGet(OWNER)
                .addParam("id", id)
                .execute()
                .map(row -> new Row(row).integer("account"));
    }

    /// False if there is none that is still good, or the actor does not see it.
    void revokeAll(int account) {
        db.execute()
                .createUpdate(REVOKE_ALL)
                .addParam("account", account)
                .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                .addParam("by", Actor.current().login())
                .execute();
    }

    boolean revoke(int id) {
        return db.execute()
                        .createUpdate(REVOKE)
                        .addParam("id", id)
                        .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                        .addParam("by", Actor.current().login())
                        .execute()
                > 0;
    }

    private static ApiKey key(Row row) {
        return new ApiKey(
                row.integer("id"),
                row.integer("account"),
                row.text("name"),
                row.text("prefix"),
                scopes(row.text("scopes")),
                row.time("created"),
                row.optionalTime("expires"),
                row.optionalTime("used").map(time -> new ApiKey.Use(time, row.text("used_from"))),
                row.optionalTime("revoked")
                        .map(time -> new ApiKey.Revoked(time, row.text("revoked_by"))));
    }

    private static String words(Set<Permission> scopes) {
        return scopes.stream()
                .map(scope -> scope.name().toLowerCase(Locale.ROOT))
                .sorted()
                .collect(Collectors.joining(" "));
    }

    /// A permission that a later version no longer has is none.
    private static Set<Permission> scopes(String words) {
        Set<String> names = Set.of(words.toUpperCase(Locale.ROOT).split(" "));
        return Stream.of(Permission.values())
                .filter(permission -> names.contains(permission.name()))
                .collect(Collectors.toSet());
    }
}
