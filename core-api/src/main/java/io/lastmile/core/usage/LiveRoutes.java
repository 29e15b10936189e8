package io.lastmile.core.usage;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.collector.live.LineHistory;
import io.lastmile.collector.live.Live;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Json;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Problem;
import io.lastmile.core.platform.Routes;
import io.lastmile.core.platform.Standing;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;

/// `/live` and `/api/live`. Without the collector in this process every one answers 503.
final class LiveRoutes {
    private static final HeaderName LAST_EVENT = HeaderNames.create("Last-Event-ID");

    private final Optional<Live> live;
    private final Optional<LiveViews> views;
    private final IntPredicate known;
    private final Counter gone;

    /// `known` says whether there is such a name at all.
    LiveRoutes(
            Optional<Live> live,
            Optional<LiveViews> views,
            IntPredicate known,
            MeterRegistry meters) {
        this.live = live;
        this.views = views;
        this.known = known;
        this.gone = meters.counter("lastmile.core.live.clients.gone");
    }

    void routes(Routes routes) {
        routes.may(Permission.LIVE_SEE)
                .postUnkept("/live", this::create)
                .get("/live/{viewId}", this::stream)
                .delete("/live/{viewId}", this::remove)
                .postUnkept("/live/{viewId}/window", this::move)
                .get("/api/live/network", this::network)
                .get("/api/live/names/{id}", this::name);
    }

    private void create(ServerRequest request, ServerResponse response) {
        Window window = Window.read(Body.optionalJson(request));
        LiveView view = views().create(Actor.current().login(), window).orElseThrow(this::tooMany);
        response.status(Status.CREATED_201);
        response.header(HeaderNames.LOCATION, "/live/" + view.id());
        Json.send(response, Map.of("viewId", view.id()));
    }

    private void stream(ServerRequest request, ServerResponse response) {
        LiveView view = view(request);
        response.header(HeaderNames.CONTENT_TYPE, "text/event-stream");
        response.header("X-Accel-Buffering", "no");
        if (request.prologue().method().equals(Method.HEAD)) {
            response.send();
            return;
        }
        try (OutputStream to = response.outputStream()) {
            new LiveStream(view, views(), Standing.of(request), to).run(lastMillis(request));
        } catch (IOException | UncheckedIOException | CloseConnectionException e) {
            gone.increment();
            // The one exception that the server takes for an end; to any other it would answer.
            throw new CloseConnectionException("client is gone", e);
        }
    }

    private void remove(ServerRequest request, ServerResponse response) {
        views().remove(view(request));
        response.status(Status.NO_CONTENT_204);
        response.send();
    }

    private void move(ServerRequest request, ServerResponse response) {
        LiveView view = view(request);
        view.move(Window.read(Body.json(request)));
        response.status(Status.NO_CONTENT_204);
        response.send();
    }

    private void network(ServerRequest request, ServerResponse response) {
        Pulse pulse = views().pulse();
        String json =
                "%s,\"totals\":%s}"
                        .formatted(
                                withoutEnd(views().frames().totals(0)),
                                pulse.append(new StringBuilder()));
        response.header(HeaderNames.CONTENT_TYPE, "application/json");
        response.send(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String withoutEnd(String object) {
        return object.substring(0, object.length() - 1);
    }

    /// Nothing was heard of a name that the collector has not seen since it started.
    private void name(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "name");
        Optional<LineHistory> history = live().history(id);
        if (history.isEmpty() && !known.test(id)) {
            throw Problem.notFound("name", id).refusal();
        }
        Json.send(response, history.map(NameHistory::of).orElse(NameHistory.NOTHING));
    }

    private LiveView view(ServerRequest request) {
        String id = request.path().pathParameters().get("viewId");
        return views().find(id, Actor.current().login())
                .orElseThrow(() -> Problem.notFound("view", id).refusal());
    }

    private static long lastMillis(ServerRequest request) {
        String id = request.headers().first(LAST_EVENT).orElse("");
        return id.matches("[0-9]{1,18}") ? Long.parseLong(id) : 0;
    }

    private LiveViews views() {
        return views.orElseThrow(LiveRoutes::noLive);
    }

    private Live live() {
        return live.orElseThrow(LiveRoutes::noLive);
    }

    static RuntimeException noLive() {
        return Problem.of(
                        503,
                        "no-live",
                        "Live rates are not available in this process",
                        "The collector runs in another process. Graphs and totals work; live"
                                + " rates need both in one.")
                .refusal();
    }

    private RuntimeException tooMany() {
        return Problem.of(
                        429,
                        "views",
                        "Too many live views",
                        "views of one login: half of what is left of %d. Close some and try again."
                                .formatted(views().limits().views()))
                .refusal();
    }
}
