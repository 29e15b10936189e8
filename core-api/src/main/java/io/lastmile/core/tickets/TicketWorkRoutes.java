package io.lastmile.core.tickets;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Json;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Routes;
import io.lastmile.core.platform.Upload;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Work on tickets: `/api/tickets/...`. Each answers with the ticket as it is then.
final class TicketWorkRoutes {
    record Assigned(List<String> refused) {}

    private final TicketParts parts;

    TicketWorkRoutes(TicketParts parts) {
        this.parts = parts;
    }

    void routes(Routes routes) {
        routes.may(Permission.TICKETS_WORK)
                .post("/api/tickets", this::open)
                .post("/api/tickets/assign", this::assignAll)
                .put("/api/tickets/{id}", this::change)
                .post("/api/tickets/{id}/reply", this::reply)
                .post("/api/tickets/{id}/note", this::note)
                .pictures(
                        "/api/tickets/{id}/pictures",
                        TicketPictures.FIELD,
                        TicketPictures.LIMITS,
                        this::pictures)
                .post("/api/tickets/{id}/assign", this::assign)
                .post("/api/tickets/{id}/state", this::move)
                .post("/api/tickets/{id}/merge", this::merge)
                .post("/api/tickets/{id}/split", this::split);
    }

    private void open(ServerRequest request, ServerResponse response) {
        Fields fields = Body.json(request);
        TicketDraft draft = TicketDraft.read(fields);
        fields.done();
        Ticket opened = write(() -> parts.desk().open(draft));
        response.status(Status.CREATED_201);
        response.header(HeaderNames.LOCATION, "/api/tickets/" + opened.id());
        send(response, opened);
    }

    private void assignAll(ServerRequest request, ServerResponse response) {
        Fields fields = Body.json(request);
        List<String> numbers = TicketForms.numbers(fields);
        int account = TicketForms.account(fields);
        fields.done();
        Json.send(
                response,
                new Assigned(
                        parts.database()
                                .transact(() -> parts.moves().assignAll(numbers, account))));
    }

    private void change(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "ticket");
        long version = Body.version(request);
        Fields fields = Body.json(request);
        Ticket.Facts facts = TicketForms.facts(fields);
        fields.done();
        send(response, write(() -> parts.moves().change(id, version, facts)));
    }

    private void reply(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "ticket");
        Fields fields = Body.json(request);
        String text = TicketForms.letter(fields);
        Optional<TicketState> then = TicketForms.then(fields);
        fields.done();
        send(response, write(() -> parts.desk().reply(id, text, then)));
    }

    private void note(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "ticket");
        Fields fields = Body.json(request);
        String text = TicketForms.letter(fields);
        fields.done();
        send(response, write(() -> parts.desk().note(id, text)));
    }

    private void pictures(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "ticket");
        Upload upload = Upload.of(request);
        Fields fields = upload.fields();
        String text = TicketForms.letter(fields);
        boolean internal = fields.flag("internal", false);
        fields.done();
        var pictures = TicketPictures.of(upload);
        send(
                response,
                write(() -> {
                    Filed said =
                            internal
                                    ? parts.desk().note(id, text)
                                    : parts.desk().reply(id, text, Optional.empty());
                    return parts.desk().attach(said.doneOrRefuse(), pictures);
                }));
    }

    private void assign(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "ticket");
        long version = Body.version(request);
        Fields fields = Body.json(request);
        int account = TicketForms.account(fields);
        fields.done();
        send(response, write(() -> parts.moves().assign(id, version, account)));
    }

    private void move(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "ticket");
        long version = Body.version(request);
        Fields fields = Body.json(request);
        TicketState state = TicketForms.state(fields);
        fields.done();
        send(response, write(() -> parts.moves().move(id, version, state)));
    }

    private void merge(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "ticket");
        long version = Body.version(request);
        Fields fields = Body.json(request);
        String into = TicketForms.into(fields);
        fields.done();
        send(response, write(() -> parts.moves().merge(id, version, into)));
    }

    private void split(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "ticket");
        long version = Body.version(request);
        Body.optionalJson(request).done();
        send(response, write(() -> parts.moves().split(id, version)));
    }

    private Ticket write(Supplier<Filed> work) {
        return parts.database().transact(() -> parts.need(work.get().doneOrRefuse().ticket()));
    }

    private static void send(ServerResponse response, Ticket ticket) {
        response.header(HeaderNames.ETAG, "\"" + ticket.version() + "\"");
        Json.send(response, ticket);
    }
}
