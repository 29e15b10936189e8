package io.lastmile.core.tickets;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Json;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Routes;
import io.lastmile.core.platform.Upload;
import java.time.DayOfWeek;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// A customer's own tickets: `/api/portal/tickets`.
final class OwnTicketRoutes {
    /// What may be chosen.
    record Type(int id, String name, String nameBn) {}

    record Items<T>(List<T> items) {}

    /// Minutes of the local day; a weekday that is absent is off.
    record Hours(Map<DayOfWeek, OfficeHours.Span> week) {}

    private final TicketParts parts;
    private final OwnTickets own;

    OwnTicketRoutes(TicketParts parts) {
        this.parts = parts;
        this.own = new OwnTickets(parts);
    }

    void routes(Routes routes) {
        routes.may(Permission.PORTAL)
                .get("/api/portal/tickets", this::list)
                .get("/api/portal/tickets/types", this::types)
                .get("/api/portal/office-hours", this::hours)
                .get("/api/portal/tickets/{id}", this::one)
                .post("/api/portal/tickets", this::open)
                .post("/api/portal/tickets/{id}/reply", this::reply)
                .pictures(
                        "/api/portal/tickets/{id}/pictures",
                        TicketPictures.FIELD,
                        TicketPictures.LIMITS,
                        this::pictures)
                .post("/api/portal/tickets/{id}/rating", this::rate);
    }

    private void list(ServerRequest request, ServerResponse response) {
        Fields query = Body.query(request);
        Page.Request page = Page.Request.of(query);
        query.done();
        Json.send(response, parts.database().read(() -> own.page(page)));
    }

    private void types(ServerRequest request, ServerResponse response) {
        List<Type> types =
                parts.database().read(own::types).stream()
                        .map(type -> new Type(type.id(), type.name(), type.nameBn()))
                        .toList();
        Json.send(response, new Items<>(types));
    }

    private void hours(ServerRequest request, ServerResponse response) {
        Json.send(response, new Hours(parts.database().read(() -> parts.calendar().week())));
    }

    private void one(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "ticket");
        Json.send(response, parts.database().read(() -> own.detail(id)));
    }

    private void open(ServerRequest request, ServerResponse response) {
        Fields fields = Body.json(request);
        TicketDraft draft = TicketDraft.own(OwnTickets.self(), fields);
        fields.done();
        OwnTicket opened =
                parts.database()
                        .transact(() -> own.need(parts.desk().open(draft).doneOrRefuse().ticket()));
        response.status(Status.CREATED_201);
        response.header(HeaderNames.LOCATION, "/api/portal/tickets/" + opened.id());
        Json.send(response, opened);
    }

    private void reply(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "ticket");
        Fields fields = Body.json(request);
        String text = TicketForms.letter(fields);
        fields.done();
        Json.send(response, write(id, () -> parts.desk().reply(id, text, Optional.empty())));
    }

    private void pictures(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "ticket");
        Upload upload = Upload.of(request);
        Fields fields = upload.fields();
        String text = TicketForms.letter(fields);
        fields.done();
        var pictures = TicketPictures.of(upload);
        Json.send(
                response,
                write(
                        id,
                        () ->
                                parts.desk()
                                        .attach(
                                                parts.desk()
                                                        .reply(id, text, Optional.empty())
                                                        .doneOrRefuse(),
                                                pictures)));
    }

    private void rate(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "ticket");
        Fields fields = Body.json(request);
        Ticket.Rating rating = TicketForms.rating(fields);
        fields.done();
        Json.send(response, write(id, () -> parts.desk().rate(id, rating)));
    }

    private OwnTicket write(int id, Supplier<Filed> work) {
        return parts.database()
                .transact(() -> {
                    own.need(id);
                    return own.need(work.get().doneOrRefuse().ticket());
                });
    }
}
