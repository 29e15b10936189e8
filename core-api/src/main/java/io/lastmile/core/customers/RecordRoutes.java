package io.lastmile.core.customers;

import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Json;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Routes;
import java.util.function.Predicate;

/// What is written about one customer: `/api/customers/{id}/...`.
final class RecordRoutes {
    static final int TEXT_LENGTH_MAX = 2000;

    record Revealed(IdentityKind kind, String number) {}

    private final CustomerParts parts;

    RecordRoutes(CustomerParts parts) {
        this.parts = parts;
    }

    void routes(Routes routes) {
        routes.may(Permission.CUSTOMERS_CHANGE)
                .post("/api/customers/{id}/contacts", this::addContact)
                .post("/api/customers/{id}/contacts/remove", this::removeContact)
                .post("/api/customers/{id}/notes", this::addNote)
                .post("/api/customers/{id}/consents", this::addConsent)
                .post("/api/customers/{id}/erasure", this::askErasure)
                .post("/api/customers/{id}/erasure/settle", this::settleErasure)
                .post("/api/customers/{id}/identities", this::putIdentity)
                .post("/api/customers/{id}/identities/remove", this::removeIdentity);
        routes.may(Permission.DOCUMENTS_REVEAL)
                .postUnkept("/api/customers/{id}/identities/reveal", this::reveal);
    }

    private void addContact(ServerRequest request, ServerResponse response) {
        Fields fields = Body.json(request);
        Records.Contact contact = RecordDrafts.contact(fields);
        fields.done();
        write(request, response, id -> parts.records().addContact(id, contact));
    }

    private void removeContact(ServerRequest request, ServerResponse response) {
        Fields fields = Body.json(request);
        long contact = fields.number("contact", 1, Long.MAX_VALUE);
        fields.done();
        write(request, response, id -> parts.records().removeContact(id, contact));
    }

    private void addNote(ServerRequest request, ServerResponse response) {
        Fields fields = Body.json(request);
        String text = fields.text("text", TEXT_LENGTH_MAX);
        fields.done();
        write(
                request,
                response,
                id -> {
                    parts.records().addNote(id, text);
                    return true;
                });
    }

    private void addConsent(ServerRequest request, ServerResponse response) {
        Fields fields = Body.json(request);
        Records.Purpose purpose = fields.choice("purpose", Records.Purpose.SERVICE);
        boolean given = fields.flag("given");
        String text = fields.text("text", TEXT_LENGTH_MAX, "");
        fields.done();
        write(
                request,
                response,
                id -> {
                    parts.records().addConsent(id, purpose, given, text);
                    return true;
                });
    }

    private void askErasure(ServerRequest request, ServerResponse response) {
        Fields fields = Body.json(request);
        String note = fields.text("note", TEXT_LENGTH_MAX, "");
        fields.done();
        write(request, response, id -> parts.records().askErasure(id, note));
    }

    private void settleErasure(ServerRequest request, ServerResponse response) {
        Fields fields = Body.json(request);
        String outcome = fields.text("outcome", TEXT_LENGTH_MAX);
        boolean erase = fields.flag("erase", false);
        fields.done();
        write(request, response, id -> parts.settleErasure(id, outcome, erase));
    }

    private void putIdentity(ServerRequest request, ServerResponse response) {
        Fields fields = Body.json(request);
        IdentityKind kind = fields.choice("kind", IdentityKind.NID);
        String number = RecordDrafts.identityNumber(fields, kind);
        fields.done();
        write(
                request,
                response,
                id -> {
                    parts.identities().put(id, kind, number);
                    return true;
                });
    }

    private void removeIdentity(ServerRequest request, ServerResponse response) {
        Fields fields = Body.json(request);
        IdentityKind kind = fields.choice("kind", IdentityKind.NID);
        fields.done();
        write(request, response, id -> parts.identities().remove(id, kind));
    }

    private void reveal(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "customer");
        Fields fields = Body.json(request);
        RecordDrafts.Reveal wanted = RecordDrafts.reveal(fields);
        fields.done();
        Json.send(response, new Revealed(wanted.kind(), parts.reveal(id, wanted)));
    }

    /// Answers 204, or 409 if `work` found nothing that it could do.
    private void write(ServerRequest request, ServerResponse response, Predicate<Integer> work) {
        int id = Routes.id(request, "customer");
        parts.database()
                .transact(() -> {
                    parts.write(id, work);
                    return id;
                });
        response.status(Status.NO_CONTENT_204);
        response.send();
    }
}
