package io.lastmile.web.payments;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.customers.Customer;
import io.lastmile.core.customers.CustomerParts;
import io.lastmile.core.customers.Search;
import io.lastmile.core.payments.CashDraft;
import io.lastmile.core.payments.CashPayment;
import io.lastmile.core.payments.CashQuote;
import io.lastmile.core.payments.Counter;
import io.lastmile.core.payments.PaymentForms;
import io.lastmile.core.payments.PaymentRoom;
import io.lastmile.core.payments.Taken;
import io.lastmile.core.payments.Till;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Money;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Problem;
import io.lastmile.core.platform.Refusal;
import io.lastmile.core.platform.Routes;
import io.lastmile.web.SeeOther;
import io.lastmile.web.Templates;
import io.lastmile.web.TypedForm;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `/cash`: who it is, how much, what becomes of it, done; Enter leads from each to the next.
public final class CashPages {
    private static final int HITS = 20;
    private static final BigDecimal POISHA = BigDecimal.valueOf(100);
    private static final Map<String, BigDecimal> SCALES = Map.of("amount", POISHA);

    /// What the pages stand on.
    public record Rooms(Database database, PaymentRoom payments, CustomerParts customers) {}

    private record Found(List<Search.Hit> hits, Optional<CashPayment> paid, Optional<Till> till) {}

    private record Who(Customer customer, Counter.Standing standing) {}

    private final Rooms rooms;
    private final Templates templates;
    private final Clock clock;

    public CashPages(Rooms rooms, Templates templates, Clock clock) {
        this.rooms = rooms;
        this.templates = templates;
        this.clock = clock;
    }

    public void routes(Routes routes) {
        routes.may(Permission.CASH_TAKE)
                .get("/cash", this::search)
                .get("/cash/customers/{id}", this::show)
                .post("/cash/customers/{id}/quote", this::quote)
                .post("/cash/customers/{id}/payments", this::take);
    }

    private void search(ServerRequest request, ServerResponse response) {
        Fields query = Body.query(request);
        String q = query.text("q", Search.LENGTH_MAX, "");
        long paid = query.number("paid", 1, Long.MAX_VALUE, 0);
        long missing = query.number("missing", 1, Long.MAX_VALUE, 0);
        query.done();
        Found found =
                rooms.database()
                        .read(() ->
                                new Found(
                                        hits(q),
                                        paid == 0
                                                ? Optional.empty()
                                                : rooms.payments().stores().cash().find(paid),
                                        rooms.payments().stores().tills().own()));
        if (found.hits().size() == 1) {
            SeeOther.send(response, path(customer(found.hits().getFirst())));
            return;
        }
        PaymentWords words = words(request);
        Map<String, Object> values =
                Map.of(
                        "q", q,
                        "hits", found.hits().stream().map(hit -> hit(words, hit)).toList(),
                        "paid", found.paid().map(words::paid).stream().toList(),
                        "missing", missing == 0 ? "" : words.taka(new Money(missing)),
                        "till", found.till().map(words::till).stream().toList());
        response.header("Cache-Control", "no-store");
        templates.send(request, response, "admin/cash", values);
    }

    /// Each customer once; a number or a mobile that is just that one's is that one.
    private List<Search.Hit> hits(String q) {
        Map<Integer, Search.Hit> byCustomer = new LinkedHashMap<>();
        rooms.customers().search().find(q, HITS).stream()
                .filter(hit -> hit.customer().isPresent())
                .forEach(hit -> byCustomer.putIfAbsent(customer(hit), hit));
        List<Search.Hit> exact =
                byCustomer.values().stream().filter(hit -> hit.via().equals("number")).toList();
        return exact.size() == 1 ? exact : List.copyOf(byCustomer.values());
    }

    private static int customer(Search.Hit hit) {
        return hit.customer().orElseThrow().id();
    }

    private static PaymentView.Hit hit(PaymentWords words, Search.Hit hit) {
        return words.hit(hit.customer().orElseThrow(), hit.lineName());
    }

    private static String path(int customer) {
        return "/cash/customers/" + customer;
    }

    private static int id(ServerRequest request) {
        return Routes.id(request, "customer");
    }

