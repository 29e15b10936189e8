package io.lastmile.core.network;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.lines.Routers;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Json;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Problem;
import io.lastmile.core.platform.Routes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `/api/network` and the writing users of `/api/routers`.
final class NetworkRoutes {
    /// Lines of one request; its body takes no more.
    private static final int LINES_MAX = 5_000;

    private static final int NOTE_LENGTH_MAX = 500;

    private final Database database;
    private final Routers routers;
    private final NetworkStores stores;
    private final WriterTest test;

    NetworkRoutes(Database database, Routers routers, NetworkStores stores, WriterTest test) {
        this.database = database;
        this.routers = routers;
        this.stores = stores;
        this.test = test;
    }

    void routes(Routes routes) {
        routes.may(Permission.NETWORK_SEE)
                .get("/api/network/drift", this::drift)
                .get("/api/network/summary", this::summary)
                .get("/api/network/policy", this::policy)
                .get("/api/routers/{id}/writer", this::writer)
                .get("/api/routers/{id}/profiles", this::profiles);
        routes.may(Permission.NETWORK_CHANGE)
                .put("/api/network/policy", this::changePolicy)
                .post("/api/network/holds", this::hold)
                .put("/api/routers/{id}/writer", this::changeWriter)
                .delete("/api/routers/{id}/writer", this::removeWriter)
                .post("/api/routers/{id}/compare", this::compare)
                .postUnkept("/api/routers/{id}/writer/test", this::testWriter);
    }

    private void drift(ServerRequest request, ServerResponse response) {
        Fields query = Body.query(request);
        var search =
                new Drifts.Search(
                        (int) query.number("router", 1, Integer.MAX_VALUE, 0),
                        query.optionalChoice("state", DriftState.class)
                                .map(Fields::nameOf)
                                .orElse(""));
        Page.Request page = Page.Request.of(query);
        query.done();
        Json.send(response, database.read(() -> stores.drifts().page(search, page)));
    }

    private void summary(ServerRequest request, ServerResponse response) {
        Json.send(response, Map.of("routers", database.read(() -> stores.drifts().routers())));
    }

    private void policy(ServerRequest request, ServerResponse response) {
        send(response, database.read(() -> stores.policies().current()));
    }

    private void changePolicy(ServerRequest request, ServerResponse response) {
        long version = Body.version(request);
        Fields fields = Body.json(request);
        NetworkPolicy policy = NetworkPolicy.read(fields, version);
        fields.done();
        send(
                response,
                database.transact(() -> {
                    if (!stores.policies().change(policy)) {
                        throw Problem.stale(stores.policies().current().version()).refusal();
                    }
                    return stores.policies().current();
                }));
    }

    private static void send(ServerResponse response, NetworkPolicy policy) {
        response.header(HeaderNames.ETAG, "\"" + policy.version() + "\"");
        Json.send(response, policy);
    }

    private void hold(ServerRequest request, ServerResponse response) {
        Fields fields = Body.json(request);
        List<Integer> lines =
                fields.texts("lines", LINES_MAX, 9).stream()
                        .filter(text -> isId(fields, text))
                        .map(Integer::valueOf)
                        .toList();
        HoldReason reason =
                fields.optionalChoice("reason", HoldReason.class).orElse(HoldReason.ADMIN);
        String note = fields.text("note", NOTE_LENGTH_MAX, "");
        Optional<Instant> until = fields.time("until");
        var confirmed = fields.optionalNumber("confirmed", 0, Integer.MAX_VALUE);
        fields.done();
        Optional<Integer> agreed =
                confirmed.isPresent() ? Optional.of((int) confirmed.getAsLong()) : Optional.empty();
        var run = new HoldRun(lines, reason, note, until, agreed);
        Json.send(response, database.transact(() -> stores.holds().place(run).placedOrRefuse()));
    }

    private static boolean isId(Fields fields, String text) {
        if (!text.matches("[0-9]{1,9}")) {
            fields.refuse("lines", text, "ids of lines");
            return false;
        }
        return true;
    }

    private void writer(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "router");
        send(response, database.read(() -> found(id)));
    }

    private static void send(ServerResponse response, Writer writer) {
        response.header(HeaderNames.ETAG, "\"" + writer.version() + "\"");
        Json.send(response, writer);
    }

    private void changeWriter(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "router");
        long version = Body.version(request);
        Fields fields = Body.json(request);
        WriterDraft draft = WriterDraft.read(fields);
        fields.done();
        send(
                response,
                database.transact(() -> {
                    need(id);
                    stores.writers().put(id, version, draft).orRefuse();
                    return found(id);
                }));
    }

    private void removeWriter(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "router");
        long version = Body.version(request);
        database.transact(() -> {
            found(id);
            return stores.writers().remove(id, version).orRefuse();
        });
        response.status(Status.NO_CONTENT_204);
        response.send();
    }

    private void testWriter(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "router");
        Writers.Reach reach =
                database.read(() -> {
                    found(id);
                    return stores.writers().reach(id).orElseThrow();
                });
        Json.send(response, test.run(reach));
    }

    private void compare(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "router");
        database.transact(() -> {
            need(id);
            stores.drifts().compare(id);
            return id;
        });
        response.status(Status.NO_CONTENT_204);
        response.send();
    }

    private void profiles(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "router");
        Json.send(
                response,
                Map.of(
                        "profiles",
                        database.read(() -> {
                            need(id);
                            return stores.profiles().ofRouter(id);
                        })));
    }

    private Writer found(int id) {
        need(id);
        return stores.writers()
                .find(id)
                .orElseThrow(() -> Problem.notFound("writing user of router", id).refusal());
    }

    private void need(int id) {
        if (routers.find(id).isEmpty()) {
            throw Problem.notFound("router", id).refusal();
        }
    }
}
