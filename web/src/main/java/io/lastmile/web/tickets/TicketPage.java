package io.lastmile.web.tickets;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.alarms.Alarms;
import io.lastmile.core.customers.Customer;
import io.lastmile.core.customers.CustomerParts;
import io.lastmile.core.customers.MobileNumber;
import io.lastmile.core.lines.LineStores;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Refusal;
import io.lastmile.core.platform.Routes;
import io.lastmile.core.platform.Upload;
import io.lastmile.core.tickets.CannedReply;
import io.lastmile.core.tickets.Filed;
import io.lastmile.core.tickets.Ticket;
import io.lastmile.core.tickets.TicketForms;
import io.lastmile.core.tickets.TicketParts;
import io.lastmile.core.tickets.TicketPictures;
import io.lastmile.core.tickets.TicketState;
import io.lastmile.web.SeeOther;
import io.lastmile.web.Templates;
import io.lastmile.web.Texts;
import io.lastmile.web.TypedForm;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// One ticket: the conversation, what may be done, and its history. What was refused is shown with
/// what was typed.
public final class TicketPage {
    private static final int CANNED_MAX = 1_000_000_000;

    /// Rooms whose things the page shows.
    public record Rooms(CustomerParts customers, LineStores lines, Alarms alarms) {
        TicketLinks.Sources links(Texts texts) {
            return new TicketLinks.Sources(lines.lines(), alarms, texts);
        }
    }

    private final TicketParts parts;
    private final Rooms rooms;
    private final Templates templates;

    TicketPage(TicketParts parts, Rooms rooms, Templates templates) {
        this.parts = parts;
        this.rooms = rooms;
        this.templates = templates;
    }

    void routes(Routes routes) {
        routes.may(Permission.TICKETS_SEE).get("/tickets/{id}", this::one);
        routes.may(Permission.TICKETS_WORK)
                .pictures(
                        "/tickets/{id}/reply",
                        TicketPictures.FIELD,
                        TicketPictures.LIMITS,
                        this::reply)
                .post("/tickets/{id}/assign", this::assign)
                .post("/tickets/{id}/state", this::move)
                .post("/tickets/{id}/change", this::change)
                .post("/tickets/{id}/merge", this::merge)
                .post("/tickets/{id}/split", this::split);
    }

    private void one(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "ticket");
        Fields query = Body.query(request);
        int canned = (int) query.number("canned", 1, CANNED_MAX, 0);
        boolean bangla = query.text("in", 2, "bn").equals("bn");
        query.done();
        TypedForm form =
                parts.database().read(() -> TypedForm.of(Map.of("text", text(id, canned, bangla))));
        show(request, response, id, form);
    }

    /// A canned reply with its variables filled in.
    private String text(int id, int canned, boolean bangla) {
        Ticket ticket = parts.need(id);
        return parts.canned().all().stream()
                .filter(reply -> reply.id() == canned)
                .findFirst()
                .map(reply ->
                        CannedReply.filled(
                                bangla ? reply.textBn() : reply.text(),
                                Map.of(
                                        "number",
                                        ticket.number(),
                                        "name",
                                        name(ticket.customer(), bangla))))
                .orElse("");
    }

    private String name(int customer, boolean bangla) {
        return rooms.customers()
                .customers()
                .find(customer)
                .map(Customer::person)
                .map(person ->
                        bangla && !person.nameBn().isEmpty() ? person.nameBn() : person.name())
                .orElse("");
    }

    private void show(ServerRequest request, ServerResponse response, int id, TypedForm form) {
        TicketView view = parts.database().read(() -> view(request, id, form));
        response.header("Cache-Control", "no-store");
        templates.send(request, response, "ticket", Map.of("view", view));
    }

    private TicketView view(ServerRequest request, int id, TypedForm form) {
        Ticket ticket = parts.need(id);
        var words =
                new TicketWords(templates.texts(request), parts.clock().instant(), parts.types());
        var draw = new TicketViews(parts, words, rooms.links(templates.texts(request)));
        return draw.view(ticket, who(ticket, words), form);
    }

    private TicketView.Who who(Ticket ticket, TicketWords words) {
        int name =
                ticket.facts().line().stream()
                        .flatMap(line -> rooms.lines().names().ofLine(line).stream())
                        .map(io.lastmile.core.lines.Name::id)
                        .findFirst()
                        .orElse(0);
        return rooms.customers()
                .customers()
                .find(ticket.customer())
                .map(customer ->
                        new TicketView.Who(
                                customer.id(),
                                words.name(customer.person().name(), customer.person().nameBn()),
                                customer.number(),
                                MobileNumber.dialled(customer.person().mobile()),
                                name))
                .orElseGet(() -> new TicketView.Who(0, "", "", "", 0));
    }

    private void reply(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "ticket");
        Upload upload = Upload.of(request);
        run(
                request,
                response,
                TypedForm.of(upload.typed()),
                () -> {
                    Fields fields = upload.fields();
                    String text = TicketForms.letter(fields);
                    boolean note = fields.text("kind", 10, "").equals("note");
                    Optional<TicketState> then = TicketForms.then(fields);
                    fields.done();
                    var pictures = TicketPictures.of(upload);
                    Filed said =
                            note ? parts.desk().note(id, text) : parts.desk().reply(id, text, then);
                    return parts.desk().attach(said.doneOrRefuse(), pictures);
                });
    }

    private void assign(ServerRequest request, ServerResponse response) {
        act(
                request,
                response,
                (id, version, fields) -> {
                    boolean me = fields.flag("me", false);
                    int account = TicketForms.account(fields);
                    fields.done();
                    int to = me ? Actor.current().who().account() : account;
                    return parts.moves().assign(id, version, to);
                });
    }

    private void move(ServerRequest request, ServerResponse response) {
        act(
                request,
                response,
                (id, version, fields) -> {
                    TicketState state = TicketForms.state(fields);
                    fields.done();
                    return parts.moves().move(id, version, state);
                });
    }

    private void change(ServerRequest request, ServerResponse response) {
        act(
                request,
                response,
                (id, version, fields) -> {
                    Ticket.Facts facts = TicketForms.facts(fields);
                    fields.done();
                    return parts.moves().change(id, version, facts);
                });
    }

    private void merge(ServerRequest request, ServerResponse response) {
        act(
                request,
                response,
                (id, version, fields) -> {
                    String into = TicketForms.into(fields);
                    fields.done();
                    return parts.moves().merge(id, version, into);
                });
    }

    private void split(ServerRequest request, ServerResponse response) {
        act(
                request,
                response,
                (id, version, fields) -> {
                    fields.done();
                    return parts.moves().split(id, version);
                });
    }

    private interface Work {
        Filed of(int id, long version, Fields fields);
    }

    private void act(ServerRequest request, ServerResponse response, Work work) {
        int id = Routes.id(request, "ticket");
        Fields fields = Body.form(request);
        long version = fields.number("version", 1, Integer.MAX_VALUE, 0);
        run(request, response, TypedForm.of(Map.of()), () -> work.of(id, version, fields));
    }

    private void run(
            ServerRequest request, ServerResponse response, TypedForm form, Supplier<Filed> work) {
        int id = Routes.id(request, "ticket");
        try {
            Filed.Done done =
                    parts.database()
                            .transact(() -> {
                                parts.need(id);
                                return work.get().doneOrRefuse();
                            });
            SeeOther.send(response, "/tickets/" + done.ticket());
        } catch (Refusal refusal) {
            if (refusal.problem().status() == 404) {
                throw refusal;
            }
            response.status(refusal.problem().status());
            show(request, response, id, form.refused(refusal.problem(), Set.of()));
        }
    }
}
