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
/// another one answers 405, and who may use it: there is no route without an access. HEAD is GET
/// without its body, by the server.
public final class Routes {
    private final HttpRouting.Builder routing;
    private final Problems problems;
    private final Idempotency idempotency;
    private final UploadMemory uploads = new UploadMemory();
    private final Map<String, TreeSet<String>> methods = new LinkedHashMap<>();
    private final List<Entry> table = new ArrayList<>();

    Routes(HttpRouting.Builder routing, Problems problems, Idempotency idempotency) {
        this.routing = routing;
        this.idempotency = idempotency;
        this.problems = problems;
    }

    /// Routes that everybody may use, logged in or not.
    public Guarded open() {
        return new Guarded(Access.OPEN);
    }

    /// Routes for whoever is logged in.
    public Guarded anyone() {
        return new Guarded(Access.LOGGED_IN);
    }

    /// Routes for who has one of these permissions.
    public Guarded may(Permission first, Permission... more) {
        return new Guarded(Access.of(first, more));
    }

    /// Hangs handlers that share one access.
    public final class Guarded {
        private final Access access;

        private Guarded(Access access) {
            this.access = access;
        }

        public Guarded get(String path, Handler handler) {
            add(
                    Method.HEAD,
                    path,
                    access,
                    (request, response) -> handler.handle(request, HeadResponse.of(response)));
            return hang(Method.GET, path, handler);
        }

        /// Does its work once per `Idempotency-Key`.
        public Guarded post(String path, Handler handler) {
            return hang(Method.POST, path, idempotency.once(path, handler));
        }

        /// The same for a form with files (`Upload`) within these limits.
        public Guarded upload(String path, Upload.Limits limits, Handler handler) {
            return hang(Method.POST, path, uploads.within(limits, idempotency.once(path, handler)));
        }

        /// The same where the files of `field` are pictures (`Upload.picture`). They are drawn
        /// before the key is looked at, so that no connection waits for it.
        public Guarded pictures(String path, String field, Upload.Limits limits, Handler handler) {
            Handler once = idempotency.once(path, handler);
            return hang(
                    Method.POST,
                    path,
                    uploads.within(
                            limits,
                            (request, response) -> {
                                Upload.of(request).draw(field);
                                once.handle(request, response);
                            }));
        }

        /// Keeps no answer: it carries a secret, or its sender is not known yet.
        public Guarded postUnkept(String path, Handler handler) {
            return hang(Method.POST, path, handler);
        }

        public Guarded put(String path, Handler handler) {
            return hang(Method.PUT, path, handler);
        }

        public Guarded delete(String path, Handler handler) {
            return hang(Method.DELETE, path, handler);
        }

        private Guarded hang(Method method, String path, Handler handler) {
            table.add(new Entry(method.text(), path, access));
            add(method, path, access, handler);
            return this;
        }
    }

    /// One row of the route table.
    public record Entry(String method, String pattern, Access access) {}

    /// All routes in the order in which they were hung, for the roles page and the tests that try
    /// every one of them.
    public List<Entry> table() {
        return List.copyOf(table);
    }

    /// How a problem looks to somebody who looks at pages.
    public Routes errorPage(ErrorPage page) {
        problems.page(page);
        return this;
    }

    /// Whether a path has a route that needs no login.
    boolean isOpen(String path) {
        return table.stream()
                .filter(entry -> entry.access().open())
                .map(Entry::pattern)
                .anyMatch(pattern -> matches(pattern, path));
    }

    /// An open pattern with a parameter is open in all that begins like it.
    private static boolean matches(String pattern, String path) {
        int parameter = pattern.indexOf('{');
        return parameter < 0
                ? path.equals(pattern)
                : path.startsWith(pattern.substring(0, parameter));
    }

    private void add(Method method, String path, Access access, Handler handler) {
        methods.computeIfAbsent(path, _ -> new TreeSet<>()).add(method.text());
        routing.route(
                method,
                path,
                (request, response) -> {
                    request.context().register(new Route(path));
                    access.require(Actor.current());
                    handler.handle(request, response);
                });
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
