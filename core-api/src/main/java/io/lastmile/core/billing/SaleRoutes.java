package io.lastmile.core.billing;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Json;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Problem;
import io.lastmile.core.platform.Routes;
import java.util.List;
import java.util.Optional;

/// `/api/customers/{id}/renewals`: time of a prepaid service for the customer's credit.
/// `/api/subscriptions/{id}/unused`: what an end left of it, and credit for that.
final class SaleRoutes {
    record Answer(Optional<UnusedTime.Unused> unused) {}

    private final Database database;
    private final BillingStores stores;
    private final CreditSales sales;
    private final UnusedTime unused;

    SaleRoutes(Database database, BillingStores stores, CreditSales sales, UnusedTime unused) {
        this.unused = unused;
        this.database = database;
        this.stores = stores;
        this.sales = sales;
    }

    void routes(Routes routes) {
        routes.may(Permission.BILLING_SEE).get("/api/subscriptions/{id}/unused", this::unused);
        routes.may(Permission.BILLING_WRITE)
                .post("/api/customers/{id}/renewals", this::buy)
                .post("/api/subscriptions/{id}/unused", this::giveBack);
    }

    private void unused(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "subscription");
        Json.send(
                response,
                database.read(() -> {
                    if (unused.service(id).isEmpty()) {
                        throw Problem.notFound("subscription", id).refusal();
                    }
                    return new Answer(unused.of(id));
                }));
    }

    private void giveBack(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "subscription");
        String why = BillingForms.why(Body.json(request));
        Answer answer =
                database.transact(() -> {
                    long _ = unused.giveBack(id, why).idOrRefuse();
                    return new Answer(unused.of(id));
                });
        Json.send(response, answer);
    }

    private void buy(ServerRequest request, ServerResponse response) {
        int customer = Routes.id(request, "customer");
        Incoming.Buying buying = BillingForms.buying(Body.json(request));
        InvoiceHead made =
                database.transact(() -> {
                    if (stores.customers().find(List.of(customer)).isEmpty()) {
                        throw Problem.notFound("customer", customer).refusal();
                    }
                    long invoice = sales.buy(customer, buying).idOrRefuse();
                    return stores.invoices().head(invoice).orElseThrow();
                });
        response.status(Status.CREATED_201);
        response.header(HeaderNames.LOCATION, "/api/invoices/" + made.id());
        Json.send(response, made);
    }
}
