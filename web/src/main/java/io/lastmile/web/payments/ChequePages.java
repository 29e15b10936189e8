package io.lastmile.web.payments;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.customers.Customer;
import io.lastmile.core.payments.BankAccount;
import io.lastmile.core.payments.Cheque;
import io.lastmile.core.payments.Counter;
import io.lastmile.core.payments.Outcome;
import io.lastmile.core.payments.PaymentForms;
import io.lastmile.core.payments.PaymentRoom;
import io.lastmile.core.payments.PaymentStores;
import io.lastmile.core.platform.Body;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// `/cheques`: taken, deposited, cleared or bounced.
public final class ChequePages {
    private static final Map<String, BigDecimal> SCALES = Map.of("amount", BigDecimal.valueOf(100));
    private static final int NUMBER_LENGTH_MAX = 20;
    private static final TypedForm EMPTY = TypedForm.of(Map.of());

    private record One(Cheque cheque, List<BankAccount> banks, Optional<Outcome> outcome) {}

    private final BankPages.Rooms rooms;
    private final PaymentRoom room;
    private final PaymentStores stores;
    private final Templates templates;
    private final Clock clock;

    public ChequePages(BankPages.Rooms rooms, Templates templates, Clock clock) {
        this.rooms = rooms;
        this.room = rooms.payments();
        this.stores = room.stores();
        this.templates = templates;
        this.clock = clock;
    }

    public void routes(Routes routes) {
        routes.may(Permission.CASH_SETTLE)
                .get("/cheques", this::all)
                .get("/cheques/new", this::fresh)
                .post("/cheques", this::receive)
                .get("/cheques/{id}", this::one)
                .post("/cheques/{id}/deposit", this::deposit)
                .post("/cheques/{id}/clear", this::clear)
                .post("/cheques/{id}/bounce", this::bounce);
    }

    private void all(ServerRequest request, ServerResponse response) {
        Fields query = Body.query(request);
        var state = query.optionalChoice("state", Cheque.State.class);
        Page.Request page = Page.Request.of(query);
        query.done();
        Page<Cheque> found = rooms.database().read(() -> stores.cheques().page(state, page));
        PaymentWords words = words(request);
        Map<String, Object> values =
                Map.of(
                        "cheques", found.items().stream().map(words::cheque).toList(),
                        "state", state.map(Fields::nameOf).orElse(""),
                        "more", found.next().orElse(""));
        send(request, response, "admin/cheques", values);
    }

    /// Whose it is, by the number on their bills, and what they can want it for.
    private void fresh(ServerRequest request, ServerResponse response) {
        Fields query = Body.query(request);
        String typed = query.text("customer", NUMBER_LENGTH_MAX, "");
        query.done();
        TypedForm form = TypedForm.of(Map.of("customer", typed, "times", "1"));
        try {
            int customer = Typed.customer(rooms.database(), stores, typed);
            fresh(request, response, new Fresh(Optional.of(customer), form));
        } catch (Refusal refusal) {
            again(request, response, form, refusal);
        }
    }

    private void again(
            ServerRequest request, ServerResponse response, TypedForm form, Refusal refusal) {
        response.status(refusal.problem().status());
        Optional<Integer> customer =
                rooms.database().read(() -> stores.payers().numbered(form.value("customer")));
        TypedForm shown = form.refused(refusal.problem(), SCALES.keySet());
        fresh(request, response, new Fresh(customer, shown));
    }

    private record Fresh(Optional<Integer> customer, TypedForm form) {}

    private void fresh(ServerRequest request, ServerResponse response, Fresh fresh) {
        PaymentWords words = words(request);
        Optional<Who> who =
                rooms.database()
                        .transact(() ->
                                fresh.customer()
                                        .flatMap(rooms.customers()::find)
                                        .map(customer ->
                                                new Who(
                                                        customer,
                                                        room.counter().standing(customer.id()))));
        Map<String, String> typed = new HashMap<>(fresh.form().typed());
        typed.putIfAbsent(
                "for",
                who.flatMap(one -> one.standing().buys())
                        .map(service -> "subscription-" + service.id())
                        .orElse(""));
        var form = new TypedForm(typed, fresh.form().faults(), fresh.form().message());
        Map<String, Object> values =
                Map.of(
                        "who",
                        who.map(one -> words.person(one.customer(), one.standing())).stream()
                                .toList(),
                        "form",
                        form);
        send(request, response, "admin/cheque_new", values);
    }

    private record Who(Customer customer, Counter.Standing standing) {}

    private void receive(ServerRequest request, ServerResponse response) {
        TypedForm form = TypedForm.of(Body.formValues(request));
        try {
            Map<String, String> typed =
                    Typed.numbered(rooms.database(), stores, Typed.wished(form.typed()));
            Fields fields = TypedForm.of(typed).fields(SCALES);
            long id =
                    rooms.database()
                            .transact(() ->
                                    room.cheques()
                                            .receive(PaymentForms.cheque(fields))
                                            .idOrRefuse());
            SeeOther.send(response, "/cheques/" + id);
        } catch (Refusal refusal) {
            again(request, response, form, refusal);
        }
    }

    private static long id(ServerRequest request) {
        return Routes.longId(request, "cheque");
    }

    private void one(ServerRequest request, ServerResponse response) {
        one(request, response, EMPTY);
    }

    private void one(ServerRequest request, ServerResponse response, TypedForm form) {
        long id = id(request);
        One found =
                rooms.database()
                        .read(() -> {
                            Cheque cheque =
                                    stores.cheques()
                                            .find(id)
                                            .orElseThrow(
                                                    () -> Problem.notFound("cheque", id).refusal());
                            return new One(
                                    cheque, stores.banks().all(), room.outcomes().of(cheque));
                        });
        PaymentWords words = words(request);
        Map<String, Object> values =
                Map.of(
                        "view", words.cheque(found.cheque()),
                        "did", found.outcome().map(words::outcome).orElse(List.of()),
                        "banks", found.banks().stream().map(PaymentWords::bank).toList(),
                        "form", form);
        send(request, response, "admin/cheque", values);
    }

    private void deposit(ServerRequest request, ServerResponse response) {
        step(
                request,
                response,
                fields -> {
                    PaymentForms.Deposit wanted = PaymentForms.deposit(fields);
                    return room.cheques().deposit(id(request), wanted.bank(), wanted.day());
                });
    }

    private void clear(ServerRequest request, ServerResponse response) {
        step(
                request,
                response,
                fields -> room.cheques().clear(id(request), PaymentForms.day(fields)));
    }

    private void bounce(ServerRequest request, ServerResponse response) {
        step(
                request,
                response,
                fields -> {
                    PaymentForms.Bounce wanted = PaymentForms.bounce(fields);
                    return room.cheques().bounce(id(request), wanted.day(), wanted.why());
                });
    }

    private void step(ServerRequest request, ServerResponse response, Function<Fields, Made> work) {
        TypedForm form = TypedForm.of(Body.formValues(request));
        try {
            Fields fields = form.fields(SCALES);
            long id = rooms.database().transact(() -> work.apply(fields).idOrRefuse());
            SeeOther.send(response, "/cheques/" + id);
        } catch (Refusal refusal) {
            response.status(refusal.problem().status());
            one(request, response, form.refused(refusal.problem(), SCALES.keySet()));
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
