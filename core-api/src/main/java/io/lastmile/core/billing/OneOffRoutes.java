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

/// `/api/customers/{id}/charges` and `/api/charges...`: what is charged once.
final class OneOffRoutes {
    record All(List<OneOff> items) {
        All {
            items = List.copyOf(items);
        }
    }

    private final Database database;
    private final BillingStores stores;
    private final OneOffDesk desk;

    OneOffRoutes(Database database, BillingStores stores, OneOffDesk desk) {
        this.database = database;
        this.stores = stores;
        this.desk = desk;
    }

    void routes(Routes routes) {
        routes.may(Permission.BILLING_SEE).get("/api/customers/{id}/charges", this::list);
        routes.may(Permission.BILLING_WRITE)
                .post("/api/customers/{id}/charges", this::add)
                .post("/api/charges/{id}/bill", this::bill)
                .post("/api/charges/{id}/drop", this::drop);
    }

    private void list(ServerRequest request, ServerResponse response) {
        int customer = Routes.id(request, "customer");
        Json.send(
                response,
                database.read(() -> {
                    if (stores.customers().find(List.of(customer)).isEmpty()) {
                        throw Problem.notFound("customer", customer).refusal();
                    }
                    return new All(stores.oneOffs().ofCustomer(customer));
                }));
    }

    private void add(ServerRequest request, ServerResponse response) {
        int customer = Routes.id(request, "customer");
        BillingForms.Once once = BillingForms.once(Body.json(request));
        OneOff made =
                database.transact(() -> {
                    long id =
                            desk.add(customer, once.says(), once.serviceClass(), once.net())
                                    .idOrRefuse();
                    return stores.oneOffs().find(id).orElseThrow();
                });
        Json.send(response.status(Status.CREATED_201), made);
    }

    private void bill(ServerRequest request, ServerResponse response) {
        long id = Routes.longId(request, "charge");
        Body.optionalJson(request).done();
        InvoiceHead made =
                database.transact(() -> {
                    long invoice = desk.bill(id).idOrRefuse();
                    return stores.invoices().head(invoice).orElseThrow();
                });
        response.status(Status.CREATED_201);
        response.header(HeaderNames.LOCATION, "/api/invoices/" + made.id());
        Json.send(response, made);
    }

    private void drop(ServerRequest request, ServerResponse response) {
        long id = Routes.longId(request, "charge");
        String why = BillingForms.why(Body.json(request));
        OneOff dropped =
                database.transact(() -> {
                    long unused = desk.drop(id, why).idOrRefuse();
                    return stores.oneOffs().find(id).orElseThrow();
                });
        Json.send(response, dropped);
    }
}
