package io.lastmile.core.identity;

import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Json;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Problem;
import io.lastmile.core.platform.Role;
import io.lastmile.core.platform.Routes;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// `/api/me`: who asks, what they may, and what they prove themselves with. What changes the proof
/// wants the password again: a browser that somebody left open is not enough.
final class MeRoutes {
    record Me(
            String login,
            Role role,
            int account,
            int customer,
            Set<Permission> permissions,
            String zone) {}

    record Shown(String secret, String uri, String path, int modules) {
        static Shown of(Enrolment enrolment) {
            return new Shown(
                    enrolment.secret(), enrolment.uri(), enrolment.path(), enrolment.modules());
        }
    }

    private final Database database;
    private final Stores stores;
    private final PasswordAgain again;
    private final SecondFactor secondFactor;
    private final Own own;

    /// What the room knows besides.
    record Own(Passwords passwords, Clock clock, ZoneId zone) {}

    MeRoutes(
            Database database,
            Stores stores,
            PasswordAgain again,
            SecondFactor secondFactor,
            Own own) {
        this.database = database;
        this.stores = stores;
        this.again = again;
        this.secondFactor = secondFactor;
        this.own = own;
    }

    void routes(Routes routes) {
        routes.anyone()
                .get("/api/me", this::me)
                .get("/api/me/security", this::security)
                .postUnkept("/api/me/password", this::password)
                .postUnkept("/api/me/second-factor", this::enrol)
                .postUnkept("/api/me/second-factor/confirm", this::confirm)
                .postUnkept("/api/me/recovery-codes", this::recoveryCodes);
    }

    private void me(ServerRequest request, ServerResponse response) {
        Actor actor = Actor.current();
        Json.send(
                response,
                new Me(
                        actor.login(),
                        actor.role(),
                        actor.who().account(),
                        actor.who().customer(),
                        new TreeSet<>(actor.permissions()),
                        own.zone().getId()));
    }

    private void security(ServerRequest request, ServerResponse response) {
        Account account = account();
        int left = database.read(() -> stores.recoveryCodes().left(account.id()));
        Json.send(
                response,
                Map.of("secondFactor", account.secondFactor(), "recoveryCodesLeft", left));
    }

    private void password(ServerRequest request, ServerResponse response) {
        Account account = account();
        Fields fields = Body.json(request);
        String current = LoginRoutes.secret(fields, "current");
        String password = PasswordRules.read(fields, "password", account.login());
        fields.done();
        again.require(account.id(), current);
        String hash = own.passwords().hash(password);
        database.transact(() -> {
            stores.hashes().set(account.id(), hash, own.clock().instant());
            stores.resets().useAll(account.id());
            stores.sessions().endAll(account.id(), 0, SessionRoutes.current(request));
            return account;
        });
        nothing(response);
    }

    private void enrol(ServerRequest request, ServerResponse response) {
        Account account = account();
        requireCurrent(request, account);
        Json.send(response, Shown.of(database.transact(() -> secondFactor.enrolment(account))));
    }

    private void confirm(ServerRequest request, ServerResponse response) {
        Account account = account();
        Fields fields = Body.json(request);
        String code = fields.text("code", SecondFactor.CODE_LENGTH_MAX);
        fields.done();
        List<String> codes =
                database.transact(
                                () -> {
                                    var confirmed = secondFactor.confirm(account.id(), code);
                                    if (confirmed.isPresent()) {
                                        stores.sessions()
                                                .endAll(
                                                        account.id(),
                                                        0,
                                                        SessionRoutes.current(request));
                                    }
                                    return confirmed;
                                })
                        .orElseThrow(() ->
                                Problem.invalid("code", "a wrong one", LoginRoutes.CODE).refusal());
        Json.send(response, Map.of("recoveryCodes", codes));
    }

    private void recoveryCodes(ServerRequest request, ServerResponse response) {
        Account account = account();
        requireCurrent(request, account);
        if (!account.secondFactor()) {
            throw Problem.of(
                            409,
                            "no-second-factor",
                            "No second factor",
                            "Set up the second factor first.")
                    .refusal();
        }
        List<String> codes = database.transact(() -> stores.recoveryCodes().replace(account.id()));
        Json.send(response, Map.of("recoveryCodes", codes));
    }

    private void requireCurrent(ServerRequest request, Account account) {
        Fields fields = Body.json(request);
        String current = LoginRoutes.secret(fields, "current");
        fields.done();
        again.require(account.id(), current);
    }

    /// Customers have none.
    private Account account() {
        int id = Actor.current().who().account();
        return database.read(() -> stores.accounts().find(id))
                .orElseThrow(() -> Problem.notFound("account", id).refusal());
    }

    private static void nothing(ServerResponse response) {
        response.status(Status.NO_CONTENT_204);
        response.send();
    }
}
