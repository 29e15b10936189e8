package io.lastmile.core.platform;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;
import java.net.URI;
import java.util.Optional;

/// Refuses requests that another site makes a browser send. A browser says where a request comes
/// from (`Sec-Fetch-Site`, older ones `Origin`); one that carries our cookie and says neither is
/// refused as well. Programs with an API key carry no cookie and pass.
final class SameOrigin implements Filter {
    private static final HeaderName FETCH_SITE = HeaderNames.create("Sec-Fetch-Site");

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        if (!Pages.reads(request) && !fromHere(request)) {
            throw Problem.of(
                            403,
                            "other-origin",
                            "Refused from another site",
                            "A change must come from a page of this site.")
                    .refusal();
        }
        chain.proceed();
    }

    private static boolean fromHere(ServerRequest request) {
        Optional<String> site = request.headers().first(FETCH_SITE);
        if (site.isPresent()) {
            return site.get().equals("same-origin") || site.get().equals("none");
        }
        Optional<String> origin = request.headers().first(HeaderNames.ORIGIN);
        if (origin.isPresent()) {
            return authority(origin.get()).equalsIgnoreCase(host(request));
        }
        return !request.headers().contains(HeaderNames.COOKIE);
    }

    private static String host(ServerRequest request) {
        return request.headers().first(HeaderNames.HOST).orElse(request.authority());
    }

    private static String authority(String origin) {
        try {
            return Optional.ofNullable(URI.create(origin).getRawAuthority()).orElse("");
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
