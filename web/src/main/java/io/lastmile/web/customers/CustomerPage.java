package io.lastmile.web.customers;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.customers.Customer;
import io.lastmile.core.customers.CustomerParts;
import io.lastmile.core.customers.CustomerRoom;
import io.lastmile.core.customers.DocumentDesk;
import io.lastmile.core.customers.Happening;
import io.lastmile.core.customers.IdentityKind;
import io.lastmile.core.customers.RecordDrafts;
import io.lastmile.core.customers.Records;
import io.lastmile.core.lines.Line;
import io.lastmile.core.lines.LineStores;
import io.lastmile.core.plans.PlanRoom;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Routes;
import io.lastmile.core.platform.Upload;
import io.lastmile.core.subscriptions.SubscriptionRoom;
import io.lastmile.core.tickets.TicketList;
import io.lastmile.core.tickets.TicketParts;
import io.lastmile.web.SeeOther;
import io.lastmile.web.Templates;
import io.lastmile.web.customers.CustomerView.Service;
import io.lastmile.web.subscriptions.SubscriptionPages;
import io.lastmile.web.subscriptions.SubscriptionView;
import io.lastmile.web.subscriptions.SubscriptionWords;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Customer 360: state, lines, contacts, documents, notes and the timeline, with the small forms
/// that write them.
public final class CustomerPage {
    private static final int TICKETS = 10;
    private static final int TEXT_LENGTH_MAX = 2000;

    /// The rooms whose things the page shows.
    public record Rooms(
            CustomerRoom customers,
            PlanRoom plans,
            LineStores lines,
            TicketParts tickets,
            SubscriptionRoom subscriptions) {}

    private final Rooms rooms;
    private final CustomerParts parts;
    private final DocumentDesk desk;
    private final Templates templates;

    public CustomerPage(Rooms rooms, Templates templates) {
        this.rooms = rooms;
        this.parts = rooms.customers().parts();
        this.desk = new DocumentDesk(parts);
        this.templates = templates;
    }

    void routes(Routes routes) {
        routes.may(Permission.CUSTOMERS_SEE)
                .get("/customers/{id}", (q, r) -> show(q, r, Routes.id(q, "customer"), ""));
        routes.may(Permission.CUSTOMERS_CHANGE)
                .post("/customers/{id}/notes", this::note)
                .post("/customers/{id}/contacts", this::contact)
                .post("/customers/{id}/contacts/remove", this::removeContact)
                .post("/customers/{id}/consents", this::consent)
                .post("/customers/{id}/erasure", this::erasure)
                .post("/customers/{id}/identities", this::identity)
                .pictures(
                        "/customers/{id}/documents",
                        DocumentDesk.FIELD,
                        DocumentDesk.LIMITS,
                        this::document)
                .post("/customers/{id}/documents/remove", this::removeDocument)
                .post("/customers/{id}/state", this::state);
        routes.may(Permission.DOCUMENTS_REVEAL)
                .postUnkept("/customers/{id}/identities/reveal", this::reveal)
                .postUnkept(
                        "/customers/{id}/documents/reveal",
                        (q, r) -> desk.reveal(q, r, Body.form(q)))
                .get("/customers/{id}/photo", (q, r) -> desk.photo(q, r, "Customer 360"));
    }

    private void show(ServerRequest request, ServerResponse response, int id, String revealed) {
        var words = new CustomerWords(templates.texts(request), templates.texts(request).bangla());
        Fields query = Body.query(request);
        Page.Request page = Page.Request.of(query);
        query.done();
        CustomerView view = parts.database().read(() -> view(id, words, page, revealed));
        var today = rooms.subscriptions().stores().days().today();
        var told = new SubscriptionWords(templates.texts(request), today);
        var services = parts.database().read(() -> services(id, told));
        response.header("Cache-Control", "no-store");
        templates.send(request, response, "customer", Map.of("view", view, "services", services));
    }

    private SubscriptionView.OfCustomer services(int id, SubscriptionWords words) {
        Map<Integer, String> lines = new LinkedHashMap<>();
        rooms.lines().lines().ofCustomer(id).forEach(line -> lines.put(line.id(), line.name()));
        return SubscriptionPages.ofCustomer(rooms.subscriptions(), id, words, lines);
    }

