package io.lastmile.web.billing;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lastmile.core.billing.BillingForms;
import io.lastmile.core.billing.BillingSetting;
import io.lastmile.core.billing.TaxRule;
import io.lastmile.core.billing.TermsDesk;
import io.lastmile.core.platform.Body;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Refusal;
import io.lastmile.core.platform.Routes;
import io.lastmile.web.SeeOther;
import io.lastmile.web.TypedForm;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// `/billing/settings` and `/billing/taxes`: who sells and on which terms, and what the law takes.
final class BillSettingPages {
    private static final String SETTINGS = "/billing/settings";
    private static final String TAXES = "/billing/taxes";
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final int DECIMALS = 7;

    private final BillRooms rooms;
    private final TermsDesk desk;

    BillSettingPages(BillRooms rooms) {
        this.rooms = rooms;
        this.desk = rooms.billing().terms();
    }

    void routes(Routes routes) {
        routes.may(Permission.BILLING_SETTINGS)
                .get(SETTINGS, this::settings)
                .post(SETTINGS, this::change)
                .get(TAXES, this::taxes)
                .post(TAXES, this::add)
                .post(TAXES + "/end", this::end);
    }

    private void settings(ServerRequest request, ServerResponse response) {
        BillingSetting now =
                rooms.core().database().read(() -> rooms.stores().settings().current());
        settings(request, response, TypedForm.of(typed(now)), "");
    }

    private void settings(
            ServerRequest request, ServerResponse response, TypedForm form, String refused) {
        Map<String, Object> values = Map.of("form", form, "refused", refused);
        rooms.templates().send(request, response, "admin/bill_settings", values);
    }

    private static Map<String, String> typed(BillingSetting now) {
        Map<String, String> typed = new HashMap<>();
        typed.put("version", "" + now.version());
        typed.put("seller", now.seller().name());
        typed.put("sellerBn", now.seller().nameBn());
        typed.put("address", now.seller().address());
        typed.put("addressBn", now.seller().addressBn());
        typed.put("bin", now.seller().bin());
        typed.put("challan", "" + now.seller().challan());
        typed.put("renewByHand", "" + now.renewByHand());
        typed.put("termsDays", "" + now.termsDays());
        return typed;
    }

    private void change(ServerRequest request, ServerResponse response) {
        Map<String, String> sent = new HashMap<>(Body.formValues(request));
        sent.putIfAbsent("challan", "false");
        sent.putIfAbsent("renewByHand", "false");
        TypedForm form = TypedForm.of(sent);
        try {
            Fields fields = form.fields(Map.of());
            long version = fields.number("version", 1, Long.MAX_VALUE);
            BillingSetting wanted = BillingForms.setting(fields, version);
            long unused = rooms.core().database().transact(() -> desk.change(wanted).idOrRefuse());
            SeeOther.send(response, SETTINGS);
        } catch (Refusal refusal) {
            response.status(refusal.problem().status());
            String says = new RefusalWords(rooms.templates().texts(request)).of(refusal.problem());
            settings(request, response, form.refused(refusal.problem(), Set.of()), says);
        }
    }

    private void taxes(ServerRequest request, ServerResponse response) {
        taxes(request, response, TypedForm.of(Map.of("serviceClass", "internet")), "");
    }

    private void taxes(
            ServerRequest request, ServerResponse response, TypedForm form, String refused) {
        List<TaxRule> rules =
                rooms.core().database().read(() -> rooms.stores().taxes().rules()).rules();
        BillWords words = rooms.words(request);
        Map<String, Object> values =
                Map.of(
                        "rules",
                        rules.stream()
                                .sorted(
                                        Comparator.comparing(TaxRule::serviceClass)
                                                .thenComparing(TaxRule::kind)
                                                .thenComparing(
                                                        Comparator.comparing(TaxRule::from)
                                                                .reversed()))
                                .map(rule -> rule(rule, words))
                                .toList(),
                        "form",
                        form,
                        "refused",
                        refused);
        rooms.templates().send(request, response, "admin/bill_taxes", values);
    }

    private static BillView.Rule rule(TaxRule rule, BillWords words) {
        var texts = words.texts();
        String percent = texts.format().number(rule.rate().multiply(HUNDRED), DECIMALS);
        return new BillView.Rule(
                rule.code(),
                Fields.nameOf(rule.kind()),
                texts.of("bill.tax." + Fields.nameOf(rule.kind())),
                texts.of("bill.percent", "n", percent),
                texts.of("bill.base." + Fields.nameOf(rule.base())),
                rule.serviceClass(),
                words.day(rule.from()),
                rule.from().toString(),
                rule.to().map(day -> words.day(day.minusDays(1))).orElse(""),
                rule.holds(words.today()),
                rule.to().isEmpty());
    }

    private void add(ServerRequest request, ServerResponse response) {
        work(
                request,
                response,
                fields -> {
                    TaxRule rule = BillingForms.rule(fields);
                    return desk.add(rule).idOrRefuse();
                });
    }

    private void end(ServerRequest request, ServerResponse response) {
        work(
                request,
                response,
                fields -> {
                    TaxRule.Kind kind = fields.choice("kind", TaxRule.Kind.VAT);
                    String serviceClass = fields.text("serviceClass", 40);
                    String from = fields.text("from", 10);
                    LocalDate day = BillingForms.end(fields);
                    if (!from.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")) {
                        fields.refuse("from", from, "a day like 2026-11-23");
                    }
                    fields.done();
                    return desk.end(kind, serviceClass, LocalDate.parse(from), day).idOrRefuse();
                });
    }

    private void work(ServerRequest request, ServerResponse response, Function<Fields, Long> work) {
        TypedForm form = TypedForm.of(Body.formValues(request));
        try {
            Fields fields = form.fields(Map.of());
            long unused = rooms.core().database().transact(() -> work.apply(fields));
            SeeOther.send(response, TAXES);
        } catch (Refusal refusal) {
            response.status(refusal.problem().status());
            String says = new RefusalWords(rooms.templates().texts(request)).of(refusal.problem());
            taxes(request, response, form.refused(refusal.problem(), Set.of()), says);
        }
    }
}
