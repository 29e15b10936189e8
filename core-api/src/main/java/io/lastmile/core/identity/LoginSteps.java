package io.lastmile.core.identity;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Json;
import io.lastmile.core.platform.Routes;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the pages of the login need to know about the browser in front of them; the same as
/// `/api/login`.
public final class LoginSteps {
    private final Database database;
    private final LoginRoutes staff;
    private final CustomerLoginRoutes customers;
    private final SecondFactor secondFactor;
    private final Doors doors;

    /// Ways in that are open or not.
    record Doors(SetUp setUp, Reset reset, CustomerLogin customerLogin) {}

    LoginSteps(
            Database database,
            LoginRoutes staff,
            CustomerLoginRoutes customers,
            SecondFactor secondFactor,
            Doors doors) {
        this.database = database;
        this.staff = staff;
        this.customers = customers;
        this.secondFactor = secondFactor;
        this.doors = doors;
    }

    void routes(Routes routes) {
        routes.open().get("/api/login", this::show);
    }

    private void show(ServerRequest request, ServerResponse response) {
        Optional<Enrolment> enrolment = enrolment(request);
        List<Subscriber> choices = choices(request);
        String step =
                enrolment.isPresent()
                        ? "enrol"
                        : awaitsSecondFactor(request)
                                ? "second"
                                : mobile(request).isPresent()
                                        ? "code"
                                        : choices.isEmpty() ? "none" : "choice";
        Json.send(
                response,
                Map.of(
                        "step", step,
                        "enrolment", enrolment.map(MeRoutes.Shown::of),
                        "customers", choices));
    }

    public boolean awaitsSecondFactor(ServerRequest request) {
        return Identity.LOGIN.call(() -> staff.at(request, Session.Kind.SECOND)).isPresent();
    }

    /// What to set up, for a browser whose password was right.
    public Optional<Enrolment> enrolment(ServerRequest request) {
        return Identity.LOGIN.call(() ->
                staff.at(request, Session.Kind.ENROL)
                        .map(account -> database.transact(() -> secondFactor.enrolment(account))));
    }

    /// The number to which this browser had a code sent.
    public Optional<Mobile> mobile(ServerRequest request) {
        return Identity.LOGIN.call(() -> customers.mobile(request, Session.Kind.CODE));
    }

    public List<Subscriber> choices(ServerRequest request) {
        return Identity.LOGIN.call(() -> customers.choices(request));
    }

    public boolean canSendCodes() {
        return doors.customerLogin().canSend();
    }

    public boolean canSetUp(String token) {
        return Identity.LOGIN.call(() -> doors.setUp().opens(new Token(token)));
    }

    /// Whose password this token sets, while it is good.
    public Optional<Account> resets(String token) {
        return Identity.LOGIN.call(() -> doors.reset().account(new Token(token)));
    }
}
