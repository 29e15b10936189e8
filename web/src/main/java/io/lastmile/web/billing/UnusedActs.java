package io.lastmile.web.billing;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.billing.BillingForms;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Problem;
import io.lastmile.core.platform.Refusal;
import io.lastmile.core.platform.Routes;
import io.lastmile.core.subscriptions.Subscription;
import io.lastmile.web.SeeOther;
import io.lastmile.web.TypedForm;
import java.util.Map;
import java.util.Optional;

/// What the end of a service left unused, and credit for it.
final class UnusedActs {
    private final BillRooms rooms;
    private final CreditOffer.Page page;

    UnusedActs(BillRooms rooms, CreditOffer.Page page) {
        this.rooms = rooms;
        this.page = page;
    }

    void routes(Routes routes) {
        routes.may(Permission.BILLING_WRITE).post("/billing/services/{id}/unused", this::giveBack);
    }

    static Optional<BillView.Left> left(BillRooms rooms, Subscription service, BillWords words) {
        return rooms.billing()
                .unused()
                .of(service.id())
                .map(unused ->
                        new BillView.Left(
                                words.day(unused.ended()),
                                words.texts().count("bill.days", unused.days()),
                                words.taka(unused.worth()),
                                unused.given()));
    }

    private void giveBack(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "subscription");
        try {
            Fields fields = TypedForm.of(Body.formValues(request)).fields(Map.of());
            String why = BillingForms.why(fields);
            long unused =
                    rooms.core()
                            .database()
                            .transact(
                                    () -> rooms.billing().unused().giveBack(id, why).idOrRefuse());
            SeeOther.send(response, "/billing/services/" + id);
        } catch (Refusal refusal) {
            Problem problem = refusal.problem();
            if (problem.faults().isEmpty()) {
                throw refusal;
            }
            response.status(problem.status());
            var words = new RefusalWords(rooms.templates().texts(request));
            String says = words.of(problem);
            page.show(
                    request,
                    response,
                    says.isEmpty()
                            ? rooms.templates().texts(request).of("bill.unused.why-missing")
                            : says);
        }
    }
}
