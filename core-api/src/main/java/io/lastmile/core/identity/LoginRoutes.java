package io.lastmile.core.identity;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Client;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Json;
import io.lastmile.core.platform.Problem;
import io.lastmile.core.platform.Routes;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `/login` of staff with its second step, and `/logout`.
final class LoginRoutes {
    private static final Problem STEP_GONE =
            Problem.of(401, "login", "Not logged in", "Begin again at /login.");

    private final Database database;
    private final Login login;
    private final SecondFactor secondFactor;
    private final Entrance entrance;
    private final Accounts accounts;
    private final Sessions sessions;
    private final boolean secondFactorRequired;

    LoginRoutes(
            Database database,
            Login login,
            SecondFactor secondFactor,
            Entrance entrance,
            Settings settings) {
        this.database = database;
        this.login = login;
        this.secondFactor = secondFactor;
        this.entrance = entrance;
        this.accounts = settings.accounts();
        this.sessions = settings.sessions();
        this.secondFactorRequired = settings.secondFactorRequired();
    }

    record Settings(Accounts accounts, Sessions sessions, boolean secondFactorRequired) {}

    void routes(Routes routes) {
        routes.open()
                .postUnkept("/login", (request, response) -> within(() -> login(request, response)))
                .postUnkept(
                        "/login/second",
                        (request, response) -> within(() -> second(request, response)))
                .postUnkept(
                        "/login/enrol",
                        (request, response) -> within(() -> enrol(request, response)))
                .postUnkept(
                        "/logout", (request, response) -> within(() -> logout(request, response)));
    }

    static void within(Runnable work) {
        Identity.LOGIN.run(work);
    }

    private void login(ServerRequest request, ServerResponse response) {
        Fields form = Body.form(request);
        String name = form.text("username", AccountDraft.LOGIN_LENGTH_MAX);
        String password = secret(form, "password");
        String next = Entrance.local(form.text("next", Answer.FORM_NEXT_LENGTH_MAX, "/"));
        form.done();
        var answer = new Answer(request, response, "/login?next=" + Entrance.encoded(next));
        switch (login.attempt(name, password, Client.of(request).address())) {
            case Login.Outcome.Welcome welcome ->
                    welcome(request, response, welcome.account(), next);
            case Login.Outcome.WrongPassword _ ->
                    answer.refuse(
                            "password",
                            Problem.of(
                                    401,
                                    "password",
                                    "Wrong password",
                                    "Login or password is wrong."));
            case Login.Outcome.Wait wait -> answer.waiting(wait.left());
        }
    }

    static String secret(Fields fields, String name) {
        return fields.secret(name, Passwords.LENGTH_MAX)
                .orElseGet(() -> {
                    fields.refuse(name, "nothing", "your password");
                    return "";
                });
    }

    /// The password was right, or was just set: on to the second factor, or in.
    void welcome(ServerRequest request, ServerResponse response, Account account, String next) {
        var person = Session.Person.account(account.id());
        if (database.read(() -> secondFactor.has(account.id()))) {
            entrance.step(request, response, Session.Kind.SECOND, person);
            Entrance.see(response, "/login/second?next=" + Entrance.encoded(next));
        } else if (secondFactorRequired) {
            entrance.step(request, response, Session.Kind.ENROL, person);
            Entrance.see(response, "/login/enrol?next=" + Entrance.encoded(next));
        } else {
            entrance.staff(request, response, account);
            Entrance.see(response, next);
        }
    }

    private void second(ServerRequest request, ServerResponse response) {
        Fields form = Body.form(request);
        String code = form.text("code", SecondFactor.CODE_LENGTH_MAX);
        String next = Entrance.local(form.text("next", Answer.FORM_NEXT_LENGTH_MAX, "/"));
        form.done();
        Optional<Account> account = at(request, Session.Kind.SECOND);
        if (account.isEmpty()) {
            new Answer(request, response, "/login").refuse("again", STEP_GONE);
            return;
        }
        String page = "/login/second?next=" + Entrance.encoded(next);
        var answer = new Answer(request, response, page);
        switch (check(request, account.get(), code)) {
            case RIGHT -> {
                entrance.staff(request, response, account.get());
                Entrance.see(response, next);
            }
            case WRONG -> answer.refuse("code", wrongCode());
            case WAIT -> answer.waiting(database.read(() -> secondFactor.left(account.get().id())));
        }
    }

    private static Problem wrongCode() {
        return Problem.of(
                401, "code", "Wrong code", "The code is wrong, too old or was used already.");
    }

    /// Answers the recovery codes, once, and the browser is in.
    private void enrol(ServerRequest request, ServerResponse response) {
        Fields fields = Body.json(request);
        String code = fields.text("code", SecondFactor.CODE_LENGTH_MAX);
        fields.done();
        Account account = at(request, Session.Kind.ENROL).orElseThrow(STEP_GONE::refusal);
        List<String> codes =
                Entrance.actor(request, account)
                        .call(() -> database.transact(() -> confirmed(account, code)))
                        .orElseThrow(() -> Problem.invalid("code", "a wrong one", CODE).refusal());
        entrance.staff(request, response, account);
        Json.send(response, Map.of("recoveryCodes", codes));
    }

    /// A step that is older than the second factor may not replace it: whoever was faster has it.
    private Optional<List<String>> confirmed(Account account, String code) {
        if (secondFactor.has(account.id())) {
            throw STEP_GONE.refusal();
        }
        Optional<List<String>> codes = secondFactor.confirm(account.id(), code);
        if (codes.isPresent()) {
            sessions.endAll(account.id(), 0, 0);
        }
        return codes;
    }

    private SecondFactor.Outcome check(ServerRequest request, Account account, String code) {
        return Entrance.actor(request, account)
                .call(() -> database.transact(() -> secondFactor.check(account.id(), code)));
    }

    static final String CODE = "the six digits that the app shows now";

    Optional<Account> at(ServerRequest request, Session.Kind kind) {
        return entrance.at(request, kind)
                .flatMap(Session.Person::account)
                .flatMap(id -> database.read(() -> accounts.find(id)));
    }

    private void logout(ServerRequest request, ServerResponse response) {
        boolean customer =
                request.context()
                        .get(Credentials.Known.class)
                        .filter(known -> known.actor().who().customer() != 0)
                        .isPresent();
        entrance.leave(request, response);
        Entrance.see(response, customer ? "/portal/login" : "/login");
    }
}
