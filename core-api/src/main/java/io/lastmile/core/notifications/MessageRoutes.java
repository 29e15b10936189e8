package io.lastmile.core.notifications;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Json;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Problem;
import io.lastmile.core.platform.Routes;

/// `/api/messages`: the log.
final class MessageRoutes {
    private final MessageLog log;

    MessageRoutes(MessageLog log) {
        this.log = log;
    }

    void routes(Routes routes) {
        routes.may(Permission.MESSAGES_SEE)
                .get("/api/messages", this::list)
                .get("/api/messages/{id}", this::one);
        routes.may(Permission.MESSAGES_SETTINGS).post("/api/messages/{id}/retry", this::retry);
    }

    private void list(ServerRequest request, ServerResponse response) {
        Fields query = Body.query(request);
        Messages.Filter filter = Messages.Filter.read(query);
        Page.Request page = Page.Request.of(query);
        query.done();
        Json.send(response, log.page(filter, page));
    }

    private void one(ServerRequest request, ServerResponse response) {
        long id = Routes.longId(request, "message");
        Json.send(response, log.find(id).orElseThrow(() -> missing(id)));
    }

    private void retry(ServerRequest request, ServerResponse response) {
        long id = Routes.longId(request, "message");
        Body.optionalJson(request).done();
        log.retry(id);
        Json.send(response, log.find(id).orElseThrow(() -> missing(id)));
    }

    private static RuntimeException missing(long id) {
        return Problem.notFound("message", id).refusal();
    }
}
