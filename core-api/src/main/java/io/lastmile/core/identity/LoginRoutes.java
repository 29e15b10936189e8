package io.lastmile.core.identity;

import io.helidon.http.HeaderNames;
import io.helidon.http.SetCookie;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Json;
import io.lastmile.core.platform.Pages;
import io.lastmile.core.platform.Problem;
import io.lastmile.core.platform.Routes;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/// `/login`, `/logout` and `/api/me`.
final class LoginRoutes {
    private static final int NEXT_LENGTH_MAX = 500;
    private static final int LOGIN_LENGTH_MAX = 100;

    private final Database database;
    private final Sessions sessions;
    private final Login login;
    private final Clock clock;
    private final ZoneId zone;

    LoginRoutes(Database database, Sessions sessions, Login login, Clock clock, ZoneId zone) {
        this.database = database;
        this.sessions = sessions;
        this.login = login;
        this.clock = clock;
        this.zone = zone;
    }

    void routes(Routes routes) {
        routes.open()
                .post("/login", (request, response) -> within(() -> login(request, response)))
                .post("/logout", (request, response) -> within(() -> logout(request, response)));
        routes.anyone().get("/api/me", this::me);
    }

    private static void within(Runnable work) {
        Identity.LOGIN.run(work);
    }

    private void login(ServerRequest request, ServerResponse response) {
        Fields form = Body.form(request);
        String name = form.text("username", LOGIN_LENGTH_MAX);
        String password =
                form.secret("password", Passwords.LENGTH_MAX)
                        .orElseGet(() -> {
                            form.refuse("password", "nothing", "your password");
                            return "";
                        });
        String next = form.text("next", NEXT_LENGTH_MAX, "/");
        form.done();
        switch (login.attempt(name, password, address(request))) {
            case Login.Outcome.Welcome welcome -> welcome(request, response, welcome.login(), next);
            case Login.Outcome.WrongPassword _ -> wrong(request, response, next);
            case Login.Outcome.Wait wait -> waiting(request, response, wait.left(), next);
        }
    }

    /// The former session of this browser ends: nobody can plant one before the login.
    private void welcome(ServerRequest request, ServerResponse response, String name, String next) {
        var origin =
                new Sessions.Origin(
                        address(request),
                        request.headers().first(HeaderNames.USER_AGENT).orElse(""));
        String token =
                database.transact(() -> {
                    cookie(request).ifPresent(sessions::close);
                    sessions.sweep(clock.instant());
                    return sessions.open(name, origin, clock.instant());
                });
        response.headers().addCookie(cookie(request, token, Sessions.LIFE));
        see(response, local(next));
    }

    private void wrong(ServerRequest request, ServerResponse response, String next) {
        if (Pages.wanted(request)) {
            see(response, "/login?refused=password&next=" + encoded(next));
            return;
        }
        throw Problem.of(401, "password", "Wrong password", "Login or password is wrong.")
                .refusal();
    }

    private void waiting(
            ServerRequest request, ServerResponse response, Duration left, String next) {
        if (Pages.wanted(request)) {
            long seconds = Math.max(1, left.toSeconds() + 1);
            see(response, "/login?refused=wait&seconds=" + seconds + "&next=" + encoded(next));
            return;
        }
        throw Credentials.waiting(left);
    }

    private void logout(ServerRequest request, ServerResponse response) {
        cookie(request)
                .ifPresent(token ->
                        database.transact(() -> {
                            sessions.close(token);
                            return token;
                        }));
        response.headers().addCookie(cookie(request, "", Duration.ZERO));
        see(response, "/login");
    }

    private void me(ServerRequest request, ServerResponse response) {
        Json.send(response, Map.of("login", Actor.current().login(), "zone", zone.getId()));
    }

    private static SetCookie cookie(ServerRequest request, String token, Duration life) {
        return SetCookie.builder(Credentials.COOKIE, token)
                .httpOnly(true)
                .secure(request.isSecure())
                .sameSite(SetCookie.SameSite.LAX)
                .path("/")
                .maxAge(life)
                .build();
    }

    private static Optional<String> cookie(ServerRequest request) {
        return Credentials.token(request.headers().values(HeaderNames.COOKIE));
    }

    /// Only a path of this site: `//host` and `/\host` are other sites to a browser.
    static String local(String next) {
        boolean path = next.startsWith("/") && !next.startsWith("//") && !next.contains("\\");
        return path ? next : "/";
    }

    private static void see(ServerResponse response, String location) {
        response.status(Status.SEE_OTHER_303);
        response.header(HeaderNames.LOCATION, location);
        response.send();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(local(text), StandardCharsets.UTF_8);
    }

    static String address(ServerRequest request) {
        return request.remotePeer().address() instanceof InetSocketAddress peer
                ? peer.getAddress().getHostAddress()
                : request.remotePeer().host();
    }
}
