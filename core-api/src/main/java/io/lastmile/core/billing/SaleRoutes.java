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

/// `/api/customers/{id}/renewals`: time of a prepaid service for the customer's credit.
final class SaleRoutes {
    private final Database database;
    private final BillingStores stores;
    private final CreditSales sales;

    SaleRoutes(Database database, BillingStores stores, CreditSales sales) {
        this.database = database;
        this.stores = stores;
        this.sales = sales;
    }

    void routes(Routes routes) {
        routes.may(Permission.BILLING_WRITE).post("/api/customers/{id}/renewals", this::buy);
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
