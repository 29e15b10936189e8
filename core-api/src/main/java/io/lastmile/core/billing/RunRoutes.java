package io.lastmile.core.billing;

import io.helidon.http.HeaderNames;
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
import io.lastmile.core.subscriptions.Made;
import java.time.LocalDate;

/// `/api/billing/runs`, and what a change of plan comes to.
final class RunRoutes {
    /// What of a run's periods a list shows.
    enum Only {
        ALL,
        FIRST,
        MORE,
        LESS,
        CHANGED
    }

    record Whole(BillingRun run, BillingRun.Sums sums, RunRiders.Sums riders) {}

    private final Database database;
    private final BillingStores stores;
    private final RunDesk desk;
    private final ChangeMoney changes;

    RunRoutes(Database database, BillingStores stores, RunDesk desk, ChangeMoney changes) {
        this.database = database;
        this.stores = stores;
        this.desk = desk;
        this.changes = changes;
    }

    void routes(Routes routes) {
        routes.may(Permission.BILLING_SEE)
                .get("/api/billing/runs", this::list)
                .get("/api/billing/runs/{id}", this::one)
                .get("/api/billing/runs/{id}/items", this::items)
                .get("/api/billing/runs/{id}/charges", this::riders)
                .get("/api/plan-changes/{id}/bill", this::bill);
        routes.may(Permission.BILLING_RUN)
                .post("/api/billing/runs", this::start)
                .post("/api/billing/runs/{id}/confirmation", this::confirm)
                .post("/api/billing/runs/{id}/drop", this::drop);
        routes.may(Permission.SUBSCRIPTIONS_CHANGE)
                .post("/api/plan-changes/{id}/payment", this::pay);
    }

    private void list(ServerRequest request, ServerResponse response) {
        Fields query = Body.query(request);
        Page.Request page = Page.Request.of(query);
        query.done();
        Json.send(response, database.read(() -> stores.runs().page(page)));
    }

    private void one(ServerRequest request, ServerResponse response) {
        long id = Routes.longId(request, "billing run");
        send(response, database.read(() -> find(id)));
    }

    private Whole find(long id) {
        return stores.runs()
                .find(id)
                .map(run -> new Whole(run, stores.runs().sums(id), stores.riders().sums(run)))
                .orElseThrow(() -> Problem.notFound("billing run", id).refusal());
    }

    private void items(ServerRequest request, ServerResponse response) {
        long id = Routes.longId(request, "billing run");
        Fields query = Body.query(request);
        Only only = query.choice("only", Only.ALL);
        Page.Request page = Page.Request.of(query);
        query.done();
        String word = only == Only.ALL ? "" : Fields.nameOf(only);
        Json.send(response, database.read(() -> stores.runs().items(run(id).id(), word, page)));
    }

    private BillingRun run(long id) {
        return stores.runs()
                .find(id)
                .orElseThrow(() -> Problem.notFound("billing run", id).refusal());
    }

    private void riders(ServerRequest request, ServerResponse response) {
        long id = Routes.longId(request, "billing run");
        Fields query = Body.query(request);
        Page.Request page = Page.Request.of(query);
        query.done();
        Json.send(response, database.read(() -> stores.riders().page(run(id), page)));
    }

    private void start(ServerRequest request, ServerResponse response) {
        LocalDate through = BillingForms.through(Body.json(request));
        Whole made = database.transact(() -> find(desk.start(through).idOrRefuse()));
        response.status(Status.CREATED_201);
        response.header(HeaderNames.LOCATION, "/api/billing/runs/" + made.run().id());
        send(response, made);
    }

    private void confirm(ServerRequest request, ServerResponse response) {
        long id = Routes.longId(request, "billing run");
        long version = Body.version(request);
        Body.optionalJson(request).done();
        send(response, database.transact(() -> after(id, desk.confirm(id, seen(id, version)))));
    }

    private void drop(ServerRequest request, ServerResponse response) {
        long id = Routes.longId(request, "billing run");
        long version = Body.version(request);
        Body.optionalJson(request).done();
        send(response, database.transact(() -> after(id, desk.drop(id, seen(id, version)))));
    }

    /// What was looked at is what is confirmed or dropped.
    private long seen(long id, long version) {
        BillingRun run = find(id).run();
        if (run.state() == BillingRun.State.PREVIEW && run.version() != version) {
            throw Problem.stale(run.version()).refusal();
        }
        return version;
    }

    private Whole after(long id, Made made) {
        long unused = made.idOrRefuse();
        return find(id);
    }

    private static void send(ServerResponse response, Whole whole) {
        response.header(HeaderNames.ETAG, "\"" + whole.run().version() + "\"");
        Json.send(response, whole);
    }

    private void bill(ServerRequest request, ServerResponse response) {
        long id = Routes.longId(request, "plan change");
        Json.send(
                response,
                database.read(() ->
                        changes.quote(id)
                                .orElseThrow(() -> Problem.notFound("plan change", id).refusal())));
    }

    private void pay(ServerRequest request, ServerResponse response) {
        long id = Routes.longId(request, "plan change");
        Body.optionalJson(request).done();
        long unused = database.transact(() -> changes.settle(id).idOrRefuse());
        response.status(Status.NO_CONTENT_204);
        response.send();
    }
}
