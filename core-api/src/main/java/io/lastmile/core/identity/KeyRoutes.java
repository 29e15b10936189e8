package io.lastmile.core.identity;

import io.helidon.http.HeaderNames;
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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/// `/api/keys`: API keys of one's own account. A key gets no more than who makes it holds, so that
/// a key cannot make a stronger one.
final class KeyRoutes {
    private static final int NAME_LENGTH_MAX = 100;
    private static final int DAYS_MAX = 3660;
    private static final int SCOPES_LENGTH_MAX = 2000;

    private final Database database;
    private final ApiKeys keys;
    private final Wards wards;
    private final PasswordAgain again;
    private final Clock clock;

    KeyRoutes(Database database, Stores stores, PasswordAgain again, Clock clock) {
        this.database = database;
        this.keys = stores.keys();
        this.wards = new Wards(stores.accounts());
        this.again = again;
        this.clock = clock;
    }

    void routes(Routes routes) {
        routes.anyone()
                .get("/api/keys", this::list)
                .postUnkept("/api/keys", this::create)
                .delete("/api/keys/{id}", this::revoke);
    }

    private void list(ServerRequest request, ServerResponse response) {
        Fields query = Body.query(request);
        OptionalLong account = query.optionalNumber("account", 1, Integer.MAX_VALUE);
        Page.Request page = Page.Request.of(query);
        query.done();
        int own = Actor.current().who().account();
        int of = account.isPresent() ? (int) account.getAsLong() : own;
        Json.send(
                response,
                database.read(() -> {
                    wards.require(of);
                    return keys.page(of, page);
                }));
    }

    private void create(ServerRequest request, ServerResponse response) {
        SessionRoutes.requireBrowser(request);
        int account = ofStaff();
        Fields fields = Body.json(request);
        String name = fields.text("name", NAME_LENGTH_MAX);
        Set<Permission> scopes = scopes(fields);
        OptionalLong days = fields.optionalNumber("days", 1, DAYS_MAX);
        String current = LoginRoutes.secret(fields, "current");
        fields.done();
        again.require(account, current);
        Optional<Instant> expires =
                days.isPresent()
                        ? Optional.of(clock.instant().plus(Duration.ofDays(days.getAsLong())))
                        : Optional.empty();
        ApiKeys.Fresh fresh = database.transact(() -> keys.add(account, name, scopes, expires));
        response.status(Status.CREATED_201);
        response.header(HeaderNames.LOCATION, "/api/keys");
        Json.send(response, fresh);
    }

    private static int ofStaff() {
        int account = Actor.current().who().account();
        if (account == 0) {
            throw Problem.notFound("account", 0).refusal();
        }
        return account;
    }

    /// Names as the API writes them, by blanks.
    private static Set<Permission> scopes(Fields fields) {
        String text = fields.text("scopes", SCOPES_LENGTH_MAX);
        Set<String> wanted =
                Arrays.stream(text.split(" +"))
                        .collect(Collectors.toCollection(java.util.TreeSet::new));
        Set<Permission> found =
                EnumSet.allOf(Permission.class).stream()
                        .filter(permission -> wanted.remove(Fields.nameOf(permission)))
                        .collect(Collectors.toSet());
        if (!wanted.isEmpty() && !text.isEmpty()) {
            fields.refuse("scopes", String.join(" ", wanted), "names of permissions, by blanks");
        }
        found.stream()
                .filter(permission -> !Actor.current().may(permission))
                .forEach(permission ->
                        fields.refuse(
                                "scopes", Fields.nameOf(permission), "what you may yourself"));
        return found;
    }

    private void revoke(ServerRequest request, ServerResponse response) {
        SessionRoutes.requireBrowser(request);
        int id = Routes.id(request, "key");
        boolean revoked =
                database.transact(
                        () -> keys.account(id).filter(wards::has).isPresent() && keys.revoke(id));
        if (!revoked) {
            throw Problem.notFound("key", id).refusal();
        }
        response.status(Status.NO_CONTENT_204);
        response.send();
    }
}
