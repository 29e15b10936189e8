package io.lastmile.core.identity;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Json;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Role;
import io.lastmile.core.platform.Routes;
import java.time.ZoneId;
import java.util.Set;
import java.util.TreeSet;

/// `/api/me`: who asks, and what they may.
final class MeRoutes {
    record Me(
            String login,
            Role role,
            int account,
            int customer,
            Set<Permission> permissions,
            String zone) {}

    private final ZoneId zone;

    MeRoutes(ZoneId zone) {
        this.zone = zone;
    }

    void routes(Routes routes) {
        routes.anyone().get("/api/me", this::me);
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
                        zone.getId()));
    }
}
