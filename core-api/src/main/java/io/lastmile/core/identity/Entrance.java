package io.lastmile.core.identity;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Client;
import io.lastmile.core.platform.Database;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Gives a browser a session and takes it away. Each step of a login is a new token, and the former
/// one of this browser ends: nobody can plant one before, and none gains rights later.
final class Entrance {
    private final Database database;
    private final Sessions sessions;

    Entrance(Database database, Sessions sessions) {
        this.database = database;
        this.sessions = sessions;
    }

    /// In whose name the last step of a login writes.
    static Actor actor(ServerRequest request, Account account) {
        return Credentials.staff(
                account.id(), account.login(), account.role(), Client.of(request).address());
    }

    void staff(ServerRequest request, ServerResponse response, Account account) {
        Actor actor = actor(request, account);
        open(request, response, Session.Kind.STAFF, Session.Person.account(account.id()), actor);
    }

    void customer(ServerRequest request, ServerResponse response, Session.Person person) {
        Actor actor = Credentials.customer(person, Client.of(request).address());
        open(request, response, Session.Kind.CUSTOMER, person, actor);
    }

    /// A step on the way to a login, in nobody's name yet.
    void step(
            ServerRequest request,
            ServerResponse response,
            Session.Kind kind,
            Session.Person person) {
        open(request, response, kind, person, Identity.LOGIN);
    }

    private void open(
            ServerRequest request,
            ServerResponse response,
            Session.Kind kind,
            Session.Person person,
            Actor actor) {
        Client client = Client.of(request);
        var origin =
                new Session.Origin(
                        client.address(),
                        request.headers().first(HeaderNames.USER_AGENT).orElse(""));
        close(request);
        Token token =
                actor.call(() -> database.transact(() -> sessions.open(kind, person, origin)));
        response.headers().addCookie(SessionCookie.of(token, kind.life, client.secure()));
    }

    /// The step that this browser is at, if it is one of this kind.
    Optional<Session.Person> at(ServerRequest request, Session.Kind kind) {
        return token(request)
                .flatMap(token -> database.read(() -> sessions.find(token)))
                .filter(live -> live.kind() == kind)
                .map(Sessions.Live::person);
    }

    void leave(ServerRequest request, ServerResponse response) {
        close(request);
        response.headers().addCookie(SessionCookie.gone(Client.of(request).secure()));
    }

    private void close(ServerRequest request) {
        Identity.LOGIN.run(() ->
                database.transact(() -> {
                    token(request).ifPresent(sessions::close);
                    sessions.sweep();
                    return sessions;
                }));
    }

    private static Optional<Token> token(ServerRequest request) {
        return SessionCookie.token(
                request.headers().values(HeaderNames.COOKIE), Client.of(request).secure());
    }

    /// Only a path of this site: `//host` and `/\host` are other sites to a browser.
    static String local(String next) {
        boolean path = next.startsWith("/") && !next.startsWith("//") && !next.contains("\\");
        return path ? next : "/";
    }

    static void see(ServerResponse response, String location) {
        response.status(Status.SEE_OTHER_303);
        response.header(HeaderNames.LOCATION, location);
        response.send();
    }

    static String encoded(String text) {
        return URLEncoder.encode(local(text), StandardCharsets.UTF_8);
    }
}
