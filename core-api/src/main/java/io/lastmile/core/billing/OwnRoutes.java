package io.lastmile.core.billing;

import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.platform.Actor;
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
import java.util.function.Function;
import java.util.function.LongFunction;

/// `/api/portal/...`: customers read their own papers.
final class OwnRoutes {
    private final Database database;
    private final BillingStores stores;

    OwnRoutes(Database database, BillingStores stores) {
        this.database = database;
        this.stores = stores;
    }

    void routes(Routes routes) {
        routes.may(Permission.PORTAL)
                .get("/api/portal/billing", this::account)
                .get(
                        "/api/portal/invoices",
                        list(stores.invoices()::ofCustomer, OwnPapers.Bill::of))
                .get(
                        "/api/portal/receipts",
                        list(stores.receipts()::ofCustomer, OwnPapers.Slip::of))
                .get(
                        "/api/portal/credit-notes",
                        list(stores.notes()::ofCustomer, OwnPapers.Note::of))
                .get("/api/portal/invoices/{id}", one("invoice", this::invoice))
                .get("/api/portal/receipts/{id}", one("receipt", this::receipt))
                .get("/api/portal/credit-notes/{id}", one("credit note", this::note));
    }

    private static int own() {
        return Actor.current().who().customer();
    }

    private void account(ServerRequest request, ServerResponse response) {
        Json.send(
                response,
                database.read(() ->
                        new OwnPapers.Account(
                                stores.dues().standing(own(), stores.ledger().today()),
                                stores.books().balance(own()),
                                all(stores.invoices().open(own()), OwnPapers.Bill::of))));
    }

    private static <T, R> List<R> all(List<T> items, Function<T, R> as) {
        return items.stream().map(as).toList();
    }

    private <T, R> Handler list(BiFunction<Integer, Page.Request, Page<T>> of, Function<T, R> as) {
        return (request, response) -> {
            Fields query = Body.query(request);
            Page.Request wanted = Page.Request.of(query);
            query.done();
            Page<T> page = database.read(() -> of.apply(own(), wanted));
            Json.send(response, new Page<>(all(page.items(), as), page.next()));
        };
    }

    private <T> Handler one(String what, LongFunction<Optional<T>> find) {
        return (request, response) -> {
            long id = Routes.longId(request, what);
            Json.send(
                    response,
                    database.read(() ->
                            find.apply(id)
                                    .orElseThrow(() -> Problem.notFound(what, id).refusal())));
        };
    }

    private Optional<OwnPapers.Whole> invoice(long id) {
        return stores.invoices()
                .find(id)
                .map(invoice ->
                        new OwnPapers.Whole(
                                new OwnPapers.LongBill(
                                        OwnPapers.Bill.of(invoice.head()),
                                        all(invoice.lines(), OwnPapers.Line::of)),
                                all(stores.allocations().ofInvoice(id), OwnPapers.Part::of),
                                all(stores.notes().ofInvoice(id), OwnPapers.Note::of)));
    }

    private Optional<OwnPapers.LongSlip> receipt(long id) {
        return stores.receipts()
                .find(id)
                .map(receipt ->
                        new OwnPapers.LongSlip(
                                OwnPapers.Slip.of(receipt),
                                all(stores.allocations().ofReceipt(id), OwnPapers.Part::of)));
    }

    private Optional<OwnPapers.Note> note(long id) {
        return stores.notes().find(id).map(OwnPapers.Note::of);
    }
}
