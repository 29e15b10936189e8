package io.lastmile.core.identity;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Client;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Problem;
import io.lastmile.core.platform.Routes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// `/portal/login`, `/portal/code`, `/portal/choice`: forms that need no script.
final class CustomerLoginRoutes {
    private static final String PAGE = "/portal/login";
    private static final int MOBILE_LENGTH_MAX = 30;
    private static final int CODE_LENGTH_MAX = 20;
    private static final Problem STEP_GONE =
            Problem.of(401, "login", "Not logged in", "Begin again at /portal/login.");

    private final CustomerLogin login;
    private final Entrance entrance;
    private final Patience patience;

    CustomerLoginRoutes(CustomerLogin login, Entrance entrance, Patience patience) {
        this.login = login;
        this.entrance = entrance;
        this.patience = patience;
    }

    void routes(Routes routes) {
        routes.open()
                .postUnkept(
                        PAGE,
                        (request, response) -> LoginRoutes.within(() -> ask(request, response)))
                .postUnkept(
                        "/portal/code",
                        (request, response) -> LoginRoutes.within(() -> code(request, response)))
                .postUnkept(
                        "/portal/choice",
                        (request, response) -> LoginRoutes.within(() -> choose(request, response)));
    }

    private void ask(ServerRequest request, ServerResponse response) {
        Fields form = Body.form(request);
        String written = form.text("mobile", MOBILE_LENGTH_MAX, "");
        String language = form.text("language", 2, "bn");
        form.done();
        Optional<Mobile> mobile = Mobile.of(written);
        var answer = new Answer(request, response, PAGE);
        if (mobile.isEmpty()) {
            answer.refuse("mobile", Problem.invalid("mobile", written, "01[3-9] and eight digits"));
            return;
        }
        switch (login.ask(mobile.get(), Client.of(request).address(), language)) {
            case CustomerLogin.Asked.Sent sent -> {
                var person = Session.Person.asked(mobile.get(), sent.code());
                entrance.step(request, response, Session.Kind.CODE, person);
                Entrance.see(response, "/portal/code");
            }
            case CustomerLogin.Asked.TooMany _ -> answer.waiting(CustomerLogin.WINDOW);
            case CustomerLogin.Asked.NoSender _ ->
                    answer.refuse(
                            "sender",
                            Problem.of(
                                    503,
                                    "no-sender",
                                    "No codes can be sent yet",
                                    "Nothing is set up that sends messages. Call us."));
        }
    }

    private void code(ServerRequest request, ServerResponse response) {
        Fields form = Body.form(request);
        String code = form.text("code", CODE_LENGTH_MAX, "");
        form.done();
        Optional<Session.Person> person = entrance.at(request, Session.Kind.CODE);
        if (person.isEmpty()) {
            new Answer(request, response, PAGE).refuse("again", STEP_GONE);
            return;
        }
        String address = Client.of(request).address();
        var answer = new Answer(request, response, "/portal/code");
        Optional<Duration> wait = patience.admit(address);
        if (wait.isPresent()) {
            answer.waiting(wait.get());
            return;
        }
        var mobile = new Mobile(person.get().mobile());
        List<Subscriber> behind = login.prove(mobile, person.get().code().orElse(0L), code);
        if (behind.isEmpty()) {
            answer.refuse(
                    "code", Problem.of(401, "code", "Wrong code", "The code is wrong or too old."));
            return;
        }
        patience.succeeded(address);
        welcome(request, response, mobile, behind);
    }

    private void welcome(
            ServerRequest request,
            ServerResponse response,
            Mobile mobile,
            List<Subscriber> behind) {
        if (behind.size() == 1) {
            enter(request, response, behind.getFirst().customer(), mobile);
        } else {
            entrance.step(request, response, Session.Kind.CHOICE, Session.Person.behind(mobile));
            Entrance.see(response, "/portal/choice");
        }
    }

    private void choose(ServerRequest request, ServerResponse response) {
        Fields form = Body.form(request);
        int customer = (int) form.number("customer", 1, Integer.MAX_VALUE);
        form.done();
        Optional<Mobile> mobile =
                mobile(request, Session.Kind.CHOICE)
                        .filter(number ->
                                login.behind(number).stream()
                                        .anyMatch(who -> who.customer() == customer));
        if (mobile.isEmpty()) {
            new Answer(request, response, PAGE).refuse("again", STEP_GONE);
        } else {
            enter(request, response, customer, mobile.get());
        }
    }

    private void enter(
            ServerRequest request, ServerResponse response, int customer, Mobile mobile) {
        entrance.customer(request, response, Session.Person.customer(customer, mobile));
        Entrance.see(response, "/portal");
    }

    Optional<Mobile> mobile(ServerRequest request, Session.Kind kind) {
        return entrance.at(request, kind).map(person -> new Mobile(person.mobile()));
    }

    /// The customers between whom this browser may choose.
    List<Subscriber> choices(ServerRequest request) {
        return mobile(request, Session.Kind.CHOICE).map(login::behind).orElse(List.of());
    }
}
