package io.lastmile.web.payments;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.payments.BankAccount;
import io.lastmile.core.payments.CashPayment;
import io.lastmile.core.payments.HandOver;
import io.lastmile.core.payments.PaymentForms;
import io.lastmile.core.payments.PaymentRoom;
import io.lastmile.core.payments.PaymentStores;
import io.lastmile.core.payments.Till;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Page;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Problem;
import io.lastmile.core.platform.Refusal;
import io.lastmile.core.platform.Routes;
import io.lastmile.core.subscriptions.Made;
import io.lastmile.web.SeeOther;
import io.lastmile.web.Templates;
import io.lastmile.web.TypedForm;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// `/cash/till`, `/tills` and `/hand-overs/{id}`: who has how much cash, and where it goes.
public final class TillPages {
    private static final BigDecimal POISHA = BigDecimal.valueOf(100);
    private static final Map<String, BigDecimal> SCALES =
            Map.of("amount", POISHA, "counted", POISHA);
    private static final TypedForm EMPTY = TypedForm.of(Map.of());
    private static final Page.Request LAST = new Page.Request(30, Optional.empty());

    private record Own(
            Optional<Till> till,
            List<CashPayment> payments,
            List<HandOver> handOvers,
            List<BankAccount> banks) {}

    private record All(Page<Till> tills, List<HandOver> waiting, List<BankAccount> banks) {}

    private record One(Till till, Page<CashPayment> payments) {}

    private final Database database;
    private final PaymentRoom room;
    private final PaymentStores stores;
    private final Templates templates;
    private final Clock clock;

    public TillPages(Database database, PaymentRoom room, Templates templates, Clock clock) {
        this.database = database;
        this.room = room;
        this.stores = room.stores();
        this.templates = templates;
        this.clock = clock;
    }

    public void routes(Routes routes) {
        routes.may(Permission.CASH_TAKE)
                .get("/cash/till", this::own)
                .post("/cash/till/hand-overs", this::make);
        routes.may(Permission.CASH_SETTLE)
                .get("/tills", this::all)
                .post("/tills/banks", this::addBank)
                .get("/tills/{id}", this::one)
                .get("/cash/payments/{id}", this::payment)
                .post("/cash/payments/{id}/undo", this::undo)
                .get("/hand-overs/{id}", this::handOver)
                .post("/hand-overs/{id}/confirm", this::confirm)
                .post("/hand-overs/{id}/refuse", this::refuse);
    }

    private void own(ServerRequest request, ServerResponse response) {
        own(request, response, EMPTY);
    }

    private void own(ServerRequest request, ServerResponse response, TypedForm form) {
        Own found =
                database.read(() -> {
                    Optional<Till> till = stores.tills().own();
                    int id = till.map(Till::id).orElse(0);
                    return new Own(
                            till,
                            stores.cash().ofTill(id, LAST).items(),
                            till.isEmpty()
                                    ? List.of()
                                    : stores.handOvers().page(Optional.empty(), id, LAST).items(),
                            stores.banks().all());
                });
        PaymentWords words = words(request);
        Map<String, Object> values =
                Map.of(
                        "till", found.till().map(words::till).stream().toList(),
                        "payments", found.payments().stream().map(words::paid).toList(),
                        "handOvers", found.handOvers().stream().map(words::handOver).toList(),
                        "banks", found.banks().stream().map(PaymentWords::bank).toList(),
                        "form", form);
        send(request, response, "admin/till_own", values);
    }

    private void make(ServerRequest request, ServerResponse response) {
        change(
                request,
                response,
                fields -> room.handOvers().make(PaymentForms.handOver(fields)),
                new Way("/cash/till", form -> own(request, response, form)));
    }

    private void all(ServerRequest request, ServerResponse response) {
        all(request, response, EMPTY);
    }

    private void all(ServerRequest request, ServerResponse response, TypedForm form) {
        Fields query = Body.query(request);
        Page.Request page = Page.Request.of(query);
        query.done();
        All found =
                database.read(() ->
                        new All(
                                stores.tills().page(page),
                                stores.handOvers()
                                        .page(Optional.of(HandOver.State.WAITS), 0, LAST)
                                        .items(),
                                stores.banks().all()));
        PaymentWords words = words(request);
        Map<String, Object> values =
                Map.of(
                        "tills", found.tills().items().stream().map(words::till).toList(),
                        "more", found.tills().next().orElse(""),
                        "waiting", found.waiting().stream().map(words::handOver).toList(),
                        "banks", found.banks().stream().map(PaymentWords::bank).toList(),
                        "form", form);
        send(request, response, "admin/tills", values);
    }

