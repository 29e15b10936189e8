package io.lastmile.core.network;

import io.helidon.dbclient.DbClient;
import io.lastmile.core.lines.Router;
import io.lastmile.core.lines.Routers;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Scripts for routers, to review before somebody runs them.
public final class Scripts {
    private static final String TELL =
            """
            select core.add_audit('router', cast(:router as text), 'reveal', null,
                jsonb_build_object('passwords', cast(:lines as int),
                                   'reason', cast(:reason as text)))
            """;

    private final Database database;
    private final DbClient db;
    private final NetworkStores stores;
    private final Routers routers;
    private final Gardens gardens;

    Scripts(ImportParts parts, NetworkStores stores) {
        this.database = parts.platform().database();
        this.db = database.client();
        this.stores = stores;
        this.routers = parts.lines().stores().routers();
        this.gardens = new Gardens(db, parts.platform().clock());
    }

    /// A file's name and what is in it.
    public record Script(String fileName, String text) {}

    /// What is wanted of a router; passwords are left as they are there.
    public Script wanted(int router) {
        return database.read(() -> wanted(find(router), Map.of()));
    }

    /// The same with the passwords that we know, and the trace that somebody read them.
    public Script withPasswords(int router, String reason) {
        return database.transact(() -> {
            Router found = find(router);
            List<Integer> lines =
                    stores.intents().ofRouter(router).stream().map(Intent::line).toList();
            Map<Integer, String> open = stores.passwords().open(lines);
            db.execute()
                    .createQuery(TELL)
                    .addParam("router", router)
                    .addParam("lines", open.size())
                    .addParam("reason", reason)
                    .execute()
                    .forEach(_ -> {});
            return wanted(found, open);
        });
    }

    private Script wanted(Router router, Map<Integer, String> passwords) {
        var writer =
                stores.writers()
                        .find(router.id())
                        .map(w -> new RouterScript.Writer(w.localAddress(), w.pool()))
                        .orElse(new RouterScript.Writer("", ""));
        return new Script(
                fileName("lastmile", router),
                RouterScript.of(
                        stores.profiles().ofRouter(router.id()),
                        stores.intents().ofRouter(router.id()),
                        writer,
                        passwords));
    }

    /// The router's side of the walled garden; empty while nobody said where the portal is.
    public Optional<Script> walledGarden(int router) {
        return database.read(() -> {
            Router found = find(router);
            GardenSettings settings = gardens.current();
            return settings.complete()
                    ? Optional.of(
                            new Script(
                                    fileName("lastmile-walled-garden", found),
                                    WalledGardenScript.of(settings)))
                    : Optional.empty();
        });
    }

    public GardenSettings garden() {
        return database.read(gardens::current);
    }

    public GardenSettings change(GardenSettings settings) {
        return database.transact(() -> {
            if (!gardens.change(settings)) {
                throw Problem.stale(gardens.current().version()).refusal();
            }
            return gardens.current();
        });
    }

    private Router find(int router) {
        return routers.find(router).orElseThrow(() -> Problem.notFound("router", router).refusal());
    }

    private static String fileName(String of, Router router) {
        String plain = router.name().replaceAll("[^A-Za-z0-9]+", "-").replaceAll("^-|-$", "");
        return of + "-" + (plain.isEmpty() ? "" + router.id() : plain) + ".rsc";
    }
}
