package io.lastmile.core.network;

import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.lines.Lines;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Json;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Problem;
import io.lastmile.core.platform.Routes;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// `/api/lines/{id}/...`: what a line should have, its reasons to be off, its password.
final class ServiceRoutes {
    private static final int NOTE_LENGTH_MAX = 500;

    private final Database database;
    private final Lines lines;
    private final NetworkStores stores;

    ServiceRoutes(Database database, Lines lines, NetworkStores stores) {
        this.database = database;
        this.lines = lines;
        this.stores = stores;
    }

    void routes(Routes routes) {
        routes.may(Permission.NETWORK_SEE)
                .get("/api/lines/{id}/service", this::service)
                .get("/api/lines/{id}/service/versions", this::versions);
        routes.may(Permission.NETWORK_CHANGE)
                .put("/api/lines/{id}/endpoint", this::endpoint)
                .post("/api/lines/{id}/holds", this::hold)
                .post("/api/lines/{id}/holds/{reason}/lift", this::lift)
                .post("/api/lines/{id}/retry", this::retry)
                .postUnkept("/api/lines/{id}/credential", this::renew)
                .postUnkept("/api/lines/{id}/credential/reveal", this::reveal);
    }

    private void service(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "line");
        Json.send(
                response,
                database.read(() -> {
                    need(id);
                    return LineState.of(id, stores);
                }));
    }

    private void versions(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "line");
        Fields query = Body.query(request);
        Page.Request page = Page.Request.of(query);
        query.done();
        Json.send(
                response,
                database.read(() -> {
                    need(id);
                    return stores.intents().versions(id, page);
                }));
    }

    private void endpoint(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "line");
        Fields fields = Body.json(request);
        Endpoint endpoint = Endpoint.read(fields);
        String why = fields.text("why", NOTE_LENGTH_MAX, "");
        fields.done();
        changed(response, id, line -> stores.endpoints().put(line, endpoint, why));
    }

    private void hold(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "line");
        Fields fields = Body.json(request);
        HoldReason reason =
                fields.optionalChoice("reason", HoldReason.class).orElse(HoldReason.ADMIN);
        String note = fields.text("note", NOTE_LENGTH_MAX, "");
        Optional<Instant> until = fields.time("until");
        fields.done();
        response.status(Status.CREATED_201);
        changed(
                response,
                id,
                line ->
                        stores.holds()
                                .place(HoldRun.of(line, reason, note, until))
                                .placedOrRefuse());
    }

    private void lift(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "line");
        HoldReason reason = reason(request);
        Fields fields = Body.optionalJson(request);
        String why = fields.text("why", NOTE_LENGTH_MAX, "");
        fields.done();
        changed(
                response,
                id,
                line -> {
                    if (!stores.holds().lift(line, reason, why)) {
                        throw Problem.notFound("hold", Fields.nameOf(reason)).refusal();
                    }
                });
    }

    private void retry(ServerRequest request, ServerResponse response) {
        changed(response, Routes.id(request, "line"), stores.drifts()::retry);
    }

    private void renew(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "line");
        String password =
                database.transact(() -> {
                    need(id);
                    return stores.passwords().renew(id);
                });
        response.status(Status.CREATED_201);
        Json.send(response, Map.of("password", password));
    }

    private void reveal(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "line");
        Fields fields = Body.json(request);
        String reason = fields.text("reason", NOTE_LENGTH_MAX);
        fields.done();
        String password =
                database.transact(() -> {
                    need(id);
                    return stores.passwords()
                            .reveal(id, reason)
                            .orElseThrow(() -> Problem.notFound("password of line", id).refusal());
                });
        Json.send(response, Map.of("password", password));
    }

    private void changed(ServerResponse response, int id, Consumer<Integer> change) {
        Json.send(
                response,
                database.transact(() -> {
                    need(id);
                    change.accept(id);
                    return LineState.of(id, stores);
                }));
    }

    /// Who may not see a line is told that there is none.
    private void need(int id) {
        if (lines.find(id).isEmpty()) {
            throw Problem.notFound("line", id).refusal();
        }
    }

    private static HoldReason reason(ServerRequest request) {
        String word = request.path().pathParameters().get("reason");
        return Stream.of(HoldReason.values())
                .filter(reason -> Fields.nameOf(reason).equals(word.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> Problem.notFound("hold", word).refusal());
    }
}
