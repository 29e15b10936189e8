package io.lastmile.core.platform;

import io.helidon.webserver.http.ServerRequest;

/// Draws a problem for somebody who looks at a page; the web module brings one.
@FunctionalInterface
public interface ErrorPage {
    /// HTML in UTF-8. `reference` is the request's id, as in the log.
    byte[] html(ServerRequest request, Problem problem, String reference);
}
