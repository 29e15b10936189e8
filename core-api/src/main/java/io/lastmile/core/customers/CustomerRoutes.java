package io.lastmile.core.customers;

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
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/// `/api/customers`, `/api/search` and `/api/districts`.
final class CustomerRoutes {
    private static final int DISTRICT_LENGTH_MAX = 40;

    /// One customer with all that is kept of it.
    record Detail(
            Customer customer,
            List<Identities.Identity> identities,
            List<Documents.Document> documents,
            List<Records.Contact> contacts,
            List<Records.Note> notes,
            List<Records.Consent> consents,
            Optional<Records.Erasure> erasure) {}

    record Items<T>(List<T> items) {}

    private final CustomerParts parts;
    private final ZoneId zone;

    CustomerRoutes(CustomerParts parts, ZoneId zone) {
        this.parts = parts;
        this.zone = zone;
    }

    void routes(Routes routes) {
        routes.may(Permission.CUSTOMERS_CHANGE)
                .post("/api/customers", this::add)
                .put("/api/customers/{id}", this::change)
                .post("/api/customers/{id}/close", (q, r) -> close(q, r, true))
                .post("/api/customers/{id}/reopen", (q, r) -> close(q, r, false));
        routes.may(Permission.CUSTOMERS_SEE)
                .get("/api/customers", this::list)
                .get("/api/customers/{id}", this::one)
                .get("/api/customers/{id}/timeline", this::timeline)
                .get("/api/search", this::search)
                .get("/api/districts", this::districts)
                .get("/api/localities", this::localities);
    }

    private void list(ServerRequest request, ServerResponse response) {
        Fields query = Body.query(request);
        var filter =
                new Customers.Filter(
                        query.text("district", DISTRICT_LENGTH_MAX, ""),
                        query.text("tag", CustomerDraft.TAG_LENGTH_MAX, ""),
                        query.flag("closed", false));
        Page.Request page = Page.Request.of(query);
        query.done();
        Json.send(response, parts.database().read(() -> parts.customers().page(filter, page)));
    }

    private void add(ServerRequest request, ServerResponse response) {
        CustomerDraft draft = draft(request);
        Customer added = parts.database().transact(() -> parts.need(parts.customers().add(draft)));
        response.status(Status.CREATED_201);
        response.header(HeaderNames.LOCATION, "/api/customers/" + added.id());
        send(response, added);
    }

    private void change(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "customer");
        long version = Body.version(request);
        CustomerDraft draft = draft(request);
        Customer changed =
                parts.database()
                        .transact(() -> {
                            parts.customers().change(id, version, draft).idOrRefuse();
                            return parts.need(id);
                        });
        send(response, changed);
    }

    private void close(ServerRequest request, ServerResponse response, boolean closed) {
        int id = Routes.id(request, "customer");
        long version = Body.version(request);
        Body.optionalJson(request).done();
        Customer changed =
                parts.database()
                        .transact(() -> {
                            parts.customers().close(id, version, closed).idOrRefuse();
                            return parts.need(id);
                        });
        send(response, changed);
    }

    private void one(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "customer");
        Detail detail =
                parts.database()
                        .read(() ->
                                new Detail(
                                        parts.need(id),
                                        parts.identities().of(id),
                                        parts.documents().of(id),
                                        parts.records().contacts(id),
                                        parts.records().notes(id),
                                        parts.records().consents(id),
                                        parts.records().erasure(id)));
        response.header(HeaderNames.ETAG, "\"" + detail.customer().version() + "\"");
        Json.send(response, detail);
    }

    private void timeline(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "customer");
        Fields query = Body.query(request);
        Page.Request page = Page.Request.of(query);
        query.done();
        Page<Happening> happenings =
                parts.database()
                        .read(() -> {
                            parts.need(id);
                            return parts.timeline().page(id, page, parts.clock().instant());
                        });
        Json.send(response, happenings);
    }

    private void search(ServerRequest request, ServerResponse response) {
        Fields query = Body.query(request);
        String q = query.text("q", Search.LENGTH_MAX, "");
        int limit = (int) query.number("limit", 1, Search.HITS_MAX, Search.HITS_MAX);
        query.done();
        List<Search.Hit> hits = parts.database().read(() -> parts.search().find(q, limit));
        Json.send(response, new Items<>(hits));
    }

    private void districts(ServerRequest request, ServerResponse response) {
        Json.send(response, new Items<>(Districts.all()));
    }

    private void localities(ServerRequest request, ServerResponse response) {
        Fields query = Body.query(request);
        String district = query.text("district", DISTRICT_LENGTH_MAX);
        query.done();
        Json.send(
                response,
                new Items<>(parts.database().read(() -> parts.customers().localities(district))));
    }

    private CustomerDraft draft(ServerRequest request) {
        Fields fields = Body.json(request);
        LocalDate today = parts.clock().instant().atZone(zone).toLocalDate();
        CustomerDraft draft = CustomerDraft.read(fields, today);
        fields.done();
        return draft;
    }

    private static void send(ServerResponse response, Customer customer) {
        response.header(HeaderNames.ETAG, "\"" + customer.version() + "\"");
        Json.send(response, customer);
    }
}
