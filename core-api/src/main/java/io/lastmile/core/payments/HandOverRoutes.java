package io.lastmile.core.payments;

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
import io.lastmile.core.subscriptions.Made;
import java.util.List;
import java.util.function.Supplier;

/// `/api/hand-overs...` and `/api/bank-accounts`.
final class HandOverRoutes {
    record Banks(List<BankAccount> items) {}

    private final Database database;
    private final PaymentRoom room;
    private final PaymentStores stores;

    HandOverRoutes(Database database, PaymentRoom room) {
        this.database = database;
        this.room = room;
        this.stores = room.stores();
    }

    void routes(Routes routes) {
        routes.may(Permission.CASH_TAKE).post("/api/hand-overs", this::make);
        routes.may(Permission.CASH_TAKE, Permission.CASH_SETTLE)
                .get("/api/hand-overs", this::all)
                .get("/api/hand-overs/{id}", this::one)
                .get("/api/bank-accounts", this::banks);
        routes.may(Permission.CASH_SETTLE)
                .post("/api/hand-overs/{id}/confirm", this::confirm)
                .post("/api/hand-overs/{id}/refuse", this::refuse)
                .post("/api/bank-accounts", this::addBank);
    }

    private void all(ServerRequest request, ServerResponse response) {
        Fields query = Body.query(request);
        var state = query.optionalChoice("state", HandOver.State.class);
        int till = (int) query.number("till", 1, Integer.MAX_VALUE, 0);
        Page.Request page = Page.Request.of(query);
        query.done();
        Json.send(response, database.read(() -> stores.handOvers().page(state, till, page)));
    }

    private void one(ServerRequest request, ServerResponse response) {
        long id = Routes.longId(request, "hand-over");
        Json.send(response, database.read(() -> find(id)));
    }

    private HandOver find(long id) {
        return stores.handOvers()
                .find(id)
                .orElseThrow(() -> Problem.notFound("hand-over", id).refusal());
    }

    private void make(ServerRequest request, ServerResponse response) {
        HandOver.Draft draft = PaymentForms.handOver(Body.json(request));
        send(response.status(Status.CREATED_201), () -> room.handOvers().make(draft));
    }

    private void confirm(ServerRequest request, ServerResponse response) {
        long id = Routes.longId(request, "hand-over");
        PaymentForms.Counted counted = PaymentForms.counted(Body.json(request));
        send(response, () -> room.handOvers().confirm(id, counted.counted(), counted.why()));
    }

    private void refuse(ServerRequest request, ServerResponse response) {
        long id = Routes.longId(request, "hand-over");
        String why = PaymentForms.why(Body.json(request));
        send(response, () -> room.handOvers().refuse(id, why));
    }

    private void send(ServerResponse response, Supplier<Made> work) {
        Json.send(response, database.transact(() -> find(work.get().idOrRefuse())));
    }

    private void banks(ServerRequest request, ServerResponse response) {
        Json.send(response, new Banks(database.read(stores.banks()::all)));
    }

    private void addBank(ServerRequest request, ServerResponse response) {
        String name = PaymentForms.bank(Body.json(request));
        BankAccount made =
                database.transact(() -> {
                    int id = (int) room.banks().add(name).idOrRefuse();
                    return stores.banks().find(id).orElseThrow();
                });
        Json.send(response.status(Status.CREATED_201), made);
    }
}
