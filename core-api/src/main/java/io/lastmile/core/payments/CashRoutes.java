package io.lastmile.core.payments;

import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.billing.Allocation;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Json;
import io.lastmile.core.platform.Money;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Problem;
import io.lastmile.core.platform.Routes;
import java.util.List;
import java.util.Optional;

/// `/api/cash...` and `/api/tills...`: taking cash, and who has it.
final class CashRoutes {
    /// A payment and what it did.
    record Done(
            CashPayment payment,
            List<Allocation> allocations,
            Optional<Long> renewal,
            Money toCredit,
            Money shortBy) {}

    /// The actor's till; none if they never took cash.
    record Own(Optional<Till> till) {}

    private final Database database;
    private final PaymentRoom room;
    private final PaymentStores stores;

    CashRoutes(Database database, PaymentRoom room) {
        this.database = database;
        this.room = room;
        this.stores = room.stores();
    }

    void routes(Routes routes) {
        routes.may(Permission.CASH_TAKE)
                .get("/api/cash/quote", this::quote)
                .post("/api/cash/payments", this::take)
                .get("/api/tills/own", this::own);
        routes.may(Permission.CASH_TAKE, Permission.CASH_SETTLE)
                .get("/api/cash/payments/{id}", this::payment)
                .get("/api/tills/{id}", this::till)
                .get("/api/tills/{id}/payments", this::payments);
        routes.may(Permission.CASH_SETTLE)
                .get("/api/tills", this::tills)
                .post("/api/cash/payments/{id}/undo", this::undo);
    }

    private void quote(ServerRequest request, ServerResponse response) {
        PaymentForms.Asked asked = PaymentForms.asked(Body.query(request));
        Json.send(response, database.transact(() -> quote(asked)));
    }

    private CashQuote quote(PaymentForms.Asked asked) {
        return room.counter()
                .quote(asked.customer(), asked.amount(), asked.wish())
                .orElseThrow(() ->
                        Problem.invalid(
                                        "subscription",
                                        asked.wish()
                                                .buying()
                                                .map(b -> "" + b.subscription())
                                                .orElse(""),
                                        "a prepaid one that runs, the customer's")
                                .refusal());
    }

    private void take(ServerRequest request, ServerResponse response) {
        CashDraft draft = PaymentForms.cash(Body.json(request));
        Done done =
                database.transact(() -> {
                    Taken taken = room.cash().take(draft);
                    return new Done(
                            find(taken.payment()),
                            taken.received().allocations(),
                            taken.received().renewal(),
                            taken.received().toCredit(),
                            taken.received().shortBy());
                });
        Json.send(response.status(Status.CREATED_201), done);
    }

    private CashPayment find(long id) {
        return stores.cash().find(id).orElseThrow(() -> Problem.notFound("payment", id).refusal());
    }

    private void payment(ServerRequest request, ServerResponse response) {
        long id = Routes.longId(request, "payment");
        Json.send(response, database.read(() -> find(id)));
    }

    private void undo(ServerRequest request, ServerResponse response) {
        long id = Routes.longId(request, "payment");
        String why = PaymentForms.why(Body.json(request));
        Json.send(
                response,
                database.transact(() -> {
                    long unused = room.cash().undo(id, why).idOrRefuse();
                    return find(id);
                }));
    }

    private void own(ServerRequest request, ServerResponse response) {
        Json.send(response, database.read(() -> new Own(stores.tills().own())));
    }

    private void tills(ServerRequest request, ServerResponse response) {
        Page.Request page = page(request);
        Json.send(response, database.read(() -> stores.tills().page(page)));
    }

    private void till(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "till");
        Json.send(response, database.read(() -> needTill(id)));
    }

    private Till needTill(int id) {
        return stores.tills().find(id).orElseThrow(() -> Problem.notFound("till", id).refusal());
    }

    private void payments(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "till");
        Page.Request page = page(request);
        Json.send(response, database.read(() -> stores.cash().ofTill(needTill(id).id(), page)));
    }

    private static Page.Request page(ServerRequest request) {
        Fields query = Body.query(request);
        Page.Request page = Page.Request.of(query);
        query.done();
        return page;
    }
}
