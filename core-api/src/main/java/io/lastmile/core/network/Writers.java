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

    private static final String ADD =
            """
            insert into core.router_writer
                (router, username, secret, requests_per_second, burst, kicks_per_minute,
                 local_address, pool, enabled, changed, changed_by)
            values (:router, :username, :secret, :rate, :burst, :kicks, :local_address, :pool,
                    :enabled, :now, :by)
            on conflict (router) do nothing
            """;

    private static final String CHANGE =
            """
            update core.router_writer
            set version = version + 1, username = :username, secret = :secret,
                requests_per_second = :rate, burst = :burst, kicks_per_minute = :kicks,
                local_address = :local_address, pool = :pool, enabled = :enabled, changed = :now,
                changed_by = :by
            where router = :router and version = :version
            """;

    private static final String TURN =
            """
            insert into core.router_turn (router, since) values (:router, :now)
            on conflict (router) do update
            set retry_at = null, asked = clock_timestamp()
            """;

    private static final String REMOVE =
            "delete from core.router_writer where router = :router and version = :version";

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

    /// Sets the user for whoever saw this version; 0 is that there was none.
    public WriterSaved put(int router, long version, WriterDraft draft) {
        Optional<byte[]> secret =
                draft.password()
                        .map(text -> cipher.seal(purpose(router), text))
                        .or(() -> secret(router));
        if (secret.isEmpty()) {
            return new WriterSaved.NoPassword();
        }
        var statement =
                version == 0
                        ? db.execute().createUpdate(ADD)
                        : db.execute().createUpdate(CHANGE).addParam("version", version);
        long rows =
                statement
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
        if (rows == 0) {
            return new WriterSaved.Stale(version(router));
        }
        db.execute()
                .createInsert(TURN)
                .addParam("router", router)
                .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                .execute();
        return new WriterSaved.Done();
    }

    /// The router is not managed from now on.
    public WriterSaved remove(int router, long version) {
        long rows =
                db.execute()
                        .createDelete(REMOVE)
                        .addParam("router", router)
                        .addParam("version", version)
                        .execute();
        return rows > 0 ? new WriterSaved.Done() : new WriterSaved.Stale(version(router));
    }

    /// 0 without one.
    private long version(int router) {
        return find(router).map(Writer::version).orElse(0L);
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
