package io.lastmile.web.billing;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.billing.Incoming;
import io.lastmile.core.billing.Renewal;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Money;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Refusal;
import io.lastmile.core.platform.Routes;
import io.lastmile.core.subscriptions.Made;
import io.lastmile.core.subscriptions.Subscription;
import io.lastmile.web.SeeOther;
import io.lastmile.web.TypedForm;
import java.util.Map;
import java.util.Optional;

/// The next period of a prepaid service for the customer's credit: what it would cost, and the act.
final class CreditOffer {
    /// Shows the page of the service again, with what was refused.
    interface Page {
        void show(ServerRequest request, ServerResponse response, String refused);
    }

    private final BillRooms rooms;
    private final Page page;

    CreditOffer(BillRooms rooms, Page page) {
        this.rooms = rooms;
        this.page = page;
    }

    void routes(Routes routes) {
        routes.may(Permission.BILLING_WRITE).post("/billing/services/{id}/renewal", this::buy);
    }

    /// None where there is no credit, or nothing to buy. Within a unit of work that may write: what
    /// was due of the service is done first.
    Optional<BillView.Offer> of(Subscription service, BillWords words) {
        Money credit = rooms.stores().balance(service.customer()).credit();
        if (!credit.isPositive()) {
            return Optional.empty();
        }
        return quote(service)
                .map(renewal ->
                        new BillView.Offer(
                                words.taka(credit),
                                words.taka(renewal.total()),
                                words.day(renewal.offer().extension().end().minusDays(1)),
                                renewal.total().poisha(),
                                credit.compareTo(renewal.total()) >= 0));
    }

    private Optional<Renewal> quote(Subscription service) {
        return rooms.billing()
                .money()
                .quote(service.customer(), new Incoming.Buying(service.id(), 1));
    }

    /// The quote is the charge: what costs something else by now is shown again.
    private void buy(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "subscription");
        Fields fields = TypedForm.of(Body.formValues(request)).fields(Map.of());
        long total = fields.number("total", 0, Long.MAX_VALUE);
        fields.done();
        try {
            long unused = rooms.core().database().transact(() -> buy(id, new Money(total)));
            SeeOther.send(response, "/billing/services/" + id);
        } catch (Refusal refusal) {
            if (refusal.problem().faults().isEmpty()) {
                throw refusal;
            }
            response.status(refusal.problem().status());
            page.show(
                    request,
                    response,
                    new RefusalWords(rooms.templates().texts(request)).of(refusal.problem()));
        }
    }

    private long buy(int id, Money total) {
        Subscription service = rooms.subscription(id);
        Money now = quote(service).map(Renewal::total).orElse(total);
        if (!now.equals(total)) {
            throw Made.refused("total", total.grouped(), now.grouped() + ", as it costs now")
                    .refusal();
        }
        var buying = new Incoming.Buying(id, 1);
        return rooms.billing().sales().buy(service.customer(), buying).idOrRefuse();
    }
}
