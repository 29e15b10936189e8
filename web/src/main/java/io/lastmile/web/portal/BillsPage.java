package io.lastmile.web.portal;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.CoreApi;
import io.lastmile.core.billing.BillingStores;
import io.lastmile.core.billing.CreditNote;
import io.lastmile.core.billing.Dues;
import io.lastmile.core.billing.Invoice;
import io.lastmile.core.billing.InvoiceHead;
import io.lastmile.core.billing.InvoiceLine;
import io.lastmile.core.billing.Receipt;
import io.lastmile.core.ledger.CustomerBalance;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Money;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Problem;
import io.lastmile.core.platform.Routes;
import io.lastmile.web.Templates;
import io.lastmile.web.billing.BillWords;
import io.lastmile.web.billing.InvoiceWords;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/// `/portal/bills` and `/portal/payments`: what I owe and why, and what I paid.
final class BillsPage {
    private static final int OPEN_SHOWN = 50;

    private record Found(
            Dues.Standing standing,
            CustomerBalance balance,
            List<InvoiceHead> open,
            Page<InvoiceHead> page) {}

    private record Whole(Invoice invoice, List<CreditNote> notes) {}

    private final Database database;
    private final BillingStores stores;
    private final Templates templates;
    private final Clock clock;

    BillsPage(CoreApi core, Templates templates, Clock clock) {
        this.database = core.database();
        this.stores = core.billing().stores();
        this.templates = templates;
        this.clock = clock;
    }

    void routes(Routes routes) {
        routes.may(Permission.PORTAL)
                .get("/portal/bills", this::list)
                .get("/portal/bills/{id}", this::show)
                .get("/portal/payments", this::payments);
    }

    private static int self() {
        return Actor.current().who().customer();
    }

    private BillWords words(ServerRequest request) {
        return new BillWords(templates.texts(request), clock.instant(), stores.today());
    }

    private void list(ServerRequest request, ServerResponse response) {
        Fields query = Body.query(request);
        Page.Request wanted = Page.Request.of(query);
        query.done();
        Found found =
                database.read(() ->
                        new Found(
                                stores.dues().standing(self(), stores.today()),
                                stores.balance(self()),
                                stores.invoices().open(self()),
                                stores.invoices().ofCustomer(self(), wanted)));
        BillWords words = words(request);
        boolean first = wanted.after().isEmpty();
        Money credit = found.balance().credit();
        var view =
                new BillsView(
                        words.taka(found.standing().due()),
                        found.standing().due().isPositive(),
                        found.standing().overdue().isPositive()
                                ? words.taka(found.standing().overdue())
                                : "",
                        credit.isPositive() ? words.taka(credit) : "",
                        first
                                ? found.open().stream()
                                        .limit(OPEN_SHOWN)
                                        .map(head -> card(head, words))
                                        .toList()
                                : List.of(),
                        found.page().items().stream()
                                .filter(head -> !head.open().isPositive())
                                .map(head -> card(head, words))
                                .toList(),
                        found.page().next().orElse(""));
        PortalPages.send(templates, request, response, "customer/bills", Map.of("view", view));
    }

    private BillsView.Card card(InvoiceHead head, BillWords words) {
        String state = words.state(head);
        boolean open = head.open().isPositive();
        return new BillsView.Card(
                "/portal/bills/" + head.id(),
                head.number().orElse(""),
                head.issued().map(words::day).orElse(""),
                head.due().map(words::day).orElse(""),
                words.taka(open ? head.open() : head.amounts().total()),
                open,
                state,
                switch (state) {
                    case "paid" -> "online";
                    case "overdue" -> "offline";
                    default -> "";
                });
    }

    private void show(ServerRequest request, ServerResponse response) {
        long id = Routes.longId(request, "invoice");
        Body.query(request).done();
        Whole whole =
                database.read(() ->
                        stores.invoices()
                                .find(id)
                                .filter(one -> one.head().customer() == self())
                                .filter(one -> !one.head().draft())
                                .map(one -> new Whole(one, stores.notes().ofInvoice(id)))
                                .orElseThrow(() -> Problem.notFound("invoice", id).refusal()));
        Invoice invoice = whole.invoice();
        BillWords words = words(request);
        var lines = new InvoiceWords(words);
        Map<String, Object> values =
                Map.of(
                        "card", card(invoice.head(), words),
                        "lines",
                                invoice.lines().stream()
                                        .map((InvoiceLine line) -> lines.line(line, Money.ZERO))
                                        .toList(),
                        "sums", lines.sums(invoice),
                        "notes", whole.notes().stream().map(one -> note(one, words)).toList(),
                        "challan", InvoiceWords.challan(invoice));
        PortalPages.send(templates, request, response, "customer/bill", values);
    }

    private static BillsView.Note note(CreditNote note, BillWords words) {
        return new BillsView.Note(
                note.id(),
                note.number(),
                words.day(note.day()),
                words.taka(note.amounts().total()));
    }

    private void payments(ServerRequest request, ServerResponse response) {
        Fields query = Body.query(request);
        Page.Request wanted = Page.Request.of(query);
        query.done();
        Page<Receipt> page = database.read(() -> stores.receipts().ofCustomer(self(), wanted));
        BillWords words = words(request);
        Map<String, Object> values =
                Map.of(
                        "payments",
                        page.items().stream().map(one -> payment(one, words)).toList(),
                        "more",
                        page.next().orElse(""));
        PortalPages.send(templates, request, response, "customer/payments", values);
    }

    private static BillsView.Payment payment(Receipt receipt, BillWords words) {
        return new BillsView.Payment(
                receipt.id(),
                receipt.number(),
                words.day(receipt.day()),
                words.taka(receipt.amount()),
                receipt.undone().isPresent());
    }
}
