package io.lastmile.core.network;

import io.helidon.dbclient.DbClient;
import io.lastmile.collector.credentials.Purpose;
import io.lastmile.collector.credentials.SecretCipher;
import io.lastmile.collector.routeros.Credentials;
import io.lastmile.collector.routeros.Fingerprint;
import io.lastmile.collector.routeros.RouterAddress;
import io.lastmile.collector.routeros.RouterConfig;
import io.lastmile.collector.routeros.Security;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Row;
import java.nio.charset.Charset;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;

/// The writing users of routers, sealed for their router. Call it within a unit of work.
public final class Writers {
    private static final String FIND =
            """
            select w.router, w.version, w.username, w.requests_per_second, w.burst,
                   w.kicks_per_minute, w.local_address, w.pool, w.enabled, w.changed, w.changed_by
            from core.router_writer as w
            join core.router as r on r.id = w.router and r.removed is null
            where w.router = :router
            """;

    private static final String ACCESS =
            """
            select r.host, r.port, r.fingerprint, r.tls, r.legacy_login, r.charset,
                   coalesce(w.username, r.username) as username,
                   coalesce(w.secret, r.secret) as secret, w.id is not null as writes
            from core.router as r
            left join core.router_writer as w on w.router = r.id
            where r.id = :router and r.removed is null
            """;

    private static final String SECRET =
            "select secret from core.router_writer where router = :router";

    private static final String PUT =
            """
            insert into core.router_writer
                (router, username, secret, requests_per_second, burst, kicks_per_minute,
                 local_address, pool, enabled, changed, changed_by)
            values (:router, :username, :secret, :rate, :burst, :kicks, :local_address, :pool,
                    :enabled, :now, :by)
            on conflict (router) do update
            set version = router_writer.version + 1, username = excluded.username,
                secret = excluded.secret, requests_per_second = excluded.requests_per_second,
                burst = excluded.burst, kicks_per_minute = excluded.kicks_per_minute,
                local_address = excluded.local_address, pool = excluded.pool,
                enabled = excluded.enabled, changed = excluded.changed,
                changed_by = excluded.changed_by
            """;

    private static final String TURN =
            """
            insert into core.router_turn (router, since) values (:router, :now)
            on conflict (router) do update
            set retry_at = null, asked = clock_timestamp()
            """;

    private static final String REMOVE = "delete from core.router_writer where router = :router";

    /// How a router is talked to: with its writing user if it has one, else the reading one.
    public record Reach(RouterConfig config, Charset charset, boolean writes) {}

    private final DbClient db;
    private final SecretCipher cipher;
    private final Clock clock;

    Writers(DbClient db, SecretCipher cipher, Clock clock) {
        this.db = db;
        this.cipher = cipher;
        this.clock = clock;
    }

    public Optional<Writer> find(int router) {
        return db.execute()
                .createGet(FIND)
                .addParam("router", router)
                .execute()
                .map(Row::new)
                .map(Writers::writer);
    }

    public Optional<Reach> reach(int router) {
        return db.execute()
                .createGet(ACCESS)
                .addParam("router", router)
                .execute()
                .map(row -> reach(router, new Row(row)));
    }

    /// False if no password was given and none is stored.
    public boolean put(int router, WriterDraft draft) {
        Optional<byte[]> secret =
                draft.password()
                        .map(text -> cipher.seal(purpose(router), text))
                        .or(() -> secret(router));
        if (secret.isEmpty()) {
            return false;
        }
        db.execute()
                .createInsert(PUT)
                .addParam("router", router)
                .addParam("username", draft.username())
                .addParam("secret", secret.get())
                .addParam("rate", draft.requestsPerSecond())
                .addParam("burst", draft.burst())
                .addParam("kicks", draft.kicksPerMinute())
                .addParam("local_address", draft.localAddress())
                .addParam("pool", draft.pool())
                .addParam("enabled", draft.enabled())
                .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                .addParam("by", Actor.current().login())
                .execute();
        db.execute()
                .createInsert(TURN)
                .addParam("router", router)
                .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                .execute();
        return true;
    }

    /// The router is not managed from now on.
    public boolean remove(int router) {
        return db.execute().createDelete(REMOVE).addParam("router", router).execute() > 0;
    }

    private Optional<byte[]> secret(int router) {
        return db.execute()
                .createGet(SECRET)
                .addParam("router", router)
                .execute()
                .map(row -> new Row(row).bytes("secret"));
    }

    private Reach reach(int router, Row row) {
        boolean writes = row.flag("writes");
        Purpose purpose = writes ? purpose(router) : Purpose.routerPassword(router);
        Security security =
                row.flag("tls")
                        ? new Security.Pinned(new Fingerprint(row.text("fingerprint")))
                        : new Security.Plain();
        var credentials =
                new Credentials(
                        row.text("username"),
                        cipher.openText(purpose, row.bytes("secret")),
                        row.flag("legacy_login"));
        var address = new RouterAddress(row.text("host"), row.integer("port"));
        return new Reach(
                new RouterConfig(address, security, credentials),
                Charset.forName(row.text("charset")),
                writes);
    }

    private static Writer writer(Row row) {
        return new Writer(
                row.integer("router"),
                row.number("version"),
                row.text("username"),
                row.integer("requests_per_second"),
                row.integer("burst"),
                row.integer("kicks_per_minute"),
                row.text("local_address"),
                row.text("pool"),
                row.flag("enabled"),
                row.time("changed"),
                row.text("changed_by"));
    }

    private static Purpose purpose(int router) {
        return new Purpose("router/" + router + "/writer");
    }
}