    private void addBank(ServerRequest request, ServerResponse response) {
        change(
                request,
                response,
                fields -> room.banks().add(PaymentForms.bank(fields)),
                new Way("/tills", form -> all(request, response, form)));
    }

    private void one(ServerRequest request, ServerResponse response) {
        int id = Routes.id(request, "till");
        Fields query = Body.query(request);
        Page.Request page = Page.Request.of(query);
        query.done();
        One found =
                database.read(() ->
                        new One(
                                stores.tills()
                                        .find(id)
                                        .orElseThrow(() -> Problem.notFound("till", id).refusal()),
                                stores.cash().ofTill(id, page)));
        PaymentWords words = words(request);
        Map<String, Object> values =
                Map.of(
                        "till", words.till(found.till()),
                        "payments", found.payments().items().stream().map(words::paid).toList(),
                        "more", found.payments().next().orElse(""));
        send(request, response, "admin/till", values);
    }

    private void payment(ServerRequest request, ServerResponse response) {
        payment(request, response, EMPTY);
    }

    private void payment(ServerRequest request, ServerResponse response, TypedForm form) {
        long id = Routes.longId(request, "payment");
        CashPayment found =
                database.read(() ->
                        stores.cash()
                                .find(id)
                                .orElseThrow(() -> Problem.notFound("payment", id).refusal()));
        Map<String, Object> values = Map.of("view", words(request).paid(found), "form", form);
        send(request, response, "admin/cash_payment", values);
    }

    private void undo(ServerRequest request, ServerResponse response) {
        long id = Routes.longId(request, "payment");
        change(
                request,
                response,
                fields -> room.cash().undo(id, PaymentForms.why(fields)),
                new Way("/cash/payments/" + id, form -> payment(request, response, form)));
    }

    private void handOver(ServerRequest request, ServerResponse response) {
        handOver(request, response, EMPTY);
    }

    private void handOver(ServerRequest request, ServerResponse response, TypedForm form) {
        long id = id(request);
        HandOver found =
                database.read(() ->
                        stores.handOvers()
                                .find(id)
                                .orElseThrow(() -> Problem.notFound("hand-over", id).refusal()));
        Map<String, Object> values = Map.of("view", words(request).handOver(found), "form", form);
        send(request, response, "admin/hand_over", values);
    }

    private static long id(ServerRequest request) {
        return Routes.longId(request, "hand-over");
    }

    private void confirm(ServerRequest request, ServerResponse response) {
        change(
                request,
                response,
                fields -> {
                    PaymentForms.Counted counted = PaymentForms.counted(fields);
                    return room.handOvers().confirm(id(request), counted.counted(), counted.why());
                },
                new Way("/tills", form -> handOver(request, response, form)));
    }

    private void refuse(ServerRequest request, ServerResponse response) {
        change(
                request,
                response,
                fields -> room.handOvers().refuse(id(request), PaymentForms.why(fields)),
                new Way("/tills", form -> handOver(request, response, form)));
    }

    /// Where a form leads, and how it is shown again.
    private record Way(String to, java.util.function.Consumer<TypedForm> again) {}

    private void change(
            ServerRequest request, ServerResponse response, Function<Fields, Made> work, Way way) {
        TypedForm form = TypedForm.of(Body.formValues(request));
        try {
            Fields fields = form.fields(SCALES);
            long unused = database.transact(() -> work.apply(fields).idOrRefuse());
            SeeOther.send(response, way.to());
        } catch (Refusal refusal) {
            response.status(refusal.problem().status());
            way.again().accept(form.refused(refusal.problem(), SCALES.keySet()));
        }
    }

    private void send(
            ServerRequest request,
            ServerResponse response,
            String template,
            Map<String, Object> values) {
        response.header("Cache-Control", "no-store");
        templates.send(request, response, template, values);
    }

    private PaymentWords words(ServerRequest request) {
        return new PaymentWords(templates.texts(request), clock.instant());
    }
}
