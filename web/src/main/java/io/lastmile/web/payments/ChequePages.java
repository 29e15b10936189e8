package io.lastmile.web.payments;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.payments.BankAccount;
import io.lastmile.core.payments.Cheque;
import io.lastmile.core.payments.Outcome;
import io.lastmile.core.payments.PaymentForms;
import io.lastmile.core.payments.PaymentRoom;
import io.lastmile.core.payments.PaymentStores;
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

/// `/cheques`: taken, deposited, cleared or bounced.
public final class ChequePages {
    private static final Map<String, BigDecimal> SCALES = Map.of("amount", BigDecimal.valueOf(100));
    private static final TypedForm EMPTY = TypedForm.of(Map.of());

    private record One(Cheque cheque, List<BankAccount> banks, Optional<Outcome> outcome) {}

    private final Database database;
    private final PaymentRoom room;
    private final PaymentStores stores;
    private final Templates templates;
    private final Clock clock;

    public ChequePages(Database database, PaymentRoom room, Templates templates, Clock clock) {
        this.database = database;
        this.room = room;
        this.stores = room.stores();
        this.templates = templates;
        this.clock = clock;
    }

    public void routes(Routes routes) {
        routes.may(Permission.CASH_SETTLE)
                .get("/cheques", this::all)
                .post("/cheques", this::receive)
                .get("/cheques/{id}", this::one)
                .post("/cheques/{id}/deposit", this::deposit)
                .post("/cheques/{id}/clear", this::clear)
                .post("/cheques/{id}/bounce", this::bounce);
    }

    private void all(ServerRequest request, ServerResponse response) {
        all(request, response, EMPTY);
    }

    private void all(ServerRequest request, ServerResponse response, TypedForm form) {
        Fields query = Body.query(request);
        var state = query.optionalChoice("state", Cheque.State.class);
        Page.Request page = Page.Request.of(query);
        query.done();
        Page<Cheque> found = database.read(() -> stores.cheques().page(state, page));
        PaymentWords words = words(request);
        Map<String, Object> values =
                Map.of(
                        "cheques", found.items().stream().map(words::cheque).toList(),
                        "state", state.map(Fields::nameOf).orElse(""),
                        "more", found.next().orElse(""),
                        "form", form);
        send(request, response, "admin/cheques", values);
    }

    /// The customer is typed as bills call them: `C100017`.
    private void receive(ServerRequest request, ServerResponse response) {
        change(
                request,
                response,
                fields -> room.cheques().receive(PaymentForms.cheque(fields)),
                form -> all(request, response, form));
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
                database.read(() -> {
                    Cheque cheque =
                            stores.cheques()
                                    .find(id)
                                    .orElseThrow(() -> Problem.notFound("cheque", id).refusal());
                    return new One(cheque, stores.banks().all(), room.outcomes().of(cheque));
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
        change(request, response, work, form -> one(request, response, form));
    }

    private void change(
            ServerRequest request,
            ServerResponse response,
            Function<Fields, Made> work,
            java.util.function.Consumer<TypedForm> again) {
        TypedForm form = TypedForm.of(Body.formValues(request));
        try {
            Fields fields =
                    TypedForm.of(Typed.numbered(database, stores, form.typed())).fields(SCALES);
            long id = database.transact(() -> work.apply(fields).idOrRefuse());
            SeeOther.send(response, "/cheques/" + id);
        } catch (Refusal refusal) {
            response.status(refusal.problem().status());
            again.accept(form.refused(refusal.problem(), SCALES.keySet()));
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
