package io.lastmile.core.platform;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpException;
import io.helidon.http.Method;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The one place that turns a failure into an answer, also for requests that never reached a route.
/// What the server itself got wrong is logged once and told to nobody; the reference joins both.
final class Problems {
    private static final System.Logger LOG = System.getLogger(Problems.class.getName());
    private static final String TYPE = "application/problem+json";

    private final MeterRegistry meters;
    private final CommonHeaders headers;
    private volatile Optional<ErrorPage> page = Optional.empty();

    Problems(MeterRegistry meters, CommonHeaders headers) {
        this.meters = meters;
        this.headers = headers;
    }

    void page(ErrorPage errorPage) {
        page = Optional.of(errorPage);
    }

    void handle(ServerRequest request, ServerResponse response, Throwable failure) {
        if (request.prologue().method().equals(Method.HEAD)) {
            handle(request, HeadResponse.of(response), of(failure), failure);
        } else {
            handle(request, response, of(failure), failure);
        }
    }

    private void handle(
            ServerRequest request, ServerResponse response, Problem problem, Throwable failure) {
        String reference = RequestId.of(request);
        headers.set(request, response);
        // A refusal is an answer that somebody meant to give, whatever its status.
        if (problem.status() >= 500 && !(failure instanceof Refusal)) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "request failed: reference=%s method=%s path=%s"
                            .formatted(
                                    reference,
                                    request.prologue().method().text(),
                                    request.path().rawPath()),
                    failure);
        }
        if (failure instanceof Refusal refusal) {
            refusal.headers().forEach((name, value) -> response.header(name, value));
        }
        answer(request, response, problem, reference);
    }

    private void answer(
            ServerRequest request, ServerResponse response, Problem problem, String reference) {
        count(problem.status(), problem.type());
        response.status(Status.create(problem.status()));
        if (page.isPresent() && Pages.wanted(request)) {
            response.header(HeaderNames.CONTENT_TYPE, "text/html; charset=utf-8");
            response.send(page.get().html(request, problem, reference));
        } else {
            response.header(HeaderNames.CONTENT_TYPE, TYPE);
            response.send(Json.bytes(body(problem, reference)));
        }
    }

    /// For what Helidon refuses before routing: a broken request line, headers that are too long.
    DirectHandlers direct() {
        var handlers = DirectHandlers.builder();
        for (DirectHandler.EventType type : DirectHandler.EventType.values()) {
            handlers.addHandler(type, this::directly);
        }
        return handlers.build();
    }

    private DirectHandler.TransportResponse directly(
            DirectHandler.TransportRequest request,
            DirectHandler.EventType type,
            Status status,
            ServerResponseHeaders headers,
            String message) {
        String reference = RequestId.fresh();
        Problem problem = ofStatus(status.code(), message);
        count(status.code(), problem.type());
        // Mostly a client that went away; the counter tells how often.
        LOG.log(
                System.Logger.Level.DEBUG,
                "request failed before routing: reference=%s path=%s: %s"
                        .formatted(reference, request.path(), message));
        headers.set(HeaderNames.CONTENT_TYPE, TYPE);
        return DirectHandler.TransportResponse.builder()
                .status(status)
                .headers(headers)
                .keepAlive(type.keepAlive())
                .entity(Json.bytes(body(problem, reference)))
                .build();
    }

    private static Problem of(Throwable failure) {
        return switch (failure) {
            case Refusal refusal -> refusal.problem();
            case DatabaseUnavailable gone -> busy();
            case HttpException http -> ofStatus(http.status().code(), "" + http.getMessage());
            default ->
                    Database.sqlState(failure).map(Problems::ofSqlState).orElseGet(Problems::ours);
        };
    }

    private static Problem ofSqlState(String state) {
        return switch (state) {
            case "42501" ->
                    Problem.of(403, "forbidden", "Not allowed", "The database refuses this.");
            case "23505" ->
                    Problem.of(
                            409, "conflict", "Conflict", "Somebody else was faster: load again.");
            case "23503" ->
                    Problem.of(
                            409,
                            "conflict",
                            "Conflict",
                            "What this names does not exist, or something still needs it.");
            case "22P02", "22021", "22003", "22007", "22008" ->
                    Problem.of(
                            400, "invalid", "The request has faults", "A value has a wrong form.");
            case "57014" ->
                    Problem.of(
                            503,
                            "too-slow",
                            "That took too long",
                            "The database was stopped after 15 s: ask for a smaller range.");
            case "40001", "40P01" -> busy();
            default -> state.startsWith("08") || state.startsWith("57") ? busy() : ours();
        };
    }

    private static Problem ofStatus(int status, String message) {
        return switch (status) {
            case 400 -> Problem.of(400, "invalid", "The request is not HTTP as expected", message);
            case 404 ->
                    Problem.of(404, "not-found", "Not found", "There is nothing at this address.");
            case 413 -> Body.tooLarge(Upload.BYTES_MAX).problem();
            default ->
                    status >= 500
                            ? ours()
                            : Problem.of(
                                    status,
                                    "http-" + status,
                                    Status.create(status).reasonPhrase(),
                                    message);
        };
    }

    private static Problem busy() {
        return Problem.of(
                503,
                "database",
                "The database does not answer",
                "Nothing was changed. Try again in a moment.");
    }

    private static Problem ours() {
        return Problem.of(
                500,
                "internal",
                "Something went wrong on our side",
                "It is logged under the reference in `instance`.");
    }

    private static Map<String, Object> body(Problem problem, String reference) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", problem.type());
        body.put("title", problem.title());
        body.put("status", problem.status());
        body.put("detail", problem.detail());
        body.put("instance", reference);
        if (!problem.faults().isEmpty()) {
            body.put("faults", problem.faults());
        }
        return body;
    }

    private void count(int status, String type) {
        meters.counter("lastmile.core.problems", "status", "" + status, "type", type).increment();
    }
}