    private void show(ServerRequest request, ServerResponse response) {
        int id = id(request);
        Who who = rooms.database().transact(() -> find(id));
        Map<String, String> typed = new LinkedHashMap<>();
        Counter.Standing standing = who.standing();
        if (standing.suggested().isPositive()) {
            BigDecimal taka = BigDecimal.valueOf(standing.suggested().poisha(), 2);
            typed.put("amount", taka.stripTrailingZeros().toPlainString());
        }
        standing.buys().ifPresent(service -> typed.put("for", "subscription-" + service.id()));
        typed.put("times", "1");
        show(request, response, who, TypedForm.of(typed));
    }

    private Who find(int id) {
        Customer customer =
                rooms.customers()
                        .customers()
                        .find(id)
                        .orElseThrow(() -> Problem.notFound("customer", id).refusal());
        return new Who(customer, rooms.payments().counter().standing(id));
    }

    private void show(ServerRequest request, ServerResponse response, Who who, TypedForm form) {
        var view = words(request).person(who.customer(), who.standing());
        Map<String, Object> values = Map.of("view", view, "form", form);
        response.header("Cache-Control", "no-store");
        templates.send(request, response, "admin/cash_take", values);
    }

    private void quote(ServerRequest request, ServerResponse response) {
        TypedForm form = TypedForm.of(Body.formValues(request));
        try {
            quote(request, response, form, false);
        } catch (Refusal refusal) {
            again(request, response, form, refusal);
        }
    }

    /// `changed` says that what somebody agreed to is not what it would be now.
    private void quote(
            ServerRequest request, ServerResponse response, TypedForm form, boolean changed) {
        int id = id(request);
        var draft = PaymentForms.cash(fields(form, id));
        CashQuote quote =
                rooms.database()
                        .transact(() ->
                                rooms.payments().counter().quote(id, draft.amount(), draft.wish()))
                        .orElseThrow(() ->
                                Problem.notFound("subscription", form.value("for")).refusal());
        Who who = rooms.database().transact(() -> find(id));
        PaymentWords words = words(request);
        CashDraft.Quoted told = quote.quoted();
        Map<String, String> kept = new LinkedHashMap<>(form.typed());
        kept.put("total", "" + told.total().poisha());
        kept.put("until", told.until().map(LocalDate::toString).orElse(""));
        Map<String, Object> values =
                Map.of(
                        "view", words.person(who.customer(), who.standing()),
                        "quote", words.quote(quote),
                        "changed", changed,
                        "form", TypedForm.of(kept));
        response.header("Cache-Control", "no-store");
        templates.send(request, response, "admin/cash_confirm", values);
    }

    private void take(ServerRequest request, ServerResponse response) {
        int id = id(request);
        TypedForm form = TypedForm.of(Body.formValues(request));
        try {
            var draft = PaymentForms.cash(fields(form, id));
            Taken taken = rooms.database().transact(() -> rooms.payments().cash().take(draft));
            Money missing = taken.received().shortBy();
            String told = missing.isPositive() ? "&missing=" + missing.poisha() : "";
            SeeOther.send(response, "/cash?paid=" + taken.payment() + told);
        } catch (Refusal refusal) {
            refused(request, response, form, refusal);
        }
    }

    private void refused(
            ServerRequest request, ServerResponse response, TypedForm form, Refusal refusal) {
        if (refusal.problem().faults().stream().anyMatch(one -> one.field().equals("total"))) {
            response.status(refusal.problem().status());
            quote(request, response, form, true);
        } else {
            again(request, response, form, refusal);
        }
    }

    private void again(
            ServerRequest request, ServerResponse response, TypedForm form, Refusal refusal) {
        Who who = rooms.database().transact(() -> find(id(request)));
        response.status(refusal.problem().status());
        show(request, response, who, form.refused(refusal.problem(), SCALES.keySet()));
    }

    private static Fields fields(TypedForm form, int customer) {
        Map<String, String> typed = Typed.wished(form.typed());
        typed.put("customer", "" + customer);
        return TypedForm.of(typed).fields(SCALES);
    }

    private PaymentWords words(ServerRequest request) {
        return new PaymentWords(templates.texts(request), clock.instant());
    }
}
