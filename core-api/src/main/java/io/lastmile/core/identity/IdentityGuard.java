package io.lastmile.core.identity;

import io.helidon.http.Header;
import io.helidon.security.AuthenticationResponse;
import io.helidon.security.Security;
import io.helidon.security.SecurityContext;
import io.helidon.security.SecurityEnvironment;
import io.helidon.webserver.http.ServerRequest;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Client;
import io.lastmile.core.platform.Guard;
import java.util.Optional;

/// Asks helidon-security who sends a request and leaves its `SecurityContext` and the session with
/// the request, for whatever wants to know them. How a refusal looks is the gate's business.
final class IdentityGuard implements Guard {
    static final String ADDRESS = "address";
    static final String SECURE = "secure";

    private final Security security;

    IdentityGuard(PersonProvider provider) {
        this.security =
                Security.builder().addAuthenticationProvider(provider).disableTracing().build();
    }

    @Override
    public Optional<Actor> actor(ServerRequest request) {
        Client client = Client.of(request);
        var environment =
                SecurityEnvironment.builder()
                        .path(request.path().path())
                        .method(request.prologue().method().text())
                        .addAttribute(ADDRESS, client.address())
                        .addAttribute(SECURE, client.secure());
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
        Optional<Credentials.Known> known =
                response.user()
                        .map(user -> user.principal().abacAttribute(PersonProvider.KNOWN))
                        .flatMap(found -> found.map(Credentials.Known.class::cast));
        if (known.isEmpty()) {
            return Optional.empty();
        }
        // A stream asks again and again for as long as it lasts.
        if (request.context().get(SecurityContext.class).isEmpty()) {
            request.context().register(context);
            request.context().register(known.get());
        }
        return known.map(Credentials.Known::actor);
    }
}
