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
import io.lastmile.core.platform.Upload;
import io.lastmile.core.subscriptions.Made;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// `/api/bank-accounts/{id}/...` and `/api/bank-lines...`: statements, and whose the money is.
final class BankRoutes {
    /// A line, and whose it seems to be as long as nobody said so; `twins` are the cheques and
    /// hand-overs that it may be.
    record Seen(BankLine line, Optional<BankLine.Proposal> proposal, List<Twin> twins) {
        Seen {
            twins = List.copyOf(twins);
        }
    }

    private final Database database;
    private final PaymentRoom room;
    private final PaymentStores stores;

    BankRoutes(Database database, PaymentRoom room) {
        this.database = database;
        this.room = room;
        this.stores = room.stores();
    }

    void routes(Routes routes) {
        routes.may(Permission.CASH_SETTLE)
                .get("/api/bank-accounts/{id}/columns", this::columns)
                .post("/api/bank-accounts/{id}/columns", this::change)
                .upload("/api/bank-accounts/{id}/statements", PaymentForms.STATEMENT, this::take)
                .get("/api/bank-lines", this::all)
                .get("/api/bank-lines/{id}", this::one)
                .post("/api/bank-lines/{id}/assign", this::assign)
                .post("/api/bank-lines/{id}/confirm", this::confirm)
                .post("/api/bank-lines/{id}/ignore", this::ignore)
                .post("/api/bank-lines/{id}/match", this::match)
                .post("/api/bank-lines/{id}/undo", this::undo);
    }

    private void columns(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "bank account");
        Json.send(response, database.read(() -> columns(id)));
    }

    private StatementColumns columns(int id) {
        return stores.statements()
                .columns(id)
                .orElseThrow(() -> Problem.notFound("bank account", id).refusal());
    }

    private void change(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "bank account");
        StatementColumns wanted = PaymentForms.columns(Body.json(request));
        Json.send(
                response,
                database.transact(() -> {
                    long unused = room.banks().read(id, wanted).idOrRefuse();
                    return columns(id);
                }));
    }

    private void take(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "bank account");
        Upload upload = Upload.of(request);
        upload.fields().done();
        Upload.File file = upload.needFile("file");
        Statement taken =
                database.transact(() -> {
                    long made = room.banks().take(id, file.name(), file.bytes());
                    return stores.statements().find(made).orElseThrow();
                });
        Json.send(response.status(Status.CREATED_201), taken);
    }

    private void all(ServerRequest request, ServerResponse response) {
        Fields query = Body.query(request);
        var state = query.optionalChoice("state", BankLine.State.class);
        Page.Request page = Page.Request.of(query);
        query.done();
        Json.send(response, database.read(() -> stores.lines().page(state, page)));
    }

    private void one(ServerRequest request, ServerResponse response) {
        long id = Routes.longId(request, "line");
        Json.send(response, database.read(() -> seen(id)));
    }

    private Seen seen(long id) {
        BankLine line =
                stores.lines().find(id).orElseThrow(() -> Problem.notFound("line", id).refusal());
        return new Seen(
                line,
                line.state() == BankLine.State.OPEN
                        ? stores.payers().propose(line.printed())
                        : Optional.empty(),
                stores.twins().of(line));
    }

    private void assign(ServerRequest request, ServerResponse response) {
        long id = Routes.longId(request, "line");
        BankDesk.Owner owner = PaymentForms.owner(Body.json(request));
        send(response, id, () -> room.banks().assign(id, owner));
    }

    private void confirm(ServerRequest request, ServerResponse response) {
        long id = Routes.longId(request, "line");
        PaymentForms.Named named = PaymentForms.named(Body.optionalJson(request));
        send(response, id, () -> room.banks().confirm(id, named.owner(), named.sure()));
    }

    private void ignore(ServerRequest request, ServerResponse response) {
        long id = Routes.longId(request, "line");
        String why = PaymentForms.why(Body.json(request));
        send(response, id, () -> room.banks().ignore(id, why));
    }

    private void match(ServerRequest request, ServerResponse response) {
        long id = Routes.longId(request, "line");
        PaymentForms.Match wanted = PaymentForms.match(Body.json(request));
        send(response, id, () -> room.banks().match(id, wanted.kind(), wanted.id()));
    }

    private void undo(ServerRequest request, ServerResponse response) {
        long id = Routes.longId(request, "line");
        String why = PaymentForms.why(Body.json(request));
        send(response, id, () -> room.banks().undo(id, why));
    }

    private void send(ServerResponse response, long id, Supplier<Made> work) {
        Json.send(
                response,
                database.transact(() -> {
                    long unused = work.get().idOrRefuse();
                    return seen(id);
                }));
    }
}
