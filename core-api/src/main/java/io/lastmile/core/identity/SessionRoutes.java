package io.lastmile.core.identity;

import io.helidon.http.Status;
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
import java.util.OptionalLong;

/// `/api/sessions`: everybody sees and ends their own; who looks after users, others' as well.
final class SessionRoutes {
    private final Database database;
    private final Sessions sessions;

    private final Wards wards;

    SessionRoutes(Database database, Stores stores) {
        this.database = database;
        this.sessions = stores.sessions();
        this.wards = new Wards(stores.accounts());
    }

    void routes(Routes routes) {
        routes.anyone()
                .get("/api/sessions", this::list)
                .post("/api/sessions/end-others", this::endOthers)
                .delete("/api/sessions/{id}", this::end);
    }

    private void list(ServerRequest request, ServerResponse response) {
        Fields query = Body.query(request);
        OptionalLong account = query.optionalNumber("account", 1, Integer.MAX_VALUE);
        Page.Request page = Page.Request.of(query);
        query.done();
        Actor.Who who = Actor.current().who();
        int of = account.isPresent() ? (int) account.getAsLong() : who.account();
        int customer = of == who.account() ? who.customer() : 0;
        Json.send(
                response,
                database.read(() -> {
                    wards.require(of);
                    return sessions.page(of, customer, current(request), page);
                }));
    }

    private void end(ServerRequest request, ServerResponse response) {
        long id = Routes.longId(request, "session");
        boolean ended =
                database.transact(() ->
                        sessions.person(id).filter(this::mayEnd).isPresent() && sessions.end(id));
        if (!ended) {
            throw Problem.notFound("session", id).refusal();
        }
        response.status(Status.NO_CONTENT_204);
        response.send();
    }

    private boolean mayEnd(Session.Person person) {
        Actor actor = Actor.current();
        return person.account().isPresent()
                ? wards.has(person.account().get())
                : person.customer().filter(id -> id == actor.who().customer()).isPresent()
                        || actor.may(Permission.USERS_CHANGE);
    }

    private void endOthers(ServerRequest request, ServerResponse response) {
        requireBrowser(request);
        Actor.Who who = Actor.current().who();
        database.transact(() -> {
            sessions.endAll(who.account(), who.customer(), current(request));
            return who;
        });
        response.status(Status.NO_CONTENT_204);
        response.send();
    }

    /// What changes how somebody proves who they are, no program does: a key that leaked would
    /// outlive its own end.
    static void requireBrowser(ServerRequest request) {
        if (current(request) == 0) {
            throw Problem.of(
                            403,
                            "browser-only",
                            "Not with an API key",
                            "credential: an API key (expected: a session, from a login)")
                    .refusal();
        }
    }

    /// The session of this browser; 0 for a program.
    static long current(ServerRequest request) {
        return request.context()
                .get(Credentials.Known.class)
                .map(Credentials.Known::session)
                .orElse(OptionalLong.empty())
                .orElse(0);
    }
}
