package io.lastmile.web.identity;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.identity.Account;
import io.lastmile.core.identity.Identity;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Routes;
import io.lastmile.web.Shell;
import io.lastmile.web.Templates;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// `/account`: one's own password, second factor, sessions and API keys.
public final class AccountPages {
    private static final Page.Request FIRST = new Page.Request(Page.LIMIT, Optional.empty());

    /// A scope that the reader may give to a key.
    public record Scope(String word, String name) {}

    /// What the page shows.
    public record View(
            PeopleView.Row row,
            int recoveryCodes,
            List<PeopleView.SessionRow> sessions,
            List<PeopleView.KeyRow> keys,
            List<Scope> scopes) {}

    private final Database database;
    private final Identity identity;
    private final Templates templates;
    private final Clock clock;

    public AccountPages(Database database, Identity identity, Templates templates, Clock clock) {
        this.database = database;
        this.identity = identity;
        this.templates = templates;
        this.clock = clock;
    }

    public void routes(Routes routes) {
        routes.anyone().get("/account", this::show);
    }

    private void show(ServerRequest request, ServerResponse response) {
        Optional<Account> account =
                database.read(() -> identity.accounts().find(Actor.current().who().account()));
        if (account.isEmpty()) {
            response.status(Status.SEE_OTHER_303);
            response.header(HeaderNames.LOCATION, Shell.home(Actor.current()));
            response.send();
            return;
        }
        var words = new PeopleWords(templates.texts(request), clock.instant());
        templates.send(
                request,
                response,
                "admin/account",
                Map.of("view", view(request, account.get(), words)));
    }

    private View view(ServerRequest request, Account account, PeopleWords words) {
        int id = account.id();
        long current = identity.currentSession(request);
        return database.read(() ->
                new View(
                        words.row(account),
                        identity.recoveryCodesLeft(id),
                        identity.sessions().page(id, 0, current, FIRST).items().stream()
                                .map(words::session)
                                .toList(),
                        identity.keys().page(id, FIRST).items().stream().map(words::key).toList(),
                        scopes(words)));
    }

    private static List<Scope> scopes(PeopleWords words) {
        return Stream.of(Permission.values())
                .filter(Actor.current()::may)
                .map(permission ->
                        new Scope(Fields.nameOf(permission), words.permission(permission)))
                .toList();
    }
}
