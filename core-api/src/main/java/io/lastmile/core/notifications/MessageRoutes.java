package io.lastmile.core.notifications;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Fault;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Json;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Problem;
import io.lastmile.core.platform.Routes;

/// `/api/messages`: the log.
final class MessageRoutes {
    private static final int ADDRESS_LENGTH_MAX = 100;

    private final Database database;
    private final Messages messages;
    private final MessageLog log;

    MessageRoutes(Database database, Messages messages, MessageLog log) {
        this.database = database;
        this.messages = messages;
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
        Messages.Filter filter = filter(query);
        Page.Request page = Page.Request.of(query);
        query.done();
        Json.send(response, log.page(filter, page));
    }

    /// For the page as well.
    static Messages.Filter filter(Fields query) {
        return new Messages.Filter(
                query.optionalChoice("channel", Channel.class).map(Channel::word).orElse(""),
                query.optionalChoice("state", Message.State.class).map(Fields::nameOf).orElse(""),
                query.optionalChoice("cause", Cause.class).map(Cause::word).orElse(""),
                (int) query.number("customer", 1, Integer.MAX_VALUE, 0),
                query.text("address", ADDRESS_LENGTH_MAX, ""));
    }

    private void one(ServerRequest request, ServerResponse response) {
        long id = Routes.longId(request, "message");
        Json.send(response, log.find(id).orElseThrow(() -> missing(id)));
    }

    private void retry(ServerRequest request, ServerResponse response) {
        long id = Routes.longId(request, "message");
        Body.optionalJson(request).done();
        database.transact(() -> {
            Message found = messages.find(id).orElseThrow(() -> missing(id));
            if (!messages.retry(id)) {
                String state = Fields.nameOf(found.state());
                throw Problem.conflict(
                                new Fault("state", state, "failed or dropped, its text kept"))
                        .refusal();
            }
            return id;
        });
        Json.send(response, log.find(id).orElseThrow(() -> missing(id)));
    }

    private static RuntimeException missing(long id) {
        return Problem.notFound("message", id).refusal();
    }
}
