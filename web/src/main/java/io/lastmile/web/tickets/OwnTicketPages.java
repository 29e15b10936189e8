package io.lastmile.web.tickets;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.lines.Line;
import io.lastmile.core.lines.LineStores;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Refusal;
import io.lastmile.core.platform.Routes;
import io.lastmile.core.platform.Upload;
import io.lastmile.core.tickets.OwnTicket;
import io.lastmile.core.tickets.OwnTickets;
import io.lastmile.core.tickets.Ticket;
import io.lastmile.core.tickets.TicketDraft;
import io.lastmile.core.tickets.TicketForms;
import io.lastmile.core.tickets.TicketParts;
import io.lastmile.core.tickets.TicketPictures;
import io.lastmile.core.tickets.TicketType;
import io.lastmile.web.SeeOther;
import io.lastmile.web.Templates;
import io.lastmile.web.TypedForm;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `/portal/tickets`: a customer's own complaints, on a phone and without a script.
final class OwnTicketPages {
    private static final String PATH = "/portal/tickets";

    /// What was typed, and why it was refused in the customer's words; empty if it was not.
    private record Typed(TypedForm form, String refused) {
        static final Typed NOTHING = new Typed(TypedForm.of(Map.of()), "");
    }

    private final TicketParts parts;
    private final OwnTickets own;
    private final LineStores lines;
    private final Templates templates;

    OwnTicketPages(TicketParts parts, LineStores lines, Templates templates) {
        this.parts = parts;
        this.own = new OwnTickets(parts);
        this.lines = lines;
        this.templates = templates;
    }

    void routes(Routes routes) {
        routes.may(Permission.PORTAL)
                .get(PATH, this::list)
                .get(PATH + "/new", (q, r) -> form(q, r, Typed.NOTHING))
                .pictures(PATH + "/new", TicketPictures.FIELD, TicketPictures.LIMITS, this::opened)
                .get(PATH + "/{id}", (q, r) -> show(q, r, Typed.NOTHING))
                .pictures(
                        PATH + "/{id}/reply",
                        TicketPictures.FIELD,
                        TicketPictures.LIMITS,
                        this::reply)
                .post(PATH + "/{id}/rating", this::rate);
    }

    private void list(ServerRequest request, ServerResponse response) {
        Fields query = Body.query(request);
        Page.Request wanted = Page.Request.of(query);
        query.done();
        Map<String, Object> values =
                parts.database()
                        .read(() -> {
                            OwnTicketWords words = words(request);
                            Page<OwnTicket> page = own.page(wanted);
                            return Map.of(
                                    "tickets", page.items().stream().map(words::card).toList(),
                                    "more",
                                            page.next()
                                                    .map(after -> PATH + "?after=" + after)
                                                    .orElse(""));
                        });
        send(request, response, "customer/tickets", values);
    }

    private OwnTicketWords words(ServerRequest request) {
        return new OwnTicketWords(templates.texts(request), parts.clock().instant(), parts.types());
    }

    private void form(ServerRequest request, ServerResponse response, Typed typed) {
        record Choices(List<TicketType> types, List<Line> lines) {}

        Choices choices =
                parts.database()
                        .read(() ->
                                new Choices(
                                        own.types(), lines.lines().ofCustomer(OwnTickets.self())));
        send(
                request,
                response,
                "customer/ticket_new",
                Map.of(
                        "form", typed.form(),
                        "refused", typed.refused(),
                        "types", choices.types(),
                        "lines", choices.lines()));
    }

    private void opened(ServerRequest request, ServerResponse response) {
        Upload upload = Upload.of(request);
        try {
            Fields fields = upload.fields();
            TicketDraft draft = TicketDraft.own(OwnTickets.self(), fields);
            fields.done();
            var pictures = TicketPictures.of(upload);
            int id =
                    parts.database()
                            .transact(() ->
                                    parts.desk()
                                            .attach(
                                                    parts.desk().open(draft).doneOrRefuse(),
                                                    pictures)
                                            .doneOrRefuse()
                                            .ticket());
            SeeOther.send(response, PATH + "/" + id);
        } catch (Refusal refusal) {
            response.status(refusal.problem().status());
            form(request, response, refused(request, upload.typed(), refusal));
        }
    }

    private void show(ServerRequest request, ServerResponse response, Typed typed) {
        int id = Routes.id(request, "ticket");
        OwnTicketView view = parts.database().read(() -> words(request).page(own.detail(id)));
        send(
                request,
                response,
                "customer/ticket",
                Map.of("view", view, "form", typed.form(), "refused", typed.refused()));
    }

    private void reply(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "ticket");
        Upload upload = Upload.of(request);
        try {
            Fields fields = upload.fields();
            String text = TicketForms.letter(fields);
            fields.done();
            var pictures = TicketPictures.of(upload);
            parts.database()
                    .transact(() -> {
                        own.need(id);
                        var said = parts.desk().reply(id, text, Optional.empty()).doneOrRefuse();
                        return parts.desk().attach(said, pictures).doneOrRefuse();
                    });
            SeeOther.send(response, PATH + "/" + id);
        } catch (Refusal refusal) {
            again(request, response, upload.typed(), refusal);
        }
    }

    private void rate(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "ticket");
        TypedForm form = TypedForm.of(Body.formValues(request));
        try {
            Fields fields = form.fields(Map.of());
            Ticket.Rating rating = TicketForms.rating(fields);
            fields.done();
            parts.database()
                    .transact(() -> {
                        own.need(id);
                        return parts.desk().rate(id, rating).doneOrRefuse();
                    });
            SeeOther.send(response, PATH + "/" + id);
        } catch (Refusal refusal) {
            again(request, response, form.typed(), refusal);
        }
    }

    private Typed refused(ServerRequest request, Map<String, String> typed, Refusal refusal) {
        return new Typed(TypedForm.of(typed), OwnRefusal.says(templates.texts(request), refusal));
    }

    private void again(
            ServerRequest request,
            ServerResponse response,
            Map<String, String> typed,
            Refusal refusal) {
        if (refusal.problem().status() == 404) {
            throw refusal;
        }
        response.status(refusal.problem().status());
        show(request, response, refused(request, typed, refusal));
    }

    /// A customer's page is nobody else's: no cache keeps it.
    private void send(
            ServerRequest request,
            ServerResponse response,
            String template,
            Map<String, Object> values) {
        response.header("Cache-Control", "no-store");
        templates.send(request, response, template, values);
    }
}
