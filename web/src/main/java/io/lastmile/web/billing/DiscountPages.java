package io.lastmile.web.billing;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.billing.BillingForms;
import io.lastmile.core.billing.Discount;
import io.lastmile.core.customers.Customer;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Problem;
import io.lastmile.core.platform.Refusal;
import io.lastmile.core.platform.Routes;
import io.lastmile.core.subscriptions.Subscription;
import io.lastmile.web.SeeOther;
import io.lastmile.web.TypedForm;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// `/billing/services/{id}/discounts`: what of a service's price is given up, from when and why.
final class DiscountPages {
    private static final String PATH = "/billing/services/{id}/discounts";
    private static final Map<String, BigDecimal> SCALES = Map.of("amount", BigDecimal.valueOf(100));

    private record Found(Customer who, ServiceWords.Found service, List<Discount> discounts) {}

    private final BillRooms rooms;

    DiscountPages(BillRooms rooms) {
        this.rooms = rooms;
    }

    void routes(Routes routes) {
        routes.may(Permission.BILLING_SEE).get(PATH, this::show);
        routes.may(Permission.BILLING_WRITE).post(PATH, this::add).post(PATH + "/end", this::end);
    }

    private static int id(ServerRequest request) {
        return Routes.id(request, "subscription");
    }

    private void show(ServerRequest request, ServerResponse response) {
        Body.query(request).done();
        String today = rooms.stores().today().toString();
        show(request, response, TypedForm.of(Map.of("from", today)), "");
    }

    private void show(
            ServerRequest request, ServerResponse response, TypedForm form, String refused) {
        Found found = rooms.core().database().read(() -> find(id(request)));
        BillWords words = rooms.words(request);
        Map<String, Object> values =
                Map.of(
                        "who", words.who(found.who()),
                        "service", new ServiceWords(words).of(found.service()),
                        "rows", found.discounts().stream().map(one -> row(one, words)).toList(),
                        "form", form,
                        "refused", refused);
        response.header("Cache-Control", "no-store");
        rooms.templates().send(request, response, "admin/bill_discounts", values);
    }

    private Found find(int id) {
        Subscription service = rooms.subscription(id);
        return new Found(
                rooms.customer(service.customer()),
                ServiceWords.find(rooms, service),
                rooms.stores().discounts().of(id).reversed());
    }

    private static BillView.Less row(Discount discount, BillWords words) {
        LocalDate today = words.today();
        boolean over = discount.to().filter(day -> !today.isBefore(day)).isPresent();
        String less =
                discount.percent()
                        .map(part ->
                                words.texts()
                                        .of(
                                                "bill.percent",
                                                "n",
                                                words.texts().format().number(part, 2)))
                        .orElseGet(() -> discount.amount().map(words::taka).orElse(""));
        return new BillView.Less(
                discount.id(),
                discount.version(),
                less,
                words.day(discount.from()),
                discount.to().map(day -> words.day(day.minusDays(1))).orElse(""),
                discount.why(),
                !over && !today.isBefore(discount.from()),
                !over);
    }

    private void add(ServerRequest request, ServerResponse response) {
        int id = id(request);
        work(
                request,
                response,
                fields -> {
                    Discount draft = BillingForms.discount(fields, id);
                    return rooms.billing().terms().add(draft).idOrRefuse();
                });
    }

    private void end(ServerRequest request, ServerResponse response) {
        int id = id(request);
        work(
                request,
                response,
                fields -> {
                    int discount = (int) fields.number("discount", 1, Integer.MAX_VALUE);
                    long version = fields.number("version", 1, Long.MAX_VALUE);
                    LocalDate day = BillingForms.end(fields);
                    fields.done();
                    boolean own =
                            rooms.stores().discounts().of(id).stream()
                                    .anyMatch(one -> one.id() == discount);
                    if (!own) {
                        throw Problem.notFound("discount", discount).refusal();
                    }
                    return rooms.billing().terms().endDiscount(discount, version, day).idOrRefuse();
                });
    }

    private void work(ServerRequest request, ServerResponse response, Function<Fields, Long> work) {
        TypedForm form = TypedForm.of(Body.formValues(request));
        try {
            Fields fields = form.fields(SCALES);
            long unused = rooms.core().database().transact(() -> work.apply(fields));
            SeeOther.send(response, "/billing/services/" + id(request) + "/discounts");
        } catch (Refusal refusal) {
            Problem problem = refusal.problem();
            if (problem.faults().isEmpty()) {
                throw refusal;
            }
            response.status(problem.status());
            String says = new RefusalWords(rooms.templates().texts(request)).of(problem);
            Set<String> scaled = SCALES.keySet();
            show(request, response, form.refused(problem, scaled), says);
        }
    }
}
