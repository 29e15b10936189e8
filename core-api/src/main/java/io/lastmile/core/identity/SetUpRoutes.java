package io.lastmile.core.identity;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Client;
import io.lastmile.core.platform.Fault;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Problem;
import io.lastmile.core.platform.Refusal;
import io.lastmile.core.platform.Role;
import io.lastmile.core.platform.Routes;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;

/// `/setup` and `/password/...`: a password is set by whoever holds a token.
final class SetUpRoutes {
    private static final int TOKEN_LENGTH_MAX = 100;
    private static final Problem TOKEN_GONE =
            Problem.of(
                    403,
                    "token",
                    "This link is no longer good",
                    "token: one that was used, is too old or was never given out");

    private final SetUp setUp;
    private final Reset reset;
    private final LoginRoutes loginRoutes;
    private final Patience patience;

    SetUpRoutes(SetUp setUp, Reset reset, LoginRoutes loginRoutes, Patience patience) {
        this.setUp = setUp;
        this.reset = reset;
        this.loginRoutes = loginRoutes;
        this.patience = patience;
    }

    void routes(Routes routes) {
        routes.open()
                .postUnkept(
                        "/setup",
                        (request, response) -> LoginRoutes.within(() -> setUp(request, response)))
                .postUnkept(
                        "/password/forgot",
                        (request, response) -> LoginRoutes.within(() -> forgot(request, response)))
                .postUnkept(
                        "/password/reset",
                        (request, response) -> LoginRoutes.within(() -> reset(request, response)));
    }

    private void setUp(ServerRequest request, ServerResponse response) {
        Fields form = Body.form(request);
        Token token = token(form);
        var answer = new Answer(request, response, "/setup?token=" + encoded(token));
        AccountDraft draft = AccountDraft.read(form, Role.OWNER);
        String password = PasswordRules.read(form, "password", draft.login());
        if (!done(form, answer)) {
            return;
        }
        Optional<Account> owner =
                setUp.finish(token, draft, password, Client.of(request).address());
        if (owner.isPresent()) {
            loginRoutes.welcome(request, response, owner.get(), "/");
        } else {
            answer.refuse("token", TOKEN_GONE);
        }
    }

    private void forgot(ServerRequest request, ServerResponse response) {
        Fields form = Body.form(request);
        String login = form.text("login", AccountDraft.EMAIL_LENGTH_MAX);
        String language = form.text("language", 2, "en");
        form.done();
        Optional<Duration> wait = patience.admit(Client.of(request).address());
        if (wait.isPresent()) {
            new Answer(request, response, "/password/forgot").waiting(wait.get());
            return;
        }
        reset.ask(login, language);
        Entrance.see(response, "/password/forgot?sent=1");
    }

    private void reset(ServerRequest request, ServerResponse response) {
        Fields form = Body.form(request);
        Token token = token(form);
        var answer = new Answer(request, response, "/password/reset?token=" + encoded(token));
        String login = reset.account(token).map(Account::login).orElse("");
        String password = PasswordRules.read(form, "password", login);
        if (!done(form, answer)) {
            return;
        }
        if (reset.set(token, password, Client.of(request).address())) {
            Entrance.see(response, "/login?changed=1");
        } else {
            answer.refuse("token", TOKEN_GONE);
        }
    }

    private static Token token(Fields form) {
        return new Token(form.text("token", TOKEN_LENGTH_MAX));
    }

    /// A browser goes back to its form, which names the fields; nothing that was typed travels.
    private static boolean done(Fields form, Answer answer) {
        try {
            form.done();
            return true;
        } catch (Refusal refusal) {
            String fields =
                    refusal.problem().faults().stream()
                            .map(Fault::field)
                            .distinct()
                            .collect(Collectors.joining(","));
            answer.refuse(
                    "fields&fields=" + URLEncoder.encode(fields, StandardCharsets.UTF_8),
                    refusal.problem());
            return false;
        }
    }

    private static String encoded(Token token) {
        return URLEncoder.encode(token.text(), StandardCharsets.UTF_8);
    }
}
