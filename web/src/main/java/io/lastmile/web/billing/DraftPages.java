package io.lastmile.web.billing;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.billing.Bill;
import io.lastmile.core.billing.BillingForms;
import io.lastmile.core.billing.InvoiceLine;
import io.lastmile.core.billing.LineDraft;
import io.lastmile.core.customers.Customer;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Problem;
import io.lastmile.core.platform.Refusal;
import io.lastmile.core.platform.Routes;
import io.lastmile.web.SeeOther;
import io.lastmile.web.TypedForm;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// `/customers/{id}/invoices/new` and `/invoices/{id}/edit`: an invoice that somebody writes by
/// hand, a draft until it is finalised.
final class DraftPages {
    /// So many lines are there to fill in, and two more than a draft has.
    private static final int LINES_LEAST = 6;

    private static final BigDecimal POISHA = BigDecimal.valueOf(100);

    private final BillRooms rooms;

    DraftPages(BillRooms rooms) {
        this.rooms = rooms;
    }

    void routes(Routes routes) {
        routes.may(Permission.BILLING_WRITE)
                .get("/customers/{id}/invoices/new", this::begin)
                .post("/customers/{id}/invoices/new", this::add)
                .get("/invoices/{id}/edit", this::edit)
                .post("/invoices/{id}/edit", this::change);
    }

    /// Whose draft, where the form is sent, what stands in it and what was refused of it.
    private record Shown(Customer who, String path, String back, TypedForm form, String refused) {
        Shown refused(TypedForm again, String says) {
            return new Shown(who, path, back, again, says);
        }
    }

    private void show(ServerRequest request, ServerResponse response, Shown shown) {
        Map<String, Object> values =
                Map.of(
                        "who", rooms.words(request).who(shown.who()),
                        "path", shown.path(),
                        "back", shown.back(),
                        "form", shown.form(),
                        "refused", shown.refused(),
                        "lines", lines(shown.form()));
        response.header("Cache-Control", "no-store");
        rooms.templates().send(request, response, "admin/invoice_form", values);
    }

    private static int lines(TypedForm form) {
        int filled = 0;
        for (int line = 0; line < Bill.LINES_MAX; line++) {
            String place = "lines." + line + ".";
            if (!form.value(place + "says").isEmpty() || !form.value(place + "amount").isEmpty()) {
                filled = line + 1;
            }
        }
        return Math.min(Bill.LINES_MAX, Math.max(LINES_LEAST, filled + 2));
    }

    private Shown blank(int customer, TypedForm form) {
        Customer who = rooms.core().database().read(() -> rooms.customer(customer));
        String path = "/customers/" + customer;
        return new Shown(who, path + "/invoices/new", path + "/money", form, "");
    }

    private void begin(ServerRequest request, ServerResponse response) {
        Body.query(request).done();
        show(request, response, blank(Routes.id(request, "customer"), TypedForm.of(Map.of())));
    }

    private void add(ServerRequest request, ServerResponse response) {
        int customer = Routes.id(request, "customer");
        TypedForm form = TypedForm.of(Body.formValues(request));
        save(
                request,
                response,
                blank(customer, form),
                fields -> {
                    List<LineDraft> lines = BillingForms.lines(fields, Bill.LINES_MAX);
                    return rooms.billing().invoices().draft(customer, lines).idOrRefuse();
                });
    }

    private void edit(ServerRequest request, ServerResponse response) {
        Body.query(request).done();
        long id = Routes.longId(request, "invoice");
        InvoiceWords.Found found = rooms.core().database().read(() -> InvoiceWords.find(rooms, id));
        Map<String, String> typed = new HashMap<>();
        typed.put("version", "" + found.invoice().head().version());
        int n = 0;
        for (InvoiceLine line : found.invoice().lines()) {
            String place = "lines." + n++ + ".";
            typed.put(place + "says", line.says().en());
            typed.put(place + "saysBn", line.says().bn());
            typed.put(place + "quantity", "" + line.says().quantity());
            typed.put(place + "amount", line.amounts().net().grouped());
            typed.put(place + "serviceClass", line.serviceClass());
        }
        show(request, response, drafted(id, found.who(), TypedForm.of(typed)));
    }

    private static Shown drafted(long id, Customer who, TypedForm form) {
        String path = "/invoices/" + id;
        return new Shown(who, path + "/edit", path, form, "");
    }

    private void change(ServerRequest request, ServerResponse response) {
        long id = Routes.longId(request, "invoice");
        TypedForm form = TypedForm.of(Body.formValues(request));
        Customer who =
                rooms.core().database().read(() -> rooms.customer(rooms.head(id).customer()));
        save(
                request,
                response,
                drafted(id, who, form),
                fields -> {
                    long version = fields.number("version", 1, Long.MAX_VALUE);
                    List<LineDraft> lines = BillingForms.lines(fields, Bill.LINES_MAX);
                    return rooms.billing().invoices().change(id, version, lines).idOrRefuse();
                });
    }

    private interface Saving {
        long save(Fields fields);
    }

    private void save(ServerRequest request, ServerResponse response, Shown shown, Saving saving) {
        Map<String, BigDecimal> scales = new HashMap<>();
        for (int line = 0; line < Bill.LINES_MAX; line++) {
            scales.put("lines." + line + ".amount", POISHA);
        }
        try {
            Fields fields = shown.form().fields(scales);
            long id = rooms.core().database().transact(() -> saving.save(fields));
            SeeOther.send(response, "/invoices/" + id);
        } catch (Refusal refusal) {
            Problem problem = refusal.problem();
            if (problem.faults().isEmpty()) {
                throw refusal;
            }
            response.status(problem.status());
            String says = new RefusalWords(rooms.templates().texts(request)).of(problem);
            TypedForm again = shown.form().refused(problem, scales.keySet());
            show(request, response, shown.refused(again, says));
        }
    }
}
