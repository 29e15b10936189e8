package io.lastmile.core.identity;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Client;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Pages;
import io.lastmile.core.platform.Problem;
import io.lastmile.core.platform.Refusal;
import io.lastmile.core.platform.Routes;
import java.time.Duration;
import java.util.Map;

/// `/login` and `/logout` of staff.
final class LoginRoutes {
    static final int NEXT_LENGTH_MAX = 500;

    private final Login login;
    private final Entrance entrance;

    LoginRoutes(Login login, Entrance entrance) {
        this.login = login;
        this.entrance = entrance;
    }

    void routes(Routes routes) {
        routes.open()
                .postUnkept("/login", (request, response) -> within(() -> login(request, response)))
                .postUnkept(
                        "/logout", (request, response) -> within(() -> logout(request, response)));
    }

    static void within(Runnable work) {
        Identity.LOGIN.run(work);
    }

    private void login(ServerRequest request, ServerResponse response) {
        Fields form = Body.form(request);
        String name = form.text("username", AccountDraft.LOGIN_LENGTH_MAX);
        String password =
                form.secret("password", Passwords.LENGTH_MAX)
                        .orElseGet(() -> {
                            form.refuse("password", "nothing", "your password");
                            return "";
                        });
        String next = form.text("next", NEXT_LENGTH_MAX, "/");
        form.done();
        switch (login.attempt(name, password, Client.of(request).address())) {
            case Login.Outcome.Welcome welcome -> {
                entrance.staff(request, response, welcome.account());
                Entrance.see(response, Entrance.local(next));
            }
            case Login.Outcome.WrongPassword _ -> wrong(request, response, next);
            case Login.Outcome.Wait wait -> waiting(request, response, wait.left(), next);
        }
    }

    private void wrong(ServerRequest request, ServerResponse response, String next) {
        if (Pages.wanted(request)) {
            Entrance.see(response, "/login?refused=password&next=" + Entrance.encoded(next));
            return;
        }
        throw Problem.of(401, "password", "Wrong password", "Login or password is wrong.")
                .refusal();
    }

    private void waiting(
            ServerRequest request, ServerResponse response, Duration left, String next) {
        if (Pages.wanted(request)) {
            Entrance.see(
                    response,
                    "/login?refused=wait&seconds=%d&next=%s"
                            .formatted(seconds(left), Entrance.encoded(next)));
            return;
        }
        throw waiting(left);
    }

    static long seconds(Duration left) {
        return Math.max(1, left.toSeconds() + 1);
    }

    static Refusal waiting(Duration left) {
        return new Refusal(
                Problem.of(
                        429,
                        "wait",
                        "Too many wrong tries",
                        "Wait %d s, then try again.".formatted(seconds(left))),
                Map.of("Retry-After", "" + seconds(left)));
    }

    private void logout(ServerRequest request, ServerResponse response) {
        entrance.leave(request, response);
        Entrance.see(response, "/login");
    }
}
