package io.lastmile.core.papers;

import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.billing.BillingStores;
import io.lastmile.core.billing.InvoiceHead;
import io.lastmile.core.notifications.NotificationRoom;
import io.lastmile.core.notifications.PaperWanted;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Fault;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Problem;
import io.lastmile.core.platform.Routes;
import java.util.function.LongFunction;

/// `POST /api/invoices/{id}/send` and the like: a message with a link to the paper goes to the
/// customer whose it is, by the channels that they want.
public final class Sending {
    private final Database database;
    private final BillingStores billing;
    private final NotificationRoom messages;

    Sending(Database database, BillingStores billing, NotificationRoom messages) {
        this.database = database;
        this.billing = billing;
        this.messages = messages;
    }

    void routes(Routes routes) {
        routes.may(Permission.BILLING_WRITE)
                .post("/api/invoices/{id}/send", (q, r) -> send(q, r, "invoice", this::invoice))
                .post("/api/receipts/{id}/send", (q, r) -> send(q, r, "receipt", this::receipt))
                .post(
                        "/api/credit-notes/{id}/send",
                        (q, r) -> send(q, r, "credit note", this::note));
    }

    private void send(
            ServerRequest request,
            ServerResponse response,
            String what,
            LongFunction<PaperWanted> send) {
        long id = Routes.longId(request, what);
        Body.optionalJson(request).done();
        PaperWanted unused = send.apply(id);
        response.status(Status.ACCEPTED_202);
        response.send();
    }

    /// Not of a draft, which has no paper.
    public PaperWanted invoice(long id) {
        return database.transact(() -> {
            InvoiceHead head =
                    billing.invoices()
                            .head(id)
                            .orElseThrow(() -> Problem.notFound("invoice", id).refusal());
            String number =
                    head.number()
                            .orElseThrow(() ->
                                    Problem.conflict(new Fault("invoice", "a draft", "a final one"))
                                            .refusal());
            return sent(new PaperWanted(head.customer(), number));
        });
    }

    public PaperWanted receipt(long id) {
        return database.transact(() ->
                billing.receipts()
                        .find(id)
                        .map(one -> sent(new PaperWanted(one.customer(), one.number())))
                        .orElseThrow(() -> Problem.notFound("receipt", id).refusal()));
    }

    public PaperWanted note(long id) {
        return database.transact(() ->
                billing.notes()
                        .find(id)
                        .map(one -> sent(new PaperWanted(one.customer(), one.number())))
                        .orElseThrow(() -> Problem.notFound("credit note", id).refusal()));
    }

    private PaperWanted sent(PaperWanted paper) {
        messages.send(paper);
        return paper;
    }
}
