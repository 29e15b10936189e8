package io.lastmile.web.billing;

import io.helidon.webserver.http.Handler;
import io.lastmile.core.papers.Sending;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Routes;
import io.lastmile.web.SeeOther;
import java.util.function.LongFunction;

/// The button "send" on the page of a paper: a message with a link goes to the customer whose it
/// is. A button that was pressed twice sends one.
final class SendPages {
    private final Sending sending;

    SendPages(Sending sending) {
        this.sending = sending;
    }

    void routes(Routes routes) {
        routes.may(Permission.BILLING_WRITE)
                .post("/invoices/{id}/send", send("/invoices/", sending::invoice))
                .post("/receipts/{id}/send", send("/receipts/", sending::receipt))
                .post("/credit-notes/{id}/send", send("/credit-notes/", sending::note));
    }

    private static Handler send(String path, LongFunction<?> send) {
        return (request, response) -> {
            long id = Routes.longId(request, "paper");
            Body.form(request).done();
            Object unused = send.apply(id);
            SeeOther.send(response, path + id + "?sent=true");
        };
    }
}
