package io.lastmile.core.platform;

import io.helidon.http.Method;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Where rooms and pages hang their handlers. It remembers which methods a path has, so that
/// another one answers 405, and which paths need no login. HEAD is GET without its body, by the
/// server.
public final class Routes {
    private final HttpRouting.Builder routing;
    private final Problems problems;
    private final Map<String, TreeSet<String>> methods = new LinkedHashMap<>();
    private final List<String> open = new ArrayList<>();

    Routes(HttpRouting.Builder routing, Problems problems) {
        this.routing = routing;
        this.problems = problems;
    }

    public Routes get(String path, Handler handler) {
        add(
                Method.HEAD,
                path,
                (request, response) -> handler.handle(request, HeadResponse.of(response)));
        return add(Method.GET, path, handler);
    }

    public Routes post(String path, Handler handler) {
        return add(Method.POST, path, handler);
    }

    public Routes put(String path, Handler handler) {
        return add(Method.PUT, path, handler);
    }

    public Routes delete(String path, Handler handler) {
        return add(Method.DELETE, path, handler);
    }

    /// Needs no login: a path, or with a `*` at its end everything that begins so.
    public Routes open(String path) {
        open.add(path);
        return this;
    }

    /// How a problem looks to somebody who looks at pages.
    public Routes errorPage(ErrorPage page) {
        problems.page(page);
        return this;
    }

    public boolean isOpen(String path) {
        return open.stream()
                .anyMatch(known ->
                        known.endsWith("*")
                                ? path.startsWith(known.substring(0, known.length() - 1))
                                : path.equals(known));
    }

    private Routes add(Method method, String path, Handler handler) {
        methods.computeIfAbsent(path, _ -> new TreeSet<>()).add(method.text());
        routing.route(
                method,
                path,
                (request, response) -> {
                    request.context().register(new Route(path));
                    handler.handle(request, response);
                });
        return this;
    }

    /// After all routes: what is left on a known path is a wrong method.
    void close() {
        methods.forEach((path, allowed) ->
                routing.any(
                        path,
                        (request, _) -> {
                            throw methodRefused(request, String.join(", ", allowed));
                        }));
    }

    private static Refusal methodRefused(ServerRequest request, String allowed) {
        Problem problem =
                Problem.of(
                        405,
                        "method",
                        "Method not allowed",
                        "method: %s (expected: %s)"
                                .formatted(request.prologue().method().text(), allowed));
        return new Refusal(problem, Map.of("Allow", allowed));
    }

    /// The pattern that a request matched, for metrics: there are as many as routes.
    record Route(String pattern) {}

    /// A number out of the path; what is no number names nothing.
    public static int id(ServerRequest request, String what) {
        String text = request.path().pathParameters().get("id");
        if (!text.matches("[0-9]{1,9}")) {
            throw Problem.notFound(what, text).refusal();
        }
        return Integer.parseInt(text);
    }

    public static long longId(ServerRequest request, String what) {
        String text = request.path().pathParameters().get("id");
        if (!text.matches("[0-9]{1,18}")) {
            throw Problem.notFound(what, text).refusal();
        }
        return Long.parseLong(text);
    }

    Stream<String> paths() {
        return methods.keySet().stream();
    }
}
