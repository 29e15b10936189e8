package io.lastmile.core.notifications;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Json;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Problem;
import io.lastmile.core.platform.Routes;
import io.lastmile.core.platform.Standing;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/// `/api/notices` and the stream `/live-notices`: whoever is logged in has their own.
final class NoticeRoutes {
    private static final HeaderName LAST_EVENT = HeaderNames.create("Last-Event-ID");
    private static final String STREAM = "text/event-stream";

    private final Database database;
    private final Notices notices;
    private final NoticeFeed feed;

    NoticeRoutes(Database database, Notices notices, NoticeFeed feed) {
        this.database = database;
        this.notices = notices;
        this.feed = feed;
    }

    void routes(Routes routes) {
        routes.anyone()
                .get("/api/notices", this::list)
                .get("/api/notices/unread", this::unread)
                .post("/api/notices/read", this::readAll)
                .post("/api/notices/{id}/read", this::read)
                .get("/live-notices", this::stream);
    }

    private void list(ServerRequest request, ServerResponse response) {
        Fields query = Body.query(request);
        Page.Request page = Page.Request.of(query);
        query.done();
        Json.send(response, database.read(() -> notices.page(page)));
    }

    private void unread(ServerRequest request, ServerResponse response) {
        Json.send(response, Map.of("unread", database.read(notices::unread)));
    }

    private void readAll(ServerRequest request, ServerResponse response) {
        Body.optionalJson(request).done();
        database.transact(() -> {
            notices.readAll();
            return true;
        });
        none(response);
    }

    private void read(ServerRequest request, ServerResponse response) {
        long id = Routes.longId(request, "notice");
        Body.optionalJson(request).done();
        if (!database.transact(() -> notices.read(id))) {
            throw Problem.notFound("notice", id).refusal();
        }
        none(response);
    }

    private static void none(ServerResponse response) {
        response.status(Status.NO_CONTENT_204);
        response.send();
    }

    /// Only for who asks for a stream: anything else would wait for its end for ever.
    private void stream(ServerRequest request, ServerResponse response) {
        String accept = request.headers().first(HeaderNames.ACCEPT).orElse("");
        if (!accept.contains(STREAM)) {
            throw Problem.of(
                            406,
                            "stream",
                            "Only as a stream",
                            "Accept: %s (expected: %s)".formatted(accept, STREAM))
                    .refusal();
        }
        response.header(HeaderNames.CONTENT_TYPE, STREAM);
        response.header("X-Accel-Buffering", "no");
        if (request.prologue().method().equals(Method.HEAD)) {
            response.send();
            return;
        }
        Actor.Who who = Actor.current().who();
        NoticeFeed.Place place =
                feed.enter(who)
                        .orElseThrow(() ->
                                Problem.of(429, "streams", "Too many streams", "Try again later.")
                                        .refusal());
        try (OutputStream to = response.outputStream()) {
            feed.run(last(request), Standing.of(request), place, to);
        } catch (IOException | UncheckedIOException | CloseConnectionException e) {
            // The one exception that the server takes for an end; to any other it would answer.
            throw new CloseConnectionException("client is gone", e);
        } finally {
            feed.leave(who, place);
        }
    }

    private static long last(ServerRequest request) {
        String id = request.headers().first(LAST_EVENT).orElse("");
        return id.matches("[0-9]{1,18}") ? Long.parseLong(id) : -1;
    }
}
