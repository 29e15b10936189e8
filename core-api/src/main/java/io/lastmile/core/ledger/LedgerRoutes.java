package io.lastmile.core.ledger;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Days;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Json;
import io.lastmile.core.platform.Money;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Problem;
import io.lastmile.core.platform.Routes;
import java.time.LocalDate;
import java.util.List;

/// `/api/ledger` and what a customer's accounts say.
final class LedgerRoutes {
    private static final Days DAYS = new Days(LocalDate.of(2000, 1, 1), LocalDate.of(2999, 12, 31));

    record Statement(Account account, Money opening, Page<StatementLine> lines) {}

    record CustomerAccount(CustomerBalance balance, Page<StatementLine> lines) {}

    record Closes(List<Closings.Close> items) {}

    private final Database database;
    private final LedgerStores stores;

    LedgerRoutes(Database database, LedgerStores stores) {
        this.database = database;
        this.stores = stores;
    }

    void routes(Routes routes) {
        routes.may(Permission.LEDGER_SEE)
                .get("/api/ledger/trial-balance", this::trialBalance)
                .get("/api/ledger/accounts/{id}", this::account)
                .get("/api/ledger/batches/{id}", this::batch)
                .get("/api/ledger/proof", this::proof)
                .get("/api/ledger/closes", this::closes)
                .get("/api/customers/{id}/ledger", this::customer);
        routes.may(Permission.LEDGER_POST)
                .post("/api/ledger/journal", this::post)
                .post("/api/ledger/batches/{id}/reversal", this::reverse);
        routes.may(Permission.LEDGER_CLOSE).post("/api/ledger/closes", this::close);
    }

    private void trialBalance(ServerRequest request, ServerResponse response) {
        Fields query = Body.query(request);
        LocalDate day = DAYS.optional(query, "day").orElse(stores.ledger().today());
        query.done();
        Json.send(response, database.read(() -> stores.books().trialBalance(day)));
    }

    private void account(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "account");
        Fields query = Body.query(request);
        LocalDate from = DAYS.optional(query, "from").orElse(DAYS.first());
        LocalDate to = DAYS.optional(query, "to").orElse(stores.ledger().today());
        Page.Request page = Page.Request.of(query);
        query.done();
        Json.send(response, database.read(() -> statement(id, from, to, page)));
    }

    private Statement statement(int id, LocalDate from, LocalDate to, Page.Request page) {
        Books books = stores.books();
        Account account =
                books.account(id).orElseThrow(() -> Problem.notFound("account", id).refusal());
        return new Statement(account, books.opening(id, from), books.ofAccount(id, from, to, page));
    }

    private void batch(ServerRequest request, ServerResponse response) {
        long id = Routes.longId(request, "batch");
        Json.send(response, database.read(() -> find(id)));
    }

    private Batch find(long id) {
        return stores.books().find(id).orElseThrow(() -> Problem.notFound("batch", id).refusal());
    }

    private void customer(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "customer");
        Fields query = Body.query(request);
        Page.Request page = Page.Request.of(query);
        query.done();
        Json.send(response, database.read(() -> account(id, page)));
    }

    private CustomerAccount account(int id, Page.Request page) {
        if (stores.customers().find(id).isEmpty()) {
            throw Problem.notFound("customer", id).refusal();
        }
        Books books = stores.books();
        return new CustomerAccount(books.balance(id), books.ofCustomer(id, page));
    }

    private void proof(ServerRequest request, ServerResponse response) {
        Json.send(response, database.read(() -> stores.proofs().prove()));
    }

    private void closes(ServerRequest request, ServerResponse response) {
        Json.send(response, new Closes(database.read(() -> stores.closings().all())));
    }

    private void post(ServerRequest request, ServerResponse response) {
        Fields fields = Body.json(request);
        Journal.Draft draft = Journal.Draft.read(fields, stores.ledger().today());
        fields.done();
        created(
                response,
                database.transact(() -> find(stores.journal().post(draft).batchOrRefuse())));
    }

    private void reverse(ServerRequest request, ServerResponse response) {
        long id = Routes.longId(request, "batch");
        Fields fields = Body.json(request);
        String says = fields.text("says", Posting.SAYS_LENGTH_MAX);
        fields.done();
        created(
                response,
                database.transact(() -> find(stores.journal().reverse(id, says).batchOrRefuse())));
    }

    private void close(ServerRequest request, ServerResponse response) {
        Fields fields = Body.json(request);
        LocalDate through = DAYS.required(fields, "through");
        String why = fields.text("why", Closings.WHY_LENGTH_MAX);
        fields.done();
        Json.send(
                response.status(Status.CREATED_201),
                database.transact(() -> stores.closings().close(through, why).closeOrRefuse()));
    }

    private static void created(ServerResponse response, Batch batch) {
        response.status(Status.CREATED_201);
        response.header(HeaderNames.LOCATION, "/api/ledger/batches/" + batch.id());
        Json.send(response, batch);
    }
}
