package io.lastmile.core.tickets;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Json;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Problem;
import io.lastmile.core.platform.Routes;
import java.util.List;
import java.util.Set;

/// Reading tickets: `/api/tickets`, their pictures, and what they are made of.
final class TicketRoutes {
    /// A ticket with its conversation, its history and where it may go from here.
    record Detail(
            Ticket ticket,
            List<TicketMessages.Message> messages,
            List<TicketMessages.Attachment> pictures,
            List<TicketMessages.Event> events,
            Set<TicketState> moves) {}

    record Items<T>(List<T> items) {}

    /// Types, queues and canned replies, for whoever works with tickets.
    record Choices(List<TicketType> types, List<TicketQueue> queues, List<CannedReply> canned) {}

    private final TicketParts parts;

    TicketRoutes(TicketParts parts) {
        this.parts = parts;
    }

    void routes(Routes routes) {
        routes.may(Permission.TICKETS_SEE)
                .get("/api/tickets", this::list)
                .get("/api/tickets/counts", this::counts)
                .get("/api/tickets/choices", this::choices)
                .get("/api/tickets/{id}", this::one);
        routes.may(Permission.TICKETS_SEE, Permission.PORTAL)
                .get("/api/ticket-pictures/{id}", this::picture);
    }

    private void list(ServerRequest request, ServerResponse response) {
        Fields query = Body.query(request);
        TicketList.Filter filter = TicketForms.filter(query, Actor.current().who().account());
        Page.Request page = Page.Request.of(query);
        query.done();
        Json.send(response, parts.database().read(() -> parts.list().page(filter, page)));
    }

    private void counts(ServerRequest request, ServerResponse response) {
        Json.send(response, parts.database().read(() -> new Items<>(parts.list().counts())));
    }

    private void choices(ServerRequest request, ServerResponse response) {
        Json.send(
                response,
                parts.database()
                        .read(() ->
                                new Choices(
                                        parts.types().types(),
                                        parts.types().queues(),
                                        parts.canned().all())));
    }

    private void one(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "ticket");
        Detail detail =
                parts.database()
                        .read(() -> {
                            Ticket ticket = parts.need(id);
                            return new Detail(
                                    ticket,
                                    parts.messages().of(id),
                                    parts.messages().attachments(id),
                                    parts.messages().events(id),
                                    ticket.state().moves());
                        });
        response.header(HeaderNames.ETAG, "\"" + detail.ticket().version() + "\"");
        Json.send(response, detail);
    }

    /// Drawn by us, so its type is true; kept by the browser of who may see it alone.
    private void picture(ServerRequest request, ServerResponse response) {
        long id = Routes.longId(request, "picture");
        TicketMessages.Picture picture =
                parts.database()
                        .read(() ->
                                parts.messages()
                                        .picture(id)
                                        .orElseThrow(
                                                () -> Problem.notFound("picture", id).refusal()));
        response.header(HeaderNames.CONTENT_TYPE, picture.attachment().type());
        response.header("X-Content-Type-Options", "nosniff");
        response.header("Content-Security-Policy", "default-src 'none'; sandbox");
        response.header(HeaderNames.CONTENT_DISPOSITION, "inline; filename=\"picture\"");
        response.header(HeaderNames.CACHE_CONTROL, "private, max-age=86400, immutable");
        response.send(picture.bytes());
    }
}
