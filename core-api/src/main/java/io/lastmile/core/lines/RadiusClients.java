package io.lastmile.core.lines;

import io.helidon.dbclient.DbClient;
import io.lastmile.collector.credentials.Purpose;
import io.lastmile.collector.credentials.SecretCipher;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Fault;
import io.lastmile.core.platform.Problem;
import io.lastmile.core.platform.Row;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;

/// The routers that account by RADIUS, each with its sealed secret. Call it within a unit of work.
public final class RadiusClients {
    private static final String FIND =
            """
            select c.router, c.version, c.address, c.coa_port, c.changed, c.changed_by
            from core.radius_client as c
            join core.router as r on r.id = c.router and r.removed is null
            where c.router = :router
            """;

    private static final String SECRET =
            "select secret from core.radius_client where router = :router";

    /// Whose address it is; a router that was removed has none any more.
    private static final String OF_ADDRESS =
            """
            select r.name
            from core.radius_client as c
            join core.router as r on r.id = c.router and r.removed is null
            where c.address = :address and c.router <> :router
            """;

    private static final String FORGET_REMOVED =
            """
            delete from core.radius_client as c using core.router as r
            where r.id = c.router and r.removed is not null and c.address = :address
            """;

    private static final String ADD =
            """
            insert into core.radius_client (router, address, secret, coa_port, changed, changed_by)
            values (:router, :address, :secret, :port, :now, :by)
            on conflict (router) do nothing
            """;

    private static final String CHANGE =
            """
            update core.radius_client
            set version = version + 1, address = :address, secret = :secret, coa_port = :port,
                changed = :now, changed_by = :by
            where router = :router and version = :version
            """;

    private static final String REMOVE =
            "delete from core.radius_client where router = :router and version = :version";

    private final DbClient db;
    private final SecretCipher cipher;
    private final Clock clock;

    RadiusClients(DbClient db, SecretCipher cipher, Clock clock) {
        this.db = db;
        this.cipher = cipher;
        this.clock = clock;
    }

    public Optional<RadiusClient> find(int router) {
        return db.execute()
                .createGet(FIND)
                .addParam("router", router)
                .execute()
                .map(Row::new)
                .map(row ->
                        new RadiusClient(
                                row.integer("router"),
                                row.number("version"),
                                row.text("address"),
                                row.integer("coa_port"),
                                row.time("changed"),
                                row.text("changed_by")));
    }

    /// For whoever saw this version; 0 is that there was none. Refuses the address of another.
    public void put(int router, long version, RadiusClientDraft draft) {
        byte[] secret =
                draft.secret()
                        .map(text -> cipher.seal(Purpose.radiusSecret(router), text))
                        .or(() -> secret(router))
                        .orElseThrow(() ->
                                Problem.invalid(
                                                "secret",
                                                "nothing",
                                                "the secret that the router shares")
                                        .refusal());
        db.execute().createDelete(FORGET_REMOVED).addParam("address", draft.address()).execute();
        ofAddress(router, draft.address())
                .ifPresent(name -> {
                    throw Problem.conflict(
                                    new Fault(
                                            "address",
                                            draft.address() + " of " + name,
                                            "an address of its own"))
                            .refusal();
                });
        var statement =
                version == 0
                        ? db.execute().createUpdate(ADD)
                        : db.execute().createUpdate(CHANGE).addParam("version", version);
        long rows =
                statement
                        .addParam("router", router)
                        .addParam("address", draft.address())
                        .addParam("secret", secret)
                        .addParam("port", draft.coaPort())
                        .addParam("now", clock.instant().atOffset(ZoneOffset.UTC))
                        .addParam("by", Actor.current().login())
                        .execute();
        stale(rows, router);
    }

    /// Its packets are answered no more.
    public void remove(int router, long version) {
        long rows =
                db.execute()
                        .createDelete(REMOVE)
                        .addParam("router", router)
                        .addParam("version", version)
                        .execute();
        stale(rows, router);
    }

    private void stale(long rows, int router) {
        if (rows == 0) {
            throw Problem.stale(find(router).map(RadiusClient::version).orElse(0L)).refusal();
        }
    }

    private Optional<byte[]> secret(int router) {
        return db.execute()
                .createGet(SECRET)
                .addParam("router", router)
                .execute()
                .map(row -> new Row(row).bytes("secret"));
    }

    private Optional<String> ofAddress(int router, String address) {
        return db.execute()
                .createGet(OF_ADDRESS)
                .addParam("router", router)
                .addParam("address", address)
                .execute()
                .map(row -> new Row(row).text("name"));
    }
}
