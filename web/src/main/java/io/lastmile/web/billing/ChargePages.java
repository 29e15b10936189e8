package io.lastmile.web.billing;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.billing.BillingForms;
import io.lastmile.core.billing.OneOff;
import io.lastmile.core.customers.Customer;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Problem;
import io.lastmile.core.platform.Refusal;
import io.lastmile.core.platform.Routes;
import io.lastmile.core.subscriptions.Made;
import io.lastmile.web.SeeOther;
import io.lastmile.web.TypedForm;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// `/customers/{id}/charges`: what is charged once, with the next bill of a run or now.
final class ChargePages {
    private static final String PATH = "/customers/{id}/charges";
    private static final Map<String, BigDecimal> SCALES = Map.of("amount", BigDecimal.valueOf(100));

    private record Found(Customer who, List<OneOff> charges) {}

    private final BillRooms rooms;

    ChargePages(BillRooms rooms) {
        this.rooms = rooms;
    }

    void routes(Routes routes) {
        routes.may(Permission.BILLING_SEE).get(PATH, this::show);
        routes.may(Permission.BILLING_WRITE)
                .post(PATH, this::add)
                .post(PATH + "/bill", this::bill)
                .post(PATH + "/drop", this::drop);
    }

    private static int id(ServerRequest request) {
        return Routes.id(request, "customer");
    }

    private void show(ServerRequest request, ServerResponse response) {
        Body.query(request).done();
        show(request, response, TypedForm.of(Map.of("serviceClass", "other")), "");
    }

    private void show(
            ServerRequest request, ServerResponse response, TypedForm form, String refused) {
        int id = id(request);
        Found found =
                rooms.core()
                        .database()
                        .read(() ->
                                new Found(
                                        rooms.customer(id),
                                        rooms.stores().oneOffs().ofCustomer(id)));
        BillWords words = rooms.words(request);
        Map<String, Object> values =
                Map.of(
                        "who",
                        words.who(found.who()),
                        "rows",
                        found.charges().stream().map(one -> row(one, words)).toList(),
                        "form",
                        form,
                        "refused",
                        refused);
        response.header("Cache-Control", "no-store");
        rooms.templates().send(request, response, "admin/bill_charges", values);
    }

    private static BillView.Once row(OneOff one, BillWords words) {
        String state =
                one.invoice().isPresent()
                        ? "billed"
                        : one.dropped().isPresent() ? "dropped" : "waits";
        return new BillView.Once(
                one.id(),
                words.name(one.says(), one.saysBn()),
                words.taka(one.net()),
                one.by() + ", " + words.moment(one.made()),
                words.texts().of("bill.charge." + state),
                one.dropped().map(dropped -> dropped(dropped, words)).orElse(""),
                one.invoice().map(invoice -> "/invoices/" + invoice).orElse(""),
                state.equals("waits"));
    }

    /// Who, when and why, on a line.
    private static String dropped(OneOff.Dropped dropped, BillWords words) {
        String when = words.moment(dropped.time());
        return dropped.by().isEmpty() ? when : dropped.by() + ", " + when + ": " + dropped.why();
    }

    private void add(ServerRequest request, ServerResponse response) {
        int id = id(request);
        work(
                request,
                response,
                fields -> {
                    BillingForms.Once once = BillingForms.once(fields);
                    return rooms.billing()
                            .oneOffs()
                            .add(id, once.says(), once.serviceClass(), once.net());
                });
    }

    private void bill(ServerRequest request, ServerResponse response) {
        int id = id(request);
        work(
                request,
                response,
                fields -> {
                    long charge = fields.number("charge", 1, Long.MAX_VALUE);
                    fields.done();
                    return own(id, charge)
                            .<Made>map(one -> rooms.billing().oneOffs().bill(one))
                            .orElse(new Made.Missing("charge", charge));
                });
    }

    private void drop(ServerRequest request, ServerResponse response) {
        int id = id(request);
        work(
                request,
                response,
                fields -> {
                    long charge = fields.number("charge", 1, Long.MAX_VALUE);
                    String why = BillingForms.why(fields);
                    return own(id, charge)
                            .<Made>map(one -> rooms.billing().oneOffs().drop(one, why))
                            .orElse(new Made.Missing("charge", charge));
                });
    }

    /// The charge, if it is this customer's.
    private Optional<Long> own(int customer, long charge) {
        return rooms.stores()
                .oneOffs()
                .find(charge)
                .filter(one -> one.customer() == customer)
                .map(OneOff::id);
    }

    private void work(ServerRequest request, ServerResponse response, Function<Fields, Made> work) {
        TypedForm form = TypedForm.of(Body.formValues(request));
        try {
            Fields fields = form.fields(SCALES);
            long unused = rooms.core().database().transact(() -> work.apply(fields).idOrRefuse());
            SeeOther.send(response, "/customers/" + id(request) + "/charges");
        } catch (Refusal refusal) {
            Problem problem = refusal.problem();
            if (problem.faults().isEmpty()) {
                throw refusal;
            }
            response.status(problem.status());
            String says = new RefusalWords(rooms.templates().texts(request)).of(problem);
            show(request, response, form.refused(problem, SCALES.keySet()), says);
        }
    }
}
