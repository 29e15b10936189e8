package io.lastmile.core.dunning;

import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Json;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Problem;
import io.lastmile.core.platform.Routes;
import java.util.List;
import java.util.function.Supplier;

/// Promises and exemptions: who is spared, and by whom.
final class MercyRoutes {
    /// Newest first.
    record Mercies(List<Mercy> promises, List<Mercy> exemptions) {}

    private final Database database;
    private final DunningDesks desks;
    private final DunningStores stores;

    MercyRoutes(Database database, DunningDesks desks, DunningStores stores) {
        this.database = database;
        this.desks = desks;
        this.stores = stores;
    }

    void routes(Routes routes) {
        routes.may(Permission.DUNNING_SEE)
                .get("/api/customers/{id}/mercies", this::mercies)
                .get("/api/dunning/exemptions", this::waiting);
        routes.may(Permission.DUNNING_PROMISE)
                .post("/api/customers/{id}/promises", this::promise)
                .post("/api/promises/{id}/withdrawal", this::withdraw)
                .post("/api/customers/{id}/exemption", this::exempt);
        routes.may(Permission.DUNNING_APPROVE)
                .post("/api/customers/{id}/exemption/approval", this::approve)
                .post("/api/customers/{id}/exemption/end", this::end);
    }

    private void mercies(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "customer");
        Json.send(
                response,
                database.read(() -> {
                    if (!stores.dossiers().known(id)) {
                        throw Problem.notFound("customer", id).refusal();
                    }
                    return of(id);
                }));
    }

    private Mercies of(int customer) {
        return new Mercies(
                stores.promises().ofCustomer(customer), stores.exemptions().ofCustomer(customer));
    }

    private void waiting(ServerRequest request, ServerResponse response) {
        Fields query = Body.query(request);
        Page.Request page = Page.Request.of(query);
        query.done();
        Json.send(response, database.read(() -> stores.exemptions().waiting(page)));
    }

    private void promise(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "customer");
        var wanted = DunningForms.sparing(Body.json(request));
        change(
                response.status(Status.CREATED_201),
                id,
                () -> desks.mercy().promise(id, wanted.lastDay(), wanted.why()));
    }

    private void withdraw(ServerRequest request, ServerResponse response) {
        long id = Routes.longId(request, "promise");
        Body.optionalJson(request).done();
        Json.send(
                response,
                database.transact(() -> {
                    Mercy found =
                            stores.promises()
                                    .find(id)
                                    .orElseThrow(() -> Problem.notFound("promise", id).refusal());
                    desks.mercy().withdraw(found.customer(), id).idOrRefuse();
                    return of(found.customer());
                }));
    }

    private void exempt(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "customer");
        var wanted = DunningForms.sparing(Body.json(request));
        change(
                response.status(Status.CREATED_201),
                id,
                () -> desks.mercy().exempt(id, wanted.lastDay(), wanted.why()));
    }

    private void approve(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "customer");
        Body.optionalJson(request).done();
        change(response, id, () -> desks.mercy().approve(id));
    }

    private void end(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "customer");
        Body.optionalJson(request).done();
        change(response, id, () -> desks.mercy().end(id));
    }

    private void change(ServerResponse response, int customer, Supplier<Granted> work) {
        Json.send(
                response,
                database.transact(() -> {
                    work.get().idOrRefuse();
                    return of(customer);
                }));
    }
}
