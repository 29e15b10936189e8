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
import java.util.function.Supplier;

/// `/api/cheques...`: promises on paper, and what became of them.
final class ChequeRoutes {
    private final Database database;
    private final PaymentRoom room;
    private final PaymentStores stores;

    ChequeRoutes(Database database, PaymentRoom room) {
        this.database = database;
        this.room = room;
        this.stores = room.stores();
    }

    void routes(Routes routes) {
        routes.may(Permission.CASH_SETTLE)
                .get("/api/cheques", this::all)
                .post("/api/cheques", this::receive)
                .get("/api/cheques/{id}", this::one)
                .post("/api/cheques/{id}/deposit", this::deposit)
                .post("/api/cheques/{id}/clear", this::clear)
                .post("/api/cheques/{id}/bounce", this::bounce);
    }

    private void all(ServerRequest request, ServerResponse response) {
        Fields query = Body.query(request);
        var state = query.optionalChoice("state", Cheque.State.class);
        Page.Request page = Page.Request.of(query);
        query.done();
        Json.send(response, database.read(() -> stores.cheques().page(state, page)));
    }

    private void one(ServerRequest request, ServerResponse response) {
        long id = Routes.longId(request, "cheque");
        Json.send(response, database.read(() -> find(id)));
    }

    private Cheque find(long id) {
        return stores.cheques()
                .find(id)
                .orElseThrow(() -> Problem.notFound("cheque", id).refusal());
    }

    private void receive(ServerRequest request, ServerResponse response) {
        Cheque.Draft draft = PaymentForms.cheque(Body.json(request));
        send(response.status(Status.CREATED_201), () -> room.cheques().receive(draft));
    }

    private void deposit(ServerRequest request, ServerResponse response) {
        long id = Routes.longId(request, "cheque");
        PaymentForms.Deposit wanted = PaymentForms.deposit(Body.json(request));
        send(response, () -> room.cheques().deposit(id, wanted.bank(), wanted.day()));
    }

    private void clear(ServerRequest request, ServerResponse response) {
        long id = Routes.longId(request, "cheque");
        var day = PaymentForms.day(Body.optionalJson(request));
        send(response, () -> room.cheques().clear(id, day));
    }

    private void bounce(ServerRequest request, ServerResponse response) {
        long id = Routes.longId(request, "cheque");
        PaymentForms.Bounce wanted = PaymentForms.bounce(Body.json(request));
        send(response, () -> room.cheques().bounce(id, wanted.day(), wanted.why()));
    }

    private void send(ServerResponse response, Supplier<Made> work) {
        Json.send(response, database.transact(() -> find(work.get().idOrRefuse())));
    }
}
