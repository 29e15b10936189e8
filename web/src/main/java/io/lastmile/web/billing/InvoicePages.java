package io.lastmile.web.billing;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.billing.InvoiceRegister;
import io.lastmile.core.billing.InvoiceRegister.Which;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Routes;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `/invoices`: which are open, late, drafts or void; each with its lines, why they are that much,
/// and what became of it.
final class InvoicePages {
    private static final int NUMBER_LENGTH_MAX = 30;

    private final BillRooms rooms;

    InvoicePages(BillRooms rooms) {
        this.rooms = rooms;
    }

    void routes(Routes routes) {
        routes.may(Permission.BILLING_SEE)
                .get("/invoices", this::list)
                .get("/invoices/{id}", this::show);
    }

    private void list(ServerRequest request, ServerResponse response) {
        Fields query = Body.query(request);
        Which which = query.choice("state", Which.OPEN);
        String number = query.text("number", NUMBER_LENGTH_MAX, "");
        Page.Request wanted = Page.Request.of(query);
        query.done();
        Page<InvoiceRegister.Item> page =
                rooms.core().database().read(() -> find(which, number, wanted));
        BillWords words = rooms.words(request);
        Map<String, Object> values =
                Map.of(
                        "rows", page.items().stream().map(words::paper).toList(),
                        "state", Fields.nameOf(which),
                        "number", number,
                        "more", page.next().orElse(""));
        rooms.templates().send(request, response, "admin/invoices", values);
    }

    private Page<InvoiceRegister.Item> find(Which which, String number, Page.Request wanted) {
        InvoiceRegister register = rooms.stores().register();
        LocalDate today = rooms.stores().today();
        if (number.isEmpty()) {
            return register.page(which, today, wanted);
        }
        List<InvoiceRegister.Item> found = register.numbered(number, today);
        return new Page<>(found, Optional.empty());
    }

    private void show(ServerRequest request, ServerResponse response) {
        long id = Routes.longId(request, "invoice");
        Fields query = Body.query(request);
        boolean sent = query.flag("sent", false);
        query.done();
        InvoiceWords.Found found = rooms.core().database().read(() -> InvoiceWords.find(rooms, id));
        var view = new InvoiceWords(rooms.words(request)).bill(found);
        response.header("Cache-Control", "no-store");
        rooms.templates()
                .send(request, response, "admin/invoice", Map.of("view", view, "sent", sent));
    }
}
