package io.lastmile.core.billing;

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
import java.time.LocalDate;
import java.util.List;

/// What bills go by: who sells and when it is due, taxes, and discounts of a service.
final class TermsRoutes {
    record Discounts(List<Discount> items) {}

    private final Database database;
    private final BillingStores stores;
    private final BillingBelow below;
    private final TermsDesk desk;

    TermsRoutes(Database database, BillingStores stores, BillingBelow below, TermsDesk desk) {
        this.database = database;
        this.stores = stores;
        this.below = below;
        this.desk = desk;
    }

    void routes(Routes routes) {
        routes.may(Permission.BILLING_SEE)
                .get("/api/billing/settings", this::settings)
                .get("/api/billing/taxes", this::taxes)
                .get("/api/subscriptions/{id}/discounts", this::discounts);
        routes.may(Permission.BILLING_SETTINGS)
                .put("/api/billing/settings", this::change)
                .post("/api/billing/taxes", this::add);
        routes.may(Permission.BILLING_WRITE)
                .post("/api/subscriptions/{id}/discounts", this::discount)
                .post("/api/discounts/{id}/end", this::end);
    }

    private void settings(ServerRequest request, ServerResponse response) {
        send(response, database.read(() -> stores.settings().current()));
    }

    private void change(ServerRequest request, ServerResponse response) {
        long version = Body.version(request);
        BillingSetting wanted = BillingForms.setting(Body.json(request), version);
        send(
                response,
                database.transact(() -> {
                    long now = stores.settings().current().version();
                    if (now != version) {
                        throw Problem.stale(now).refusal();
                    }
                    long unused = desk.change(wanted).idOrRefuse();
                    return stores.settings().current();
                }));
    }

    private static void send(ServerResponse response, BillingSetting setting) {
        response.header(HeaderNames.ETAG, "\"" + setting.version() + "\"");
        Json.send(response, setting);
    }

    private void taxes(ServerRequest request, ServerResponse response) {
        Json.send(response, database.read(() -> stores.taxes().rules()));
    }

    private void add(ServerRequest request, ServerResponse response) {
        TaxRule rule = BillingForms.rule(Body.json(request));
        Json.send(
                response.status(Status.CREATED_201),
                database.transact(() -> {
                    long unused = desk.add(rule).idOrRefuse();
                    return stores.taxes().rules();
                }));
    }

    private void discounts(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "subscription");
        Json.send(response, database.read(() -> of(id)));
    }

    private Discounts of(int subscription) {
        if (below.subscriptions().stores().subscriptions().find(subscription).isEmpty()) {
            throw Problem.notFound("subscription", subscription).refusal();
        }
        return new Discounts(stores.discounts().of(subscription));
    }

    private void discount(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "subscription");
        Discount draft = BillingForms.discount(Body.json(request), id);
        Json.send(
                response.status(Status.CREATED_201),
                database.transact(() -> {
                    long unused = desk.add(draft).idOrRefuse();
                    return of(id);
                }));
    }

    private void end(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "discount");
        long version = Body.version(request);
        Fields fields = Body.json(request);
        LocalDate day = BillingForms.end(fields);
        fields.done();
        long unused = database.transact(() -> desk.endDiscount(id, version, day).idOrRefuse());
        response.status(Status.NO_CONTENT_204);
        response.send();
    }
}
