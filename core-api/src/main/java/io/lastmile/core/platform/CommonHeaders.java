package io.lastmile.core.platform;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// What every answer carries, errors included. A page may set its own policy and caching over it.
record CommonHeaders(String contentSecurityPolicy) {
    void set(ServerRequest request, ServerResponse response) {
        response.header("X-Request-Id", RequestId.of(request));
        response.header("Content-Security-Policy", contentSecurityPolicy);
        response.header("X-Content-Type-Options", "nosniff");
        response.header("X-Frame-Options", "DENY");
        response.header("Referrer-Policy", "same-origin");
        response.header("Cross-Origin-Opener-Policy", "same-origin");
        response.header("Cross-Origin-Resource-Policy", "same-origin");
        response.header("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
    }
}
