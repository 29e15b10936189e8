package io.lastmile.web.billing;

import io.helidon.webserver.http.ServerRequest;
import io.lastmile.core.CoreApi;
import io.lastmile.core.billing.BillingRoom;
import io.lastmile.core.billing.BillingStores;
import io.lastmile.core.billing.InvoiceHead;
import io.lastmile.core.customers.Customer;
import io.lastmile.core.platform.Problem;
import io.lastmile.core.subscriptions.Subscription;
import io.lastmile.web.Templates;
import java.time.Clock;

/// What the pages of this room stand on.
record BillRooms(CoreApi core, Templates templates, Clock clock) {
    BillingRoom billing() {
        return core.billing();
    }

    BillingStores stores() {
        return core.billing().stores();
    }

    BillWords words(ServerRequest request) {
        return new BillWords(templates.texts(request), clock.instant(), stores().today());
    }

    Customer customer(int id) {
        return core.customers().parts().need(id);
    }

    InvoiceHead head(long id) {
        return stores().invoices()
                .head(id)
                .orElseThrow(() -> Problem.notFound("invoice", id).refusal());
    }

    Subscription subscription(int id) {
        return core.subscriptions()
                .stores()
                .subscriptions()
                .find(id)
                .orElseThrow(() -> Problem.notFound("subscription", id).refusal());
    }

    /// What routers know the service's line by.
    String line(Subscription service) {
        return core.lines().stores().lines().find(service.line()).map(l -> l.name()).orElse("");
    }
}
