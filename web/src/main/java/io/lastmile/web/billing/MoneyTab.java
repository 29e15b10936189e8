package io.lastmile.web.billing;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.billing.BillingStores;
import io.lastmile.core.billing.CreditNote;
import io.lastmile.core.billing.Dues;
import io.lastmile.core.billing.InvoiceHead;
import io.lastmile.core.billing.Receipt;
import io.lastmile.core.customers.Customer;
import io.lastmile.core.ledger.CustomerBalance;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Routes;
import io.lastmile.core.subscriptions.Subscription;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `/customers/{id}/money`: what a customer owes, has and got, each with what it comes from.
final class MoneyTab {
    private static final Page.Request NEWEST = new Page.Request(10, Optional.empty());
    private static final int OPEN_SHOWN = 100;

    private record Found(
            Customer who,
            CustomerBalance balance,
            Dues.Standing standing,
            List<InvoiceHead> open,
            Page<InvoiceHead> invoices,
            Page<Receipt> receipts,
            Page<CreditNote> notes,
            List<ServiceWords.Found> services) {}

    private final BillRooms rooms;
    private final BillingStores stores;

    MoneyTab(BillRooms rooms) {
        this.rooms = rooms;
        this.stores = rooms.stores();
    }

    void routes(Routes routes) {
        String path = "/customers/{id}";
        routes.may(Permission.BILLING_SEE)
                .get(path + "/money", this::show)
                .get(path + "/invoices", this::invoices)
                .get(path + "/receipts", this::receipts)
                .get(path + "/credit-notes", this::notes);
    }

    private void show(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "customer");
        Body.query(request).done();
        Found found = rooms.core().database().read(() -> find(id));
        BillWords words = rooms.words(request);
        var view =
                new BillView.Money(
                        words.who(found.who()),
                        sums(found, words),
                        found.open().stream().limit(OPEN_SHOWN).map(words::paper).toList(),
                        found.invoices().items().stream().map(words::paper).toList(),
                        found.receipts().items().stream().map(words::paper).toList(),
                        found.notes().items().stream().map(words::paper).toList(),
                        found.services().stream()
                                .map(service -> new ServiceWords(words).of(service))
                                .toList());
        response.header("Cache-Control", "no-store");
        rooms.templates().send(request, response, "admin/bill_money", Map.of("view", view));
    }

    private Found find(int id) {
        Customer who = rooms.customer(id);
        List<Subscription> services =
                rooms.core().subscriptions().stores().subscriptions().ofCustomer(id);
        return new Found(
                who,
                stores.balance(id),
                stores.dues().standing(id, stores.today()),
                stores.invoices().open(id),
                stores.invoices().ofCustomer(id, NEWEST),
                stores.receipts().ofCustomer(id, NEWEST),
                stores.notes().ofCustomer(id, NEWEST),
                services.stream().map(one -> ServiceWords.find(rooms, one)).toList());
    }

    private static BillView.Sums sums(Found found, BillWords words) {
        return new BillView.Sums(
                words.taka(found.balance().due()),
                words.taka(found.standing().overdue()),
                found.standing().overdue().isPositive(),
                found.standing().since().map(words::day).orElse(""),
                words.taka(found.balance().promotional()),
                words.taka(found.balance().refundable()));
    }

    private void invoices(ServerRequest request, ServerResponse response) {
        list(
                request,
                response,
                "invoices",
                (id, wanted, words) -> {
                    Page<InvoiceHead> page = stores.invoices().ofCustomer(id, wanted);
                    return new Rows(page.items().stream().map(words::paper).toList(), page.next());
                });
    }

    private void receipts(ServerRequest request, ServerResponse response) {
        list(
                request,
                response,
                "receipts",
                (id, wanted, words) -> {
                    Page<Receipt> page = stores.receipts().ofCustomer(id, wanted);
                    return new Rows(page.items().stream().map(words::paper).toList(), page.next());
                });
    }

    private void notes(ServerRequest request, ServerResponse response) {
        list(
                request,
                response,
                "credit-notes",
                (id, wanted, words) -> {
                    Page<CreditNote> page = stores.notes().ofCustomer(id, wanted);
                    return new Rows(page.items().stream().map(words::paper).toList(), page.next());
                });
    }

    private record Rows(List<BillView.Paper> papers, Optional<String> next) {}

    /// A page of one kind of a customer's papers.
    private interface Reading {
        Rows read(int customer, Page.Request wanted, BillWords words);
    }

    private void list(
            ServerRequest request, ServerResponse response, String kind, Reading reading) {
        int id = Routes.id(request, "customer");
        Fields query = Body.query(request);
        Page.Request wanted = Page.Request.of(query);
        query.done();
        BillWords words = rooms.words(request);
        record Listed(Customer who, Rows rows) {}

        Listed found =
                rooms.core()
                        .database()
                        .read(() ->
                                new Listed(rooms.customer(id), reading.read(id, wanted, words)));
        Map<String, Object> values =
                Map.of(
                        "who", words.who(found.who()),
                        "kind", kind,
                        "papers", found.rows().papers(),
                        "more", found.rows().next().orElse(""));
        response.header("Cache-Control", "no-store");
        rooms.templates().send(request, response, "admin/bill_papers", values);
    }
}
