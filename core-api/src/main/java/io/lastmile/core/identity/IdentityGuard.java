package io.lastmile.core.identity;

import io.helidon.http.Header;
import io.helidon.security.AuthenticationResponse;
import io.helidon.security.Security;
import io.helidon.security.SecurityContext;
import io.helidon.security.SecurityEnvironment;
import io.helidon.webserver.http.ServerRequest;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Guard;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Role;
import java.util.EnumSet;
import java.util.Optional;

/// Asks helidon-security who sends a request and leaves its `SecurityContext` with the request, for
/// whatever wants to know roles. How a refusal looks is the gate's business.
final class IdentityGuard implements Guard {
    static final String ADDRESS = "address";

    private final Security security;

    IdentityGuard(OperatorProvider provider) {
        this.security =
                Security.builder().addAuthenticationProvider(provider).disableTracing().build();
    }

    @Override
    public Optional<Actor> actor(ServerRequest request) {
        var environment =
                SecurityEnvironment.builder()
                        .path(request.path().path())
                        .method(request.prologue().method().text())
                        .addAttribute(ADDRESS, LoginRoutes.address(request));
        for (Header header : request.headers()) {
            environment.header(header.headerName().defaultCase(), header.allValues());
        }
        return ask(request, environment.build());
    }

    private Optional<Actor> ask(ServerRequest request, SecurityEnvironment environment) {
        SecurityContext context =
                security.contextBuilder("http-" + request.id()).env(environment).build();
        AuthenticationResponse response =
                Identity.LOGIN.call(() -> context.atnClientBuilder().buildAndGet());
        if (response.user().isEmpty()) {
            return Optional.empty();
        }
        request.context().register(context);
        String address = LoginRoutes.address(request);
        return response.user().map(user -> actor(user.principal().getName(), address));
    }

    /// The one operator is the owner.
    private static Actor actor(String login, String address) {
        return new Actor(
                Role.OWNER,
                new Actor.Who(login, 0, 0, 0),
                EnumSet.allOf(Permission.class),
                address);
    }
}
