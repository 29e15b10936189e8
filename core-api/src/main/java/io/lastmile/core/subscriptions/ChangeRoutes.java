package io.lastmile.core.subscriptions;

import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Json;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Problem;
import io.lastmile.core.platform.Routes;
import java.util.function.Supplier;

/// Changes of plan from the quote to the approval. Paying one is of the room that keeps invoices.
final class ChangeRoutes {
    private final Database database;
    private final ChangeDesk desk;
    private final SubscriptionViews views;

    ChangeRoutes(Database database, ChangeDesk desk, SubscriptionViews views) {
        this.database = database;
        this.desk = desk;
        this.views = views;
    }

    void routes(Routes routes) {
        routes.may(Permission.CUSTOMERS_SEE).get("/api/plan-changes/{id}", this::one);
        routes.may(Permission.SUBSCRIPTIONS_CHANGE)
                .post("/api/subscriptions/{id}/plan-changes", this::quote)
                .post("/api/plan-changes/{id}/acceptance", this::accept)
                .post("/api/plan-changes/{id}/approval", this::approve)
                .post("/api/plan-changes/{id}/cancellation", this::cancel);
    }

    private static long id(ServerRequest request) {
        return Routes.longId(request, "plan change");
    }

    private void one(ServerRequest request, ServerResponse response) {
        long id = id(request);
        Json.send(response, database.read(() -> find(id)));
    }

    private Quotes.Quote find(long id) {
        return views.quotes()
                .find(id)
                .orElseThrow(() -> Problem.notFound("plan change", id).refusal());
    }

    private void quote(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "subscription");
        var wanted = SubscriptionForms.wanted(Body.json(request));
        change(
                response.status(Status.CREATED_201),
                () -> desk.quote(id, wanted.plan(), wanted.mode()));
    }

    private void accept(ServerRequest request, ServerResponse response) {
        long id = id(request);
        Body.optionalJson(request).done();
        change(response, () -> desk.accept(id));
    }

    private void approve(ServerRequest request, ServerResponse response) {
        long id = id(request);
        Body.optionalJson(request).done();
        change(response, () -> desk.approve(id));
    }

    private void cancel(ServerRequest request, ServerResponse response) {
        long id = id(request);
        String why = SubscriptionForms.why(Body.json(request));
        change(response, () -> desk.cancel(id, why));
    }

    private void change(ServerResponse response, Supplier<Made> work) {
        Json.send(response, database.transact(() -> find(work.get().idOrRefuse())));
    }
}
