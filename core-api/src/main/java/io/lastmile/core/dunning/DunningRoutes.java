package io.lastmile.core.dunning;

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
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/// `/api/dunning...`: who is off, who will be, runs that ask, and the rules.
final class DunningRoutes {
    /// Why a subscription is on or off now, and when it was off before.
    record Why(Verdict verdict, OffList.Names names, List<Nonpay> history) {}

    record Named(Verdict verdict, OffList.Names names) {}

    /// Who would be cut off before `until` if nobody paid.
    record Ahead(Instant until, Page<Named> found) {}

    record Periods(List<QuietPeriod> items) {}

    private final Database database;
    private final DunningDesks desks;
    private final DunningStores stores;

    DunningRoutes(Database database, DunningDesks desks, DunningStores stores) {
        this.database = database;
        this.desks = desks;
        this.stores = stores;
    }

    void routes(Routes routes) {
        routes.may(Permission.DUNNING_SEE)
                .get("/api/dunning", this::off)
                .get("/api/dunning/ahead", this::ahead)
                .get("/api/dunning/rules", this::rules)
                .get("/api/dunning/quiet-periods", this::periods)
                .get("/api/dunning/runs", this::runs)
                .get("/api/dunning/runs/{id}", this::run)
                .get("/api/dunning/runs/{id}/items", this::items)
                .get("/api/subscriptions/{id}/dunning", this::why);
        routes.may(Permission.DUNNING_APPROVE)
                .post("/api/dunning/runs/{id}/confirm", this::confirm)
                .post("/api/dunning/runs/{id}/drop", this::drop);
        routes.may(Permission.DUNNING_SETTINGS)
                .put("/api/dunning/rules", this::change)
                .post("/api/dunning/quiet-periods", this::add)
                .delete("/api/dunning/quiet-periods/{id}", this::remove);
    }

    private void off(ServerRequest request, ServerResponse response) {
        Fields query = Body.query(request);
        var filter = OffList.Filter.of(query);
        Page.Request page = Page.Request.of(query);
        query.done();
        Json.send(response, database.read(() -> stores.off().page(filter, page)));
    }

    private void ahead(ServerRequest request, ServerResponse response) {
        Fields query = Body.query(request);
        Instant end = DunningForms.end(DunningForms.days(query), stores);
        Page.Request page = Page.Request.of(query);
        query.done();
        Json.send(response, database.read(() -> new Ahead(end, named(stores.ahead(end, page)))));
    }

    private Page<Named> named(Page<Verdict> page) {
        List<Integer> ids =
                page.items().stream().map(v -> v.inputs().who().subscription()).toList();
        OffList.Known names = stores.off().names(ids);
        return new Page<>(
                page.items().stream().map(v -> new Named(v, names.of(v))).toList(), page.next());
    }

    private void why(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "subscription");
        Json.send(response, database.read(() -> why(id)));
    }

    private Why why(int id) {
        Verdict verdict =
                stores.verdict(id)
                        .orElseThrow(() -> Problem.notFound("subscription", id).refusal());
        return new Why(
                verdict,
                stores.off().names(List.of(id)).of(id),
                stores.nonpays().ofSubscription(id));
    }

    private void rules(ServerRequest request, ServerResponse response) {
        DunningRules rules = database.read(() -> stores.rules().current());
        response.header(HeaderNames.ETAG, "\"" + rules.version() + "\"");
        Json.send(response, rules);
    }

    private void change(ServerRequest request, ServerResponse response) {
        long version = Body.version(request);
        DunningRules wanted = DunningForms.rules(Body.json(request), version);
        done(response, () -> desks.rules().change(wanted));
    }

    private void periods(ServerRequest request, ServerResponse response) {
        Json.send(
                response, database.read(() -> new Periods(stores.periods().from(stores.today()))));
    }

    private void add(ServerRequest request, ServerResponse response) {
        QuietTimes.Named period = DunningForms.period(Body.json(request));
        QuietPeriod made =
                database.transact(() -> {
                    long id = desks.rules().add(period).idOrRefuse();
                    return stores.periods().find((int) id).orElseThrow();
                });
        Json.send(response.status(Status.CREATED_201), made);
    }

    private void remove(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "period");
        done(response, () -> desks.rules().remove(id));
    }

    private void runs(ServerRequest request, ServerResponse response) {
        Fields query = Body.query(request);
        Page.Request page = Page.Request.of(query);
        query.done();
        Json.send(response, database.read(() -> stores.runs().page(page)));
    }

    private void run(ServerRequest request, ServerResponse response) {
        long id = Routes.longId(request, "run");
        Json.send(response, database.read(() -> find(id)));
    }

    private DunningRun find(long id) {
        return stores.runs().find(id).orElseThrow(() -> Problem.notFound("run", id).refusal());
    }

    private void items(ServerRequest request, ServerResponse response) {
        long id = Routes.longId(request, "run");
        Fields query = Body.query(request);
        Page.Request page = Page.Request.of(query);
        query.done();
        Json.send(response, database.read(() -> stores.runs().items(find(id).id(), page)));
    }

    private void confirm(ServerRequest request, ServerResponse response) {
        long id = Routes.longId(request, "run");
        int count = DunningForms.count(Body.json(request));
        done(response, () -> desks.rules().confirm(id, count));
    }

    private void drop(ServerRequest request, ServerResponse response) {
        long id = Routes.longId(request, "run");
        DunningForms.Dropping dropping = DunningForms.dropping(Body.json(request));
        done(response, () -> desks.rules().drop(id, dropping.days(), dropping.why()));
    }

    private void done(ServerResponse response, Supplier<Granted> work) {
        database.transact(() -> work.get().idOrRefuse());
        response.status(Status.NO_CONTENT_204);
        response.send();
    }
}
