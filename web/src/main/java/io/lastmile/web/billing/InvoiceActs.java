package io.lastmile.web.billing;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.billing.InvoiceDesk;
import io.lastmile.core.billing.InvoiceHead;
import io.lastmile.core.ledger.CustomerBalance;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Problem;
import io.lastmile.core.platform.Refusal;
import io.lastmile.core.platform.Routes;
import io.lastmile.web.SeeOther;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What somebody does to an invoice, each after a page that shows what will come of it: a draft is
/// finalised or dropped, a final one made void.
final class InvoiceActs {
    private static final int WHY_LENGTH_MAX = 500;

    /// What is to be done, and how it is called in paths and texts.
    private enum Act {
        FINALISE,
        DROP,
        VOID
    }

    private final BillRooms rooms;
    private final InvoiceDesk desk;

    InvoiceActs(BillRooms rooms) {
        this.rooms = rooms;
        this.desk = rooms.billing().invoices();
    }

    void routes(Routes routes) {
        var guarded = routes.may(Permission.BILLING_WRITE);
        for (Act act : Act.values()) {
            String path = "/invoices/{id}/" + Fields.nameOf(act);
            guarded.get(path, (q, r) -> ask(q, r, act)).post(path, (q, r) -> done(q, r, act));
        }
    }

    /// What would be different afterwards, or why it cannot be done; `may` says that it can.
    private record Outcome(String refused, List<BillView.Fact> effects, boolean may) {
        static final Outcome PLAIN = new Outcome("", List.of(), true);
    }

    private void ask(ServerRequest request, ServerResponse response, Act act) {
        Body.query(request).done();
        long id = Routes.longId(request, "invoice");
        BillWords words = rooms.words(request);
        InvoiceHead head = rooms.core().database().read(() -> rooms.head(id));
        show(
                request,
                response,
                act,
                act == Act.DROP ? Outcome.PLAIN : rehearsed(id, head, act, words));
    }

    private void show(ServerRequest request, ServerResponse response, Act act, Outcome outcome) {
        long id = Routes.longId(request, "invoice");
        InvoiceWords.Found found = rooms.core().database().read(() -> InvoiceWords.find(rooms, id));
        Map<String, Object> values =
                Map.of(
                        "view", new InvoiceWords(rooms.words(request)).bill(found),
                        "act", Fields.nameOf(act),
                        "effects", outcome.effects(),
                        "refused", outcome.refused(),
                        "may", outcome.may());
        response.header("Cache-Control", "no-store");
        rooms.templates().send(request, response, "admin/invoice_act", values);
    }

    private Outcome rehearsed(long id, InvoiceHead head, Act act, BillWords words) {
        List<BillView.Fact> effects = new ArrayList<>();
        try {
            Rehearsal.of(
                    rooms.core().database(),
                    () -> {
                        CustomerBalance before = rooms.stores().balance(head.customer());
                        work(act, id, head.version(), "?");
                        effects.addAll(effects(act, id, words));
                        CustomerBalance after = rooms.stores().balance(head.customer());
                        effects.add(moved("total-due", words, before, after));
                        effects.add(
                                fact(
                                        words,
                                        "credit",
                                        words.taka(before.credit())
                                                + " → "
                                                + words.taka(after.credit())));
                    });
        } catch (Refusal refusal) {
            return refused(words, refusal.problem());
        }
        return new Outcome("", effects, true);
    }

    private List<BillView.Fact> effects(Act act, long id, BillWords words) {
        if (act == Act.VOID) {
            return List.of();
        }
        InvoiceHead then = rooms.head(id);
        return List.of(
                fact(words, "tax", words.taka(then.amounts().sd().plus(then.amounts().vat()))),
                fact(words, "total", words.taka(then.amounts().total())),
                fact(words, "due-day", then.due().map(words::day).orElse("")),
                fact(words, "left", words.taka(then.open())));
    }

    private static BillView.Fact moved(
            String key, BillWords words, CustomerBalance before, CustomerBalance after) {
        return fact(words, key, words.taka(before.due()) + " → " + words.taka(after.due()));
    }

    private static BillView.Fact fact(BillWords words, String key, String value) {
        return new BillView.Fact(words.texts().of("bill.effect." + key), value, "");
    }

    /// What the desk refuses cannot be done; what a form lacks can be filled in.
    private static Outcome refused(BillWords words, Problem problem) {
        if (problem.faults().isEmpty()) {
            throw problem.refusal();
        }
        String says = new RefusalWords(words.texts()).of(problem);
        return says.isEmpty()
                ? new Outcome(words.texts().of("form.faults"), List.of(), true)
                : new Outcome(says, List.of(), false);
    }

    private long work(Act act, long id, long version, String why) {
        return switch (act) {
            case FINALISE -> desk.finalise(id, version).idOrRefuse();
            case DROP -> desk.drop(id, version).idOrRefuse();
            case VOID -> desk.makeVoid(id, why).idOrRefuse();
        };
    }

    private void done(ServerRequest request, ServerResponse response, Act act) {
        long id = Routes.longId(request, "invoice");
        try {
            Fields form = Body.form(request);
            long version = form.number("version", 1, Long.MAX_VALUE);
            String why = act == Act.VOID ? form.text("why", WHY_LENGTH_MAX) : "";
            form.done();
            long done = rooms.core().database().transact(() -> work(act, id, version, why));
            SeeOther.send(response, act == Act.DROP ? "/invoices" : "/invoices/" + done);
        } catch (Refusal refusal) {
            Outcome outcome = refused(rooms.words(request), refusal.problem());
            response.status(refusal.problem().status());
            show(request, response, act, outcome);
        }
    }
}
