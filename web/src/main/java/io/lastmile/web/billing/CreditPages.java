package io.lastmile.web.billing;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.billing.CreditDraft;
import io.lastmile.core.billing.CreditNote;
import io.lastmile.core.billing.CreditReason;
import io.lastmile.core.billing.InvoiceLine;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Money;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Problem;
import io.lastmile.core.platform.Refusal;
import io.lastmile.core.platform.Routes;
import io.lastmile.web.SeeOther;
import io.lastmile.web.TypedForm;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// `/invoices/{id}/credit`: credit for lines of an invoice. First what is wanted, then a page that
/// shows the note as it would be, then the note.
final class CreditPages {
    private static final BigDecimal POISHA = BigDecimal.valueOf(100);
    private static final long AMOUNT_MAX = 10_000_000_00L;
    private static final int LINES_MAX = 500;

    private final BillRooms rooms;

    CreditPages(BillRooms rooms) {
        this.rooms = rooms;
    }

    void routes(Routes routes) {
        routes.may(Permission.BILLING_WRITE)
                .get("/invoices/{id}/credit", this::ask)
                .post("/invoices/{id}/credit", this::answered);
    }

    /// What a page shows beside the invoice: what was typed, refused, and what would come of it.
    private record Shown(TypedForm form, String refused, List<BillView.Fact> effects) {}

    /// Without a query the form, with one what would come of it.
    private void ask(ServerRequest request, ServerResponse response) {
        Map<String, String> typed = new HashMap<>();
        for (String name : request.query().names()) {
            typed.put(name, request.query().get(name));
        }
        if (typed.isEmpty()) {
            show(request, response, new Shown(TypedForm.of(typed), "", List.of()));
        } else {
            answer(request, response, typed, false);
        }
    }

    private void answered(ServerRequest request, ServerResponse response) {
        answer(request, response, Body.formValues(request), true);
    }

    private void show(ServerRequest request, ServerResponse response, Shown shown) {
        long id = Routes.longId(request, "invoice");
        BillWords words = rooms.words(request);
        InvoiceWords.Found found = rooms.core().database().read(() -> InvoiceWords.find(rooms, id));
        Map<String, Object> values =
                Map.of(
                        "view", new InvoiceWords(words).bill(found),
                        "reasons",
                                Arrays.stream(CreditReason.values()).map(Fields::nameOf).toList(),
                        "form", shown.form(),
                        "refused", shown.refused(),
                        "effects", shown.effects());
        response.header("Cache-Control", "no-store");
        rooms.templates().send(request, response, "admin/invoice_credit", values);
    }

    private void answer(
            ServerRequest request,
            ServerResponse response,
            Map<String, String> typed,
            boolean sure) {
        long id = Routes.longId(request, "invoice");
        TypedForm form = TypedForm.of(typed);
        Map<String, BigDecimal> scales = scales(typed);
        BillWords words = rooms.words(request);
        var database = rooms.core().database();
        try {
            Wanted wanted = wanted(form.fields(scales), sure);
            if (sure) {
                long note = database.transact(() -> give(id, wanted));
                SeeOther.send(response, "/credit-notes/" + note);
                return;
            }
            List<BillView.Fact> effects = new ArrayList<>();
            Rehearsal.of(database, () -> effects.addAll(effects(give(id, wanted), words)));
            show(request, response, new Shown(form, "", effects));
        } catch (Refusal refusal) {
            Problem problem = refusal.problem();
            if (problem.faults().isEmpty()) {
                throw refusal;
            }
            response.status(problem.status());
            String says = new RefusalWords(words.texts()).of(problem);
            TypedForm again = form.refused(problem, scales.keySet());
            show(request, response, new Shown(again, says, List.of()));
        }
    }

    private static Map<String, BigDecimal> scales(Map<String, String> typed) {
        Map<String, BigDecimal> scales = new HashMap<>();
        typed.keySet().stream()
                .filter(name -> name.startsWith("lines."))
                .forEach(name -> scales.put(name, POISHA));
        return scales;
    }

    /// All of the invoice, or so much of its lines, by their numbers.
    private record Wanted(
            boolean whole, Map<Integer, Money> nets, CreditReason reason, String why) {}

    /// Why is asked last, of who is sure.
    private static Wanted wanted(Fields fields, boolean sure) {
        boolean whole = fields.flag("whole", false);
        Fields lines = fields.object("lines");
        Map<Integer, Money> nets = new HashMap<>();
        for (int line = 1; line <= LINES_MAX; line++) {
            long net = lines.number("" + line, 0, AMOUNT_MAX, 0);
            if (net > 0) {
                nets.put(line, new Money(net));
            }
        }
        CreditReason reason = fields.choice("reason", CreditReason.CORRECTION);
        String why = sure ? fields.text("why", CreditDraft.WHY_LENGTH_MAX) : "?";
        fields.done();
        return new Wanted(whole, nets, reason, why);
    }

    private long give(long invoice, Wanted wanted) {
        var desk = rooms.billing().credits();
        Map<Integer, Money> nets = wanted.whole() ? left(invoice) : wanted.nets();
        return desk.credit(
                        new CreditDraft(
                                invoice, wanted.reason(), desk.byHand(), nets, wanted.why()))
                .idOrRefuse();
    }

    /// What is left of each line.
    private Map<Integer, Money> left(long invoice) {
        Map<Integer, Money> left = new HashMap<>();
        for (InvoiceLine line : rooms.stores().invoices().lines(invoice)) {
            left.put(line.line(), line.amounts().net());
        }
        for (CreditNote note : rooms.stores().notes().ofInvoice(invoice)) {
            note.lines()
                    .forEach(line ->
                            left.merge(line.line(), line.amounts().net().negated(), Money::plus));
        }
        left.values().removeIf(money -> !money.isPositive());
        return left;
    }

    private List<BillView.Fact> effects(long id, BillWords words) {
        CreditNote note = rooms.stores().notes().find(id).orElseThrow();
        Money tax = note.amounts().sd().plus(note.amounts().vat());
        return List.of(
                fact(words, "net", note.amounts().net()),
                fact(words, "tax", tax),
                fact(words, "total", note.amounts().total()),
                fact(words, "to-due", note.toDue()),
                fact(words, "to-credit", note.toCredit()));
    }

    private static BillView.Fact fact(BillWords words, String key, Money amount) {
        return new BillView.Fact(words.texts().of("bill.effect." + key), words.taka(amount), "");
    }
}
