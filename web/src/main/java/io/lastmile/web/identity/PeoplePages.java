package io.lastmile.web.identity;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.identity.Account;
import io.lastmile.core.identity.AuditRow;
import io.lastmile.core.identity.AuditRows;
import io.lastmile.core.identity.Identity;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Problem;
import io.lastmile.core.platform.Routes;
import io.lastmile.web.Templates;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `/users`, `/roles` and `/audit`. The forms speak to the JSON routes; these pages only show.
public final class PeoplePages {
    private static final int SEARCH_LENGTH_MAX = 100;
    private static final Page.Request FIRST = new Page.Request(Page.LIMIT, Optional.empty());

    private final Database database;
    private final Identity identity;
    private final Templates templates;
    private final Clock clock;

    public PeoplePages(Database database, Identity identity, Templates templates, Clock clock) {
        this.database = database;
        this.identity = identity;
        this.templates = templates;
        this.clock = clock;
    }

    public void routes(Routes routes) {
        routes.may(Permission.USERS_CHANGE).get("/users/new", this::add);
        routes.may(Permission.USERS_SEE)
                .get("/users", this::list)
                .get("/users/{id}", this::one)
                .get("/roles", this::roles);
        routes.may(Permission.AUDIT_SEE).get("/audit", this::audit);
    }

    private void list(ServerRequest request, ServerResponse response) {
        Fields query = Body.query(request);
        String search = query.text("q", SEARCH_LENGTH_MAX, "");
        Page.Request wanted = Page.Request.of(query);
        query.done();
        Page<Account> page = database.read(() -> identity.accounts().page(search, wanted));
        var words = words(request);
        templates.send(
                request,
                response,
                "admin/users",
                Map.of(
                        "users", page.items().stream().map(words::row).toList(),
                        "search", search,
                        "more", page.next().orElse("")));
    }

    private void add(ServerRequest request, ServerResponse response) {
        templates.send(
                request, response, "admin/user_new", Map.of("user", words(request).nobodyYet()));
    }

    private void one(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "account");
        Account account =
                database.read(() -> identity.accounts().find(id))
                        .orElseThrow(() -> Problem.notFound("account", id).refusal());
        var words = words(request);
        templates.send(
                request,
                response,
                "admin/user",
                Map.of(
                        "user", words.person(account),
                        "sessions", sessions(words, id),
                        "keys", keys(words, id)));
    }

    /// Who may not look after sessions sees none: the database shows them to nobody else.
    private List<PeopleView.SessionRow> sessions(PeopleWords words, int account) {
        return database.read(() -> identity.sessions().page(account, 0, 0, FIRST)).items().stream()
                .map(words::session)
                .toList();
    }

    private List<PeopleView.KeyRow> keys(PeopleWords words, int account) {
        return database.read(() -> identity.keys().page(account, FIRST)).items().stream()
                .map(words::key)
                .toList();
    }

    private void roles(ServerRequest request, ServerResponse response) {
        templates.send(request, response, "admin/roles", Map.of("table", words(request).table()));
    }

    private void audit(ServerRequest request, ServerResponse response) {
        Fields query = Body.query(request);
        AuditRows.Filter filter = AuditRows.Filter.read(query);
        Page.Request wanted = Page.Request.of(query);
        query.done();
        Page<AuditRow> page = database.read(() -> identity.audit().page(filter, wanted));
        var words = words(request);
        templates.send(
                request,
                response,
                "admin/audit",
                Map.of(
                        "lines",
                        page.items().stream().map(words::line).toList(),
                        "filter",
                        new PeopleView.Filter(
                                filter.login(), filter.relation(), filter.row(), filter.action()),
                        "more",
                        page.next().orElse("")));
    }

    private PeopleWords words(ServerRequest request) {
        return new PeopleWords(templates.texts(request), clock.instant());
    }
}
