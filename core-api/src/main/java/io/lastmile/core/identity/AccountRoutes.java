package io.lastmile.core.identity;

import io.helidon.http.HeaderNames;
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

/// `/api/accounts`.
final class AccountRoutes {
    private static final int SEARCH_LENGTH_MAX = 100;
    private static final int WHY_LENGTH_MAX = 500;

    private final Database database;
    private final Accounts accounts;
    private final Staff staff;

    AccountRoutes(Database database, Accounts accounts, Staff staff) {
        this.database = database;
        this.accounts = accounts;
        this.staff = staff;
    }

    void routes(Routes routes) {
        routes.may(Permission.USERS_SEE)
                .get("/api/accounts", this::list)
                .get("/api/accounts/{id}", this::one);
        routes.may(Permission.USERS_CHANGE)
                .postUnkept("/api/accounts", this::create)
                .put("/api/accounts/{id}", this::change)
                .post("/api/accounts/{id}/disable", this::disable)
                .post("/api/accounts/{id}/enable", this::enable)
                .postUnkept("/api/accounts/{id}/reset-password", this::resetPassword)
                .post("/api/accounts/{id}/reset-second-factor", this::resetSecondFactor);
    }

    private void list(ServerRequest request, ServerResponse response) {
        Fields query = Body.query(request);
        String q = query.text("q", SEARCH_LENGTH_MAX, "");
        Page.Request page = Page.Request.of(query);
        query.done();
        Json.send(response, database.read(() -> accounts.page(q, page)));
    }

    private void one(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "account");
        send(
                response,
                database.read(() -> accounts.find(id))
                        .orElseThrow(() -> Problem.notFound("account", id).refusal()));
    }

    private void create(ServerRequest request, ServerResponse response) {
        Fields fields = Body.json(request);
        AccountDraft draft = AccountDraft.read(fields);
        fields.done();
        Staff.Link link = staff.create(draft).orRefuse();
        response.status(Status.CREATED_201);
        response.header(HeaderNames.LOCATION, "/api/accounts/" + link.account().id());
        Json.send(response, link);
    }

    private void change(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "account");
        long version = Body.version(request);
        Fields fields = Body.json(request);
        AccountDraft draft = AccountDraft.read(fields);
        fields.done();
        send(response, staff.change(id, version, draft).orRefuse());
    }

    private void disable(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "account");
        Fields fields = Body.optionalJson(request);
        String why = fields.text("why", WHY_LENGTH_MAX, "");
        fields.done();
        send(response, staff.disable(id, why).orRefuse());
    }

    private void enable(ServerRequest request, ServerResponse response) {
        send(response, staff.enable(Routes.id(request, "account")).orRefuse());
    }

    private void resetPassword(ServerRequest request, ServerResponse response) {
        Json.send(response, staff.resetPassword(Routes.id(request, "account")).orRefuse());
    }

    private void resetSecondFactor(ServerRequest request, ServerResponse response) {
        send(response, staff.resetSecondFactor(Routes.id(request, "account")).orRefuse());
    }

    private static void send(ServerResponse response, Account account) {
        response.header(HeaderNames.ETAG, "\"" + account.changed().version() + "\"");
        Json.send(response, account);
    }
}
