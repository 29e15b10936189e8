package io.lastmile.web.identity;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.identity.Enrolment;
import io.lastmile.core.identity.LoginSteps;
import io.lastmile.core.platform.Routes;
import io.lastmile.web.Look;
import io.lastmile.web.Templates;
import io.lastmile.web.Texts;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// All pages in front of the login, of staff and of customers. They need no script, but the one
/// that shows a QR code and recovery codes.
public final class LoginPages {
    private static final Set<String> REASONS =
            Set.of("password", "code", "again", "token", "mobile", "sender");
    private static final Set<String> FIELDS = Set.of("login", "name", "email", "password");

    private final LoginSteps steps;
    private final Templates templates;

    public LoginPages(LoginSteps steps, Templates templates) {
        this.steps = steps;
        this.templates = templates;
    }

    public void routes(Routes routes) {
        routes.open()
                .get("/login", this::login)
                .get("/login/second", this::second)
                .get("/login/enrol", this::enrol)
                .get("/setup", this::setUp)
                .get("/password/forgot", this::forgot)
                .get("/password/reset", this::reset)
                .get("/portal/login", this::mobile)
                .get("/portal/code", this::code)
                .get("/portal/choice", this::choice);
    }

    private void login(ServerRequest request, ServerResponse response) {
        boolean changed = asks(request, "changed");
        send(request, response, "login", Map.of("next", next(request), "changed", changed));
    }

    private void second(ServerRequest request, ServerResponse response) {
        if (steps.awaitsSecondFactor(request)) {
            send(request, response, "admin/second", Map.of("next", next(request)));
        } else {
            see(response, "/login");
        }
    }

    private void enrol(ServerRequest request, ServerResponse response) {
        Optional<Enrolment> enrolment = steps.enrolment(request);
        if (enrolment.isPresent()) {
            send(
                    request,
                    response,
                    "admin/enrol",
                    Map.of("enrolment", enrolment.get(), "next", next(request)));
        } else {
            see(response, "/login");
        }
    }

    private void setUp(ServerRequest request, ServerResponse response) {
        String token = request.query().first("token").orElse("");
        send(
                request,
                response,
                "admin/setup",
                Map.of("token", token, "good", steps.canSetUp(token)));
    }

    private void forgot(ServerRequest request, ServerResponse response) {
        send(request, response, "admin/forgot", Map.of("sent", asks(request, "sent")));
    }

    private void reset(ServerRequest request, ServerResponse response) {
        String token = request.query().first("token").orElse("");
        String login = steps.resets(token).map(account -> account.login()).orElse("");
        send(request, response, "admin/reset", Map.of("token", token, "login", login));
    }

    private void mobile(ServerRequest request, ServerResponse response) {
        send(request, response, "customer/login", Map.of("canSend", steps.canSendCodes()));
    }

    private void code(ServerRequest request, ServerResponse response) {
        var mobile = steps.mobile(request);
        if (mobile.isPresent()) {
            send(request, response, "customer/code", Map.of("mobile", mobile.get().number()));
        } else {
            see(response, "/portal/login");
        }
    }

    private void choice(ServerRequest request, ServerResponse response) {
        var customers = steps.choices(request);
        if (customers.isEmpty()) {
            see(response, "/portal/login");
        } else {
            send(request, response, "customer/choice", Map.of("customers", customers));
        }
    }

    private void send(
            ServerRequest request,
            ServerResponse response,
            String template,
            Map<String, Object> values) {
        var all = new java.util.HashMap<>(values);
        all.put("refused", refused(request));
        templates.send(request, response, template, all);
    }

    /// Why the form came back, in words; only what we know is ever said.
    private String refused(ServerRequest request) {
        Texts texts = templates.texts(request);
        String reason = request.query().first("refused").orElse("");
        if (reason.equals("wait")) {
            String seconds = request.query().first("seconds").orElse("");
            String n = seconds.matches("[0-9]{1,6}") ? seconds : "60";
            return texts.of("login.wait", "n", texts.format().digits(n));
        }
        if (reason.equals("fields")) {
            return Stream.of(request.query().first("fields").orElse("").split(","))
                    .filter(FIELDS::contains)
                    .map(field -> texts.of("login.fault." + field))
                    .collect(Collectors.joining(" "));
        }
        return REASONS.contains(reason) ? texts.of("login.refused." + reason) : "";
    }

    private static boolean asks(ServerRequest request, String what) {
        return request.query().first(what).isPresent();
    }

    private static String next(ServerRequest request) {
        return Look.local(request.query().first("next").orElse("/"));
    }

    private static void see(ServerResponse response, String location) {
        response.status(Status.SEE_OTHER_303);
        response.header(HeaderNames.LOCATION, location);
        response.send();
    }
}
