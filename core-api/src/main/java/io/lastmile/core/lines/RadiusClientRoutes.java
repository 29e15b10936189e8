package io.lastmile.core.lines;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Json;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Problem;
import io.lastmile.core.platform.Routes;

/// `/api/routers/{id}/radius`: whether and how a router accounts by RADIUS.
final class RadiusClientRoutes {
    private static final String PATH = "/api/routers/{id}/radius";

    private final Database database;
    private final Routers routers;
    private final RadiusClients clients;

    RadiusClientRoutes(Database database, LineStores stores) {
        this.database = database;
        this.routers = stores.routers();
        this.clients = stores.radiusClients();
    }

    void routes(Routes routes) {
        routes.may(Permission.ROUTERS_SEE).get(PATH, this::show);
        routes.may(Permission.ROUTERS_CHANGE).put(PATH, this::put).delete(PATH, this::remove);
    }

    private void show(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "router");
        send(response, database.read(() -> found(id)));
    }

    private void put(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "router");
        long version = Body.version(request);
        Fields fields = Body.json(request);
        send(
                response,
                database.transact(() -> {
                    var draft = RadiusClientDraft.read(fields, router(id).host());
                    fields.done();
                    clients.put(id, version, draft);
                    return found(id);
                }));
    }

    private void remove(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "router");
        long version = Body.version(request);
        database.transact(() -> {
            clients.remove(found(id).router(), version);
            return id;
        });
        response.status(Status.NO_CONTENT_204);
        response.send();
    }

    private Router router(int id) {
        return routers.find(id).orElseThrow(() -> Problem.notFound("router", id).refusal());
    }

    private RadiusClient found(int id) {
        return clients.find(router(id).id())
                .orElseThrow(() -> Problem.notFound("RADIUS client of router", id).refusal());
    }

    private static void send(ServerResponse response, RadiusClient client) {
        response.header(HeaderNames.ETAG, "\"" + client.version() + "\"");
        Json.send(response, client);
    }
}
