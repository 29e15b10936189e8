package io.lastmile.core.platform;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/// Lets a request in under the name of its sender. Everything needs a login but what its route
/// opened: a page sends its reader to the login page, the API answers 401.
final class Gate implements Filter {
    private static final HeaderName FETCH_MODE = HeaderNames.create("Sec-Fetch-Mode");

    private final Guard guard;
    private final Routes routes;

    Gate(Guard guard, Routes routes) {
        this.guard = guard;
        this.routes = routes;
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        boolean open = routes.isOpen(request.path().path());
        Optional<Actor> actor = open ? known(request) : guard.actor(request);
        if (actor.isPresent()) {
            request.context().register(new Standing(guard, request, actor.get()));
            actor.get().run(chain::proceed);
        } else if (open) {
            chain.proceed();
        } else if (Pages.wanted(request) && Pages.reads(request)) {
            response.status(Status.SEE_OTHER_303);
            response.header(HeaderNames.LOCATION, door(request) + "?next=" + encoded(request));
            response.send();
        } else {
            throw unauthorized(request);
        }
    }

    /// Wrong or worn-out credentials do not keep anybody from what is open to all.
    private Optional<Actor> known(ServerRequest request) {
        try {
            return guard.actor(request);
        } catch (Refusal | DatabaseUnavailable e) {
            return Optional.empty();
        }
    }

    private static Refusal unauthorized(ServerRequest request) {
        Problem problem =
                Problem.of(401, "login", "Not logged in", "Log in at /login or send an API key.");
        boolean browser = request.headers().contains(FETCH_MODE);
        return new Refusal(
                problem,
                browser ? Map.of() : Map.of("WWW-Authenticate", "Bearer realm=\"Lastmile\""));
    }

    /// Customers have a login page of their own.
    private static String door(ServerRequest request) {
        String path = request.path().rawPath();
        return path.equals("/portal") || path.startsWith("/portal/") ? "/portal/login" : "/login";
    }

    private static String encoded(ServerRequest request) {
        String query = request.query().rawValue();
        String path = request.path().rawPath() + (query.isEmpty() ? "" : "?" + query);
        return URLEncoder.encode(path, StandardCharsets.UTF_8);
    }
}