    private CustomerView view(int id, CustomerWords words, Page.Request page, String revealed) {
        Customer customer = parts.need(id);
        Page<Happening> events = parts.timeline().page(id, page, parts.clock().instant());
        return new CustomerView(
                words.line(customer),
                customer.version(),
                words.facts(customer),
                rooms.lines().lines().ofCustomer(id).stream().map(this::service).toList(),
                parts.identities().of(id).stream().map(words::identity).toList(),
                parts.documents().of(id).stream().map(words::document).toList(),
                parts.records().contacts(id).stream().map(words::contact).toList(),
                words.consents(parts.records().consents(id)),
                parts.records().erasure(id).map(words::erasure).orElse(""),
                events.items().stream().map(words::event).toList(),
                events.next().orElse(""),
                tickets(id, words),
                revealed);
    }

    private List<CustomerView.Complaint> tickets(int customer, CustomerWords words) {
        var first = new Page.Request(TICKETS, Optional.empty());
        return rooms
                .tickets()
                .list()
                .page(TicketList.Filter.ofCustomer(customer), first)
                .items()
                .stream()
                .map(words::complaint)
                .toList();
    }

    private Service service(Line line) {
        String plan =
                line.plan()
                        .flatMap(id -> rooms.plans().plans().find(id))
                        .map(found -> found.terms().name())
                        .orElse("");
        int name =
                rooms.lines().names().ofLine(line.id()).stream()
                        .findFirst()
                        .map(found -> found.id())
                        .orElse(0);
        return new Service(line.id(), line.name(), plan, line.plan().orElse(0), name);
    }

    private void note(ServerRequest request, ServerResponse response) {
        Fields form = Body.form(request);
        String text = form.text("text", TEXT_LENGTH_MAX);
        form.done();
        write(
                request,
                response,
                id -> {
                    parts.records().addNote(id, text);
                    return true;
                });
    }

    private void contact(ServerRequest request, ServerResponse response) {
        Fields form = Body.form(request);
        Records.Contact contact = RecordDrafts.contact(form);
        form.done();
        write(request, response, id -> parts.records().addContact(id, contact));
    }

    private void removeContact(ServerRequest request, ServerResponse response) {
        Fields form = Body.form(request);
        long contact = form.number("contact", 1, Long.MAX_VALUE);
        form.done();
        write(request, response, id -> parts.records().removeContact(id, contact));
    }

    private void consent(ServerRequest request, ServerResponse response) {
        Fields form = Body.form(request);
        Records.Purpose purpose = form.choice("purpose", Records.Purpose.SERVICE);
        boolean given = form.flag("given");
        form.done();
        write(
                request,
                response,
                id -> {
                    parts.records().addConsent(id, purpose, given, "");
                    return true;
                });
    }

    private void erasure(ServerRequest request, ServerResponse response) {
        Fields form = Body.form(request);
        String outcome = form.text("outcome", TEXT_LENGTH_MAX, "");
        boolean erase = form.flag("erase", false);
        form.done();
        write(
                request,
                response,
                id -> {
                    return outcome.isEmpty()
                            ? parts.records().askErasure(id, "")
                            : parts.settleErasure(id, outcome, erase);
                });
    }

    private void identity(ServerRequest request, ServerResponse response) {
        Fields form = Body.form(request);
        IdentityKind kind = form.choice("kind", IdentityKind.NID);
        String number = RecordDrafts.identityNumber(form, kind);
        form.done();
        write(
                request,
                response,
                id -> {
                    parts.identities().put(id, kind, number);
                    return true;
                });
    }

    private void document(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "customer");
        desk.add(id, Upload.of(request));
        SeeOther.send(response, "/customers/" + id + "#documents");
    }

    private void removeDocument(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "customer");
        desk.remove(id, Body.form(request));
        SeeOther.send(response, "/customers/" + id + "#documents");
    }

    private void state(ServerRequest request, ServerResponse response) {
        Fields form = Body.form(request);
        long version = form.number("version", 1, Integer.MAX_VALUE);
        boolean closed = form.flag("closed");
        form.done();
        write(
                request,
                response,
                id -> parts.customers().close(id, version, closed).idOrRefuse() == id);
    }

    private void reveal(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "customer");
        Fields form = Body.form(request);
        RecordDrafts.Reveal wanted = RecordDrafts.reveal(form);
        form.done();
        show(request, response, id, parts.reveal(id, wanted));
    }

    private void write(ServerRequest request, ServerResponse response, Predicate<Integer> work) {
        int id = Routes.id(request, "customer");
        parts.database()
                .transact(() -> {
                    parts.write(id, work);
                    return id;
                });
        SeeOther.send(response, "/customers/" + id);
    }
}
