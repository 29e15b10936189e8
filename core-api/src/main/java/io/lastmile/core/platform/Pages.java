package io.lastmile.core.platform;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.ServerRequest;

/// Whether somebody looks at a page or a program asks.
public final class Pages {
    private Pages() {}

    /// A browser that navigates: GET or HEAD, or a form that it posts, outside of the API.
    public static boolean wanted(ServerRequest request) {
        String path = request.path().rawPath();
        return !path.startsWith("/api/")
                && !path.startsWith("/live")
                && request.headers().first(HeaderNames.ACCEPT).orElse("").contains("text/html");
    }

    public static boolean reads(ServerRequest request) {
        Method method = request.prologue().method();
        return method.equals(Method.GET) || method.equals(Method.HEAD);
    }
}
