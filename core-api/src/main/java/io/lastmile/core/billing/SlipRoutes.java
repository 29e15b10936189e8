package io.lastmile.core.billing;

import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.ledger.CustomerBalance;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Json;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Problem;
import io.lastmile.core.platform.Routes;
import java.util.List;
import java.util.function.BiFunction;

/// Where a customer stands, and papers that were handed out, for staff.
final class SlipRoutes {
    /// Three numbers, and what is open in the order in which money is put on it.
    record Account(Dues.Standing standing, CustomerBalance balance, List<InvoiceHead> open) {
        Account {
            open = List.copyOf(open);
        }
    }

    record Slip(Receipt receipt, List<Allocation> paid) {
        Slip {
            paid = List.copyOf(paid);
        }
    }

    private final Database database;
    private final BillingStores stores;

    SlipRoutes(Database database, BillingStores stores) {
        this.database = database;
        this.stores = stores;
    }

    void routes(Routes routes) {
        routes.may(Permission.BILLING_SEE)
                .get("/api/customers/{id}/billing", (q, r) -> account(r, known(q)))
                .get("/api/customers/{id}/invoices", list(stores.invoices()::ofCustomer))
                .get("/api/customers/{id}/receipts", list(stores.receipts()::ofCustomer))
                .get("/api/customers/{id}/credit-notes", list(stores.notes()::ofCustomer))
                .get("/api/receipts/{id}", this::receipt)
                .get("/api/credit-notes/{id}", this::note);
    }

    private int known(ServerRequest request) {
        int id = Routes.id(request, "customer");
        boolean missing = database.read(() -> stores.customers().find(List.of(id)).isEmpty());
        if (missing) {
            throw Problem.notFound("customer", id).refusal();
        }
        return id;
    }

    private void account(ServerResponse response, int customer) {
        Json.send(
                response,
                database.read(() ->
                        new Account(
                                stores.dues().standing(customer, stores.ledger().today()),
                                stores.books().balance(customer),
                                stores.invoices().open(customer))));
    }

    private <T> Handler list(BiFunction<Integer, Page.Request, Page<T>> of) {
        return (request, response) -> page(request, response, known(request), of);
    }

    private <T> void page(
            ServerRequest request,
            ServerResponse response,
            int customer,
            BiFunction<Integer, Page.Request, Page<T>> of) {
        Fields query = Body.query(request);
        Page.Request page = Page.Request.of(query);
        query.done();
        Json.send(response, database.read(() -> of.apply(customer, page)));
    }

    private void receipt(ServerRequest request, ServerResponse response) {
        long id = Routes.longId(request, "receipt");
        Json.send(
                response,
                database.read(() ->
                        stores.receipts()
                                .find(id)
                                .map(found -> new Slip(found, stores.allocations().ofReceipt(id)))
                                .orElseThrow(() -> Problem.notFound("receipt", id).refusal())));
    }

    private void note(ServerRequest request, ServerResponse response) {
        long id = Routes.longId(request, "credit note");
        Json.send(
                response,
                database.read(() ->
                        stores.notes()
                                .find(id)
                                .orElseThrow(() -> Problem.notFound("credit note", id).refusal())));
    }
}
