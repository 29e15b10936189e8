package io.lastmile.web.billing;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.billing.Allocation;
import io.lastmile.core.billing.CreditNote;
import io.lastmile.core.billing.InvoiceHead;
import io.lastmile.core.billing.Receipt;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Money;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Problem;
import io.lastmile.core.platform.Routes;
import io.lastmile.web.Texts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// `/receipts/{id}` and `/credit-notes/{id}`: what came in or was given back, and where it went.
final class SlipPages {
    private final BillRooms rooms;

    SlipPages(BillRooms rooms) {
        this.rooms = rooms;
    }

    void routes(Routes routes) {
        routes.may(Permission.BILLING_SEE)
                .get("/receipts/{id}", this::receipt)
                .get("/credit-notes/{id}", this::note);
    }

    private void receipt(ServerRequest request, ServerResponse response) {
        long id = Routes.longId(request, "receipt");
        BillWords words = rooms.words(request);
        send(request, response, () -> receipt(id, words));
    }

    private void send(
            ServerRequest request, ServerResponse response, Supplier<BillView.Slip> read) {
        Fields query = Body.query(request);
        boolean sent = query.flag("sent", false);
        query.done();
        BillView.Slip view = rooms.core().database().read(read);
        response.header("Cache-Control", "no-store");
        Map<String, Object> values = Map.of("view", view, "sent", sent);
        rooms.templates().send(request, response, "admin/bill_slip", values);
    }

    private BillView.Slip receipt(long id, BillWords words) {
        Receipt receipt =
                rooms.stores()
                        .receipts()
                        .find(id)
                        .orElseThrow(() -> Problem.notFound("receipt", id).refusal());
        Texts texts = words.texts();
        List<BillView.Fact> facts = new ArrayList<>();
        facts.add(fact(texts, "day", words.day(receipt.day())));
        facts.add(fact(texts, "into", words.into(receipt)));
        facts.add(fact(texts, "source", receipt.source().type() + " " + receipt.source().id()));
        facts.add(fact(texts, "taken", receipt.by() + ", " + words.moment(receipt.made())));
        receipt.undone()
                .ifPresent(undone ->
                        facts.add(
                                fact(
                                        texts,
                                        "undone",
                                        words.day(undone.day())
                                                + ", "
                                                + undone.by()
                                                + ": "
                                                + undone.why())));
        List<Allocation> all = rooms.stores().allocations().ofReceipt(id);
        List<BillView.Move> moves = new ArrayList<>();
        Map<Long, InvoiceHead> heads = new HashMap<>();
        Money used = Money.ZERO;
        for (Allocation one : all) {
            InvoiceHead head = heads.computeIfAbsent(one.invoice(), rooms::head);
            String says = texts.of("bill.on", "number", head.number().orElse(""));
            moves.add(words.move(one, says, "/invoices/" + head.id()));
            used = used.plus(one.amount());
        }
        Money rest = receipt.amount().minus(used);
        if (rest.isPositive()) {
            moves.add(
                    new BillView.Move(
                            texts.of("bill.to-credit"),
                            "",
                            words.day(receipt.day()),
                            words.taka(rest),
                            ""));
        }
        return new BillView.Slip(
                words.who(rooms.customer(receipt.customer())),
                "/receipts/" + id,
                texts.of("bill.receipt"),
                receipt.number(),
                words.taka(receipt.amount()),
                receipt.undone().isPresent() ? texts.of("bill.state.undone") : "",
                "bad",
                facts,
                moves,
                texts.of("bill.rule.receipt"));
    }

    private static BillView.Fact fact(Texts texts, String key, String value) {
        return new BillView.Fact(texts.of("bill.fact." + key), value, "");
    }

    private void note(ServerRequest request, ServerResponse response) {
        long id = Routes.longId(request, "credit note");
        BillWords words = rooms.words(request);
        send(request, response, () -> note(id, words));
    }

    private BillView.Slip note(long id, BillWords words) {
        CreditNote note =
                rooms.stores()
                        .notes()
                        .find(id)
                        .orElseThrow(() -> Problem.notFound("credit note", id).refusal());
        Texts texts = words.texts();
        InvoiceHead head = rooms.head(note.invoice());
        List<BillView.Fact> facts =
                List.of(
                        fact(texts, "day", words.day(note.day())),
                        new BillView.Fact(
                                texts.of("bill.fact.invoice"),
                                head.number().orElse(""),
                                "/invoices/" + head.id()),
                        fact(texts, "reason", words.reason(note)),
                        fact(texts, "why", note.printed().path("why").asText("")),
                        fact(texts, "by", note.by() + ", " + words.moment(note.made())),
                        fact(texts, "to-due", words.taka(note.toDue())),
                        fact(texts, "to-credit", words.taka(note.toCredit())));
        return new BillView.Slip(
                words.who(rooms.customer(note.customer())),
                "/credit-notes/" + id,
                texts.of("bill.credit-note"),
                note.number(),
                words.taka(note.amounts().total()),
                "",
                "",
                facts,
                lines(note, words),
                texts.of("bill.rule.credit-note"));
    }

    private List<BillView.Move> lines(CreditNote note, BillWords words) {
        var charged = rooms.stores().invoices().lines(note.invoice());
        return note.lines().stream()
                .map(line -> {
                    String says =
                            charged.stream()
                                    .filter(one -> one.line() == line.line())
                                    .map(one -> words.name(one.says().en(), one.says().bn()))
                                    .findFirst()
                                    .orElse("");
                    return new BillView.Move(
                            says,
                            "",
                            words.taka(line.amounts().net()),
                            words.taka(line.amounts().total()),
                            "");
                })
                .toList();
    }
}
