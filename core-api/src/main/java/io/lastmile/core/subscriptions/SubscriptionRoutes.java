package io.lastmile.core.subscriptions;

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
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/// `/api/subscriptions...`: how services stand and why, their beginning, pauses and end.
final class SubscriptionRoutes {
    record Summaries(List<Summary> items) {}

    /// One service: why its paid time ends when it does, and the change that is pending.
    record Whole(Summary summary, Optional<Timelines.Why> why, Optional<Quotes.Quote> change) {}

    private final Database database;
    private final SubscriptionDesk desk;
    private final SubscriptionViews views;

    SubscriptionRoutes(Database database, SubscriptionDesk desk, SubscriptionViews views) {
        this.database = database;
        this.desk = desk;
        this.views = views;
    }

    void routes(Routes routes) {
        routes.may(Permission.CUSTOMERS_SEE)
                .get("/api/customers/{id}/subscriptions", this::ofCustomer)
                .get("/api/lines/{id}/subscriptions", this::ofLine)
                .get("/api/subscriptions/{id}", this::one)
                .get("/api/subscriptions/{id}/segments", this::segments)
                .get("/api/subscriptions/{id}/causes", this::causes);
        routes.may(Permission.SUBSCRIPTIONS_CHANGE)
                .post("/api/subscriptions", this::start)
                .post("/api/subscriptions/{id}/pause", this::pause)
                .post("/api/subscriptions/{id}/resumption", this::resume)
                .post("/api/subscriptions/{id}/termination", this::end)
                .post("/api/subscriptions/{id}/termination/cancellation", this::cancelEnd);
    }

    private static int id(ServerRequest request) {
        return Routes.id(request, "subscription");
    }

    private void ofCustomer(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "customer");
        list(response, () -> views.summaries().ofCustomer(id), Problem.notFound("customer", id));
    }

    private void ofLine(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "line");
        list(response, () -> views.summaries().ofLine(id), Problem.notFound("line", id));
    }

    private void list(
            ServerResponse response, Supplier<Optional<List<Summary>>> found, Problem none) {
        Json.send(
                response,
                database.read(() -> new Summaries(found.get().orElseThrow(none::refusal))));
    }

    private void one(ServerRequest request, ServerResponse response) {
        int id = id(request);
        send(response, database.read(() -> whole(id)));
    }

    private Whole whole(int id) {
        return new Whole(find(id), views.timelines().why(id), views.quotes().pending(id));
    }

    private Summary find(int id) {
        return views.summaries()
                .find(id)
                .orElseThrow(() -> Problem.notFound("subscription", id).refusal());
    }

    private static void send(ServerResponse response, Whole whole) {
        long version = whole.summary().subscription().version();
        response.header(HeaderNames.ETAG, "\"" + version + "\"");
        Json.send(response, whole);
    }

    private void segments(ServerRequest request, ServerResponse response) {
        page(request, response, views.timelines()::segments);
    }

    private void causes(ServerRequest request, ServerResponse response) {
        page(request, response, views.timelines()::causes);
    }

    private <T> void page(
            ServerRequest request,
            ServerResponse response,
            BiFunction<Integer, Page.Request, Page<T>> read) {
        int id = id(request);
        Fields query = Body.query(request);
        Page.Request page = Page.Request.of(query);
        query.done();
        Json.send(response, database.read(() -> read.apply(find(id).subscription().id(), page)));
    }

    private void start(ServerRequest request, ServerResponse response) {
        SubscriptionDraft draft = SubscriptionForms.start(Body.json(request));
        Whole made =
                database.transact(() -> whole(Math.toIntExact(desk.start(draft).idOrRefuse())));
        send(response.status(Status.CREATED_201), made);
    }

    private void pause(ServerRequest request, ServerResponse response) {
        int id = id(request);
        var wanted = SubscriptionForms.holidays(Body.json(request));
        change(response, id, () -> desk.pause(id, wanted.from(), wanted.until(), wanted.why()));
    }

    private void resume(ServerRequest request, ServerResponse response) {
        int id = id(request);
        Body.optionalJson(request).done();
        change(response, id, () -> desk.resume(id));
    }

    private void end(ServerRequest request, ServerResponse response) {
        int id = id(request);
        var wanted = SubscriptionForms.ending(Body.json(request));
        change(response, id, () -> desk.end(id, wanted.day(), wanted.why()));
    }

    private void cancelEnd(ServerRequest request, ServerResponse response) {
        int id = id(request);
        Body.optionalJson(request).done();
        change(response, id, () -> desk.cancelEnd(id));
    }

    private void change(ServerResponse response, int id, Supplier<Made> work) {
        send(
                response,
                database.transact(() -> {
                    work.get().idOrRefuse();
                    return whole(id);
                }));
    }
}
