package io.lastmile.core.billing;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Json;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Problem;
import io.lastmile.core.platform.Routes;
import io.lastmile.core.subscriptions.Made;
import java.util.List;
import java.util.function.Supplier;

/// `/api/invoices` and what is done to them.
final class InvoiceRoutes {
    /// An invoice, what was put on it and what was credited of it.
    record Whole(Invoice invoice, List<Allocation> paid, List<CreditNote> notes) {
        Whole {
            paid = List.copyOf(paid);
            notes = List.copyOf(notes);
        }
    }

    private final Database database;
    private final BillingStores stores;
    private final InvoiceDesk desk;
    private final CreditDesk credits;

    InvoiceRoutes(Database database, BillingStores stores, InvoiceDesk desk, CreditDesk credits) {
        this.database = database;
        this.stores = stores;
        this.desk = desk;
        this.credits = credits;
    }

    void routes(Routes routes) {
        routes.may(Permission.BILLING_SEE).get("/api/invoices/{id}", this::one);
        routes.may(Permission.BILLING_WRITE)
                .post("/api/customers/{id}/invoices", this::draft)
                .put("/api/invoices/{id}", this::change)
                .delete("/api/invoices/{id}", this::drop)
                .post("/api/invoices/{id}/finalisation", this::finalise)
                .post("/api/invoices/{id}/void", this::makeVoid)
                .post("/api/invoices/{id}/credit", this::credit);
    }

    private void one(ServerRequest request, ServerResponse response) {
        long id = Routes.longId(request, "invoice");
        send(response, database.read(() -> find(id)));
    }

    private Whole find(long id) {
        return stores.invoices()
                .find(id)
                .map(invoice ->
                        new Whole(
                                invoice,
                                stores.allocations().ofInvoice(id),
                                stores.notes().ofInvoice(id)))
                .orElseThrow(() -> Problem.notFound("invoice", id).refusal());
    }

    private void draft(ServerRequest request, ServerResponse response) {
        int customer = Routes.id(request, "customer");
        List<LineDraft> lines = BillingForms.lines(Body.json(request), Bill.LINES_MAX);
        Whole made = database.transact(() -> find(desk.draft(customer, lines).idOrRefuse()));
        response.status(Status.CREATED_201);
        response.header(HeaderNames.LOCATION, "/api/invoices/" + made.invoice().head().id());
        send(response, made);
    }

    private void change(ServerRequest request, ServerResponse response) {
        long id = Routes.longId(request, "invoice");
        long version = Body.version(request);
        List<LineDraft> lines = BillingForms.lines(Body.json(request), Bill.LINES_MAX);
        done(response, id, () -> desk.change(id, seen(id, version), lines));
    }

    /// A draft alone has a version that somebody may have missed.
    private long seen(long id, long version) {
        stores.invoices()
                .head(id)
                .filter(head -> head.draft() && head.version() != version)
                .ifPresent(head -> {
                    throw Problem.stale(head.version()).refusal();
                });
        return version;
    }

    private void drop(ServerRequest request, ServerResponse response) {
        long id = Routes.longId(request, "invoice");
        long version = Body.version(request);
        database.transact(() -> desk.drop(id, seen(id, version)).idOrRefuse());
        response.status(Status.NO_CONTENT_204);
        response.send();
    }

    private void finalise(ServerRequest request, ServerResponse response) {
        long id = Routes.longId(request, "invoice");
        long version = Body.version(request);
        Body.optionalJson(request).done();
        done(response, id, () -> desk.finalise(id, seen(id, version)));
    }

    private void makeVoid(ServerRequest request, ServerResponse response) {
        long id = Routes.longId(request, "invoice");
        String why = BillingForms.why(Body.json(request));
        done(response, id, () -> desk.makeVoid(id, why));
    }

    private void credit(ServerRequest request, ServerResponse response) {
        long id = Routes.longId(request, "invoice");
        Fields fields = Body.json(request);
        CreditNote note =
                database.transact(() -> {
                    CreditDraft draft = BillingForms.credit(fields, id, credits.byHand());
                    return stores.notes().find(credits.credit(draft).idOrRefuse()).orElseThrow();
                });
        response.status(Status.CREATED_201);
        response.header(HeaderNames.LOCATION, "/api/credit-notes/" + note.id());
        Json.send(response, note);
    }

    private void done(ServerResponse response, long id, Supplier<Made> work) {
        send(
                response,
                database.transact(() -> {
                    long unused = work.get().idOrRefuse();
                    return find(id);
                }));
    }

    private static void send(ServerResponse response, Whole whole) {
        response.header(HeaderNames.ETAG, "\"" + whole.invoice().head().version() + "\"");
        Json.send(response, whole);
    }
}
