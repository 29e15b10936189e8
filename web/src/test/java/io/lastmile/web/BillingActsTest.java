package io.lastmile.web;

import static io.lastmile.web.BillingScene.POSTPAID;
import static io.lastmile.web.BillingScene.PREPAID;
import static io.lastmile.web.BillingScene.form;
import static org.assertj.core.api.Assertions.assertThat;

import io.lastmile.core.platform.Money;
import io.lastmile.core.subscriptions.SubscriptionKind;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What staff do to bills without a script: what a page promises is what is done, and what was
/// looked at alone is not.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BillingActsTest {
    private static final String BATCHES = "select count(*) from core.ledger_batch";

    private TestSite site;
    private BillingScene scene;

    @BeforeAll
    void start() throws Exception {
        site = new TestSite();
        site.enter();
        scene = new BillingScene(site);
    }

    @AfterAll
    void stop() {
        site.close();
    }

    private String done(String path, String... values) throws Exception {
        HttpResponse<String> answer = site.post(path, form(values));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
        return answer.headers().firstValue("location").orElse("");
    }

    @Test
    void aDraftIsWrittenChangedLookedAtAndFinalised() throws Exception {
        String path = "/customers/" + POSTPAID + "/invoices/new";
        assertThat(scene.page(path)).contains("Rahima", "lines.5.says");
        var wrong = site.post(path, form("lines.0.says", "Cable", "lines.0.amount", "many"));
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).contains("value=\"Cable\"", "value=\"many\"");
        String draft =
                done(
                        path,
                        "lines.0.says",
                        "Cable",
                        "lines.0.saysBn",
                        "তার",
                        "lines.0.amount",
                        "1,000.50",
                        "lines.0.serviceClass",
                        "internet");
        assertThat(scene.page(draft)).contains("Draft", "Cable", "৳ 1,000.50", draft + "/finalise");
        assertThat(scene.page(draft + "/edit")).contains("value=\"1,000.50\"");
        String[] change = {
            "version",
            "1",
            "lines.0.says",
            "Cable",
            "lines.0.amount",
            "1000",
            "lines.0.serviceClass",
            "internet"
        };
        done(draft + "/edit", change);
        var again = site.post(draft + "/edit", form(change));
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.body()).contains("Somebody changed it meanwhile.");
        String before = site.value(BATCHES);
        assertThat(scene.page(draft + "/finalise")).contains("৳ 50", "৳ 1,050", "-2026", " → ৳ ");
        assertThat(site.value(BATCHES)).isEqualTo(before);
        assertThat(done(draft + "/finalise", "version", "2")).isEqualTo(draft);
        assertThat(scene.page(draft)).contains("INV-2627-", "Open").doesNotContain("/finalise\"");
        assertThat(scene.page(draft + "/finalise")).contains("not in a state for this any more");
        assertThat(site.get("/invoices/999999/finalise").statusCode()).isEqualTo(404);
    }

    /// A draft has as many lines as it has: its form shows them all, and loses none.
    @Test
    void aLongDraftLosesNoLine() throws Exception {
        String draft = "/invoices/" + scene.invoice(POSTPAID, 40, false);
        List<String> form = new ArrayList<>(List.of("version", "1"));
        for (int line = 0; line < 9; line++) {
            form.addAll(
                    List.of(
                            "lines." + line + ".says",
                            "Part " + line,
                            "lines." + line + ".amount"));
            form.add("" + (line + 1));
        }
        done(draft + "/edit", form.toArray(String[]::new));
        assertThat(scene.page(draft)).contains("Part 0", "Part 8");
        assertThat(scene.page(draft + "/edit"))
                .contains("value=\"Part 8\"", "name=\"lines.10.says\"")
                .doesNotContain("lines.11.says");
        done(draft + "/drop", "version", "2");
    }

    @Test
    void aDraftIsDropped() throws Exception {
        String draft = "/invoices/" + scene.invoice(POSTPAID, 40, false);
        assertThat(scene.page(draft + "/drop")).contains("The draft goes with its lines.");
        assertThat(done(draft + "/drop", "version", "1")).isEqualTo("/invoices");
        assertThat(site.get(draft).statusCode()).isEqualTo(404);
    }

    @Test
    void creditIsShownBeforeItIsGivenAndNeverMoreThanALine() throws Exception {
        String path = "/invoices/" + scene.invoice(POSTPAID, 500, true) + "/credit";
        assertThat(scene.page(path)).contains("Cable &lt;10 m&gt;", "500 left of it");
        String notes = site.value("select count(*) from core.credit_note");
        assertThat(scene.page(path + "?lines.1=100&reason=outage"))
                .contains("What will happen", "৳ 105", "name=\"lines.1\" value=\"100\"");
        assertThat(site.value("select count(*) from core.credit_note")).isEqualTo(notes);
        var more = site.get(path + "?lines.1=500.01&reason=outage");
        assertThat(more.statusCode()).isEqualTo(409);
        assertThat(more.body()).contains("more than what is left of its line", "500.01");
        assertThat(site.get(path + "?reason=outage").body()).contains("Say for which lines");
        var dumb = site.post(path, form("lines.1", "100", "why", ""));
        assertThat(dumb.statusCode()).isEqualTo(400);
        assertThat(dumb.body()).contains("This is needed.", "name=\"lines.1\" value=\"100\"");
        String note = done(path, "lines.1", "100", "reason", "outage", "why", "Two days off");
        assertThat(scene.page(note))
                .contains("CRN-2627-", "৳ 105", "Outage", "Two days off", "Cable &lt;10 m&gt;");
        String rest = done(path, "whole", "true", "why", "All of it");
        assertThat(scene.page(rest)).contains("৳ 420");
        var voided = site.post(path.replace("credit", "void"), form("version", "1", "why", "x"));
        assertThat(voided.statusCode()).isEqualTo(409);
        assertThat(voided.body()).contains("It was credited already.");
    }

    @Test
    void aVoidInvoiceSaysWhatBecameOfItsMoneyBeforehand() throws Exception {
        String path =
                "/invoices/"
                        + site.value("select id from core.invoice where customer = " + PREPAID);
        String before = site.value(BATCHES);
        assertThat(scene.page(path + "/void")).contains("৳ 300 → ৳ 1,035", "name=\"why\"");
        assertThat(site.value(BATCHES)).isEqualTo(before);
        var dumb = site.post(path + "/void", form("version", "1", "why", ""));
        assertThat(dumb.statusCode()).isEqualTo(400);
        assertThat(dumb.body()).contains("name=\"why\"", "role=\"alert\"");
        done(path + "/void", "version", "1", "why", "Wrong <plan>");
        assertThat(scene.page(path)).contains("Wrong &lt;plan&gt;", "Void", "Taken off again on");
    }

    @Test
    void aRunIsReckonedComparedConfirmedAndLeavesWhatChanged() throws Exception {
        assertThat(scene.page("/billing/runs")).contains("value=\"2026-11-22\"");
        var far = site.post("/billing/runs", form("through", "2027-11-22"));
        assertThat(far.statusCode()).isEqualTo(409);
        assertThat(far.body()).contains("Nobody is billed that far ahead");
        String charges = "/customers/" + POSTPAID + "/charges";
        done(charges, "says", "Joint <fibre>", "amount", "300");
        String run = done("/billing/runs", "through", "2026-11-22");
        var reckons = site.get(run);
        assertThat(reckons.headers().firstValue("refresh").isPresent())
                .isEqualTo(reckons.body().contains("Look again"));
        assertThat(site.post("/billing/runs", form("through", "2026-11-22")).body())
                .contains("A run is under way.");
        scene.await(run, "Charge all of it");
        site.sql("update core.billing_run_item set before = 70000");
        assertThat(scene.page(run))
                .contains("Home &lt;20&gt;", "−৳ 490", "Less than before: 1", "New: 0", "Rahima")
                .contains(run + "/confirm", "22-11-2026 – 30-11-2026");
        assertThat(scene.page(run + "?only=less")).contains("Rahima");
        assertThat(scene.page(run + "?only=more")).contains("Nobody.");
        assertThat(scene.page(run + "?only=gone")).contains("Nobody.");
        assertThat(scene.page(run)).contains("৳ 300", "৳ 510", "One-off charges: 1");
        assertThat(scene.page(run + "?only=riding"))
                .contains("Joint &lt;fibre&gt;", charges)
                .doesNotContain("Nobody.");
        assertThat(site.get(run + "?only=nonsense").statusCode()).isEqualTo(400);
        var stale = site.post(run + "/confirm", form("version", "77"));
        assertThat(stale.statusCode()).isEqualTo(409);
        assertThat(stale.body()).contains("Somebody changed it meanwhile.");
        String version = site.value("select max(version) from core.billing_run");
        done(run + "/confirm", "version", version);
        scene.await(run, "<span class=\"pill good\">Done");
        String bill = site.value("select max(invoice) from core.billing_run_item");
        assertThat(scene.page("/invoices/" + bill))
                .contains(
                        "Joint &lt;fibre&gt;",
                        "Charged are 9 of the 30 days",
                        "it turns on day 1 of the month");
        assertThat(scene.page("/billing/services/" + scene.service(POSTPAID)))
                .contains("Charged until 30-11-2026", "INV-2627-");
        site.sql("update core.billing_run_item set state = 'changed'");
        assertThat(scene.page(run)).contains("1 came out otherwise", run + "?only=changed");
        assertThat(site.post(run + "/drop", form("version", version)).body())
                .contains("not waiting for an answer any more");
        scene.speak("bn");
        assertThat(scene.page(run)).contains("প্যাকেজ অনুযায়ী", "পরের বারের জন্য");
        scene.speak("en");
    }

    /// Credit buys the next period at the price that was shown, and at no other.
    @Test
    void creditBuysTheNextPeriodAtThePriceThatWasShown() throws Exception {
        scene.customer(95, "Nila", "নীলা");
        scene.start(95, SubscriptionKind.PREPAID, 22);
        scene.receive(95, 95, Money.ofTaka(1035), Optional.of(scene.service(95)));
        String page = "/billing/services/" + scene.service(95);
        assertThat(scene.page(page))
                .contains("is too little for the next period: ৳ 735, until")
                .doesNotContain(page + "/renewal");
        scene.receive(96, 95, Money.ofTaka(435), Optional.empty());
        assertThat(scene.page(page)).contains("pays the next period: ৳ 735, until 21-01-2027");
        var stale = site.post(page + "/renewal", form("total", "73400"));
        assertThat(stale.statusCode()).isEqualTo(409);
        assertThat(stale.body()).contains("It costs something else by now.", "role=\"alert\"");
        done(page + "/renewal", "total", "73500");
        assertThat(scene.page(page)).contains("Paid until 21-01-2027").doesNotContain("/renewal");
        scene.speak("bn");
        assertThat(scene.page(page)).contains("২১-০১-২০২৭");
        scene.speak("en");
    }

    /// A service that ended with paid days: its page says what they are worth and gives it once.
    @Test
    void whatAnEndLeftIsGivenBackOnce() throws Exception {
        scene.customer(96, "Mitu", "মিতু");
        scene.start(96, SubscriptionKind.PREPAID, 22);
        scene.receive(97, 96, Money.ofTaka(735), Optional.of(scene.service(96)));
        int service = scene.service(96);
        String page = "/billing/services/" + service;
        assertThat(scene.page(page)).doesNotContain("/unused");
        done("/subscriptions/" + service + "/termination", "day", "2026-11-22", "why", "Moved");
        assertThat(scene.page(page))
                .contains("30 days were charged and not used: ৳ 700 before tax", page + "/unused");
        assertThat(site.post(page + "/unused", form("why", "")).statusCode()).isEqualTo(400);
        done(page + "/unused", "why", "Moved away");
        assertThat(scene.page(page)).contains("there is credit for them").doesNotContain("/unused");
        assertThat(scene.page("/customers/96/money")).contains("৳ 735", "CRN-2627-");
    }

    @Test
    void aChargeWaitsIsBilledOrDropped() throws Exception {
        String path = "/customers/" + POSTPAID + "/charges";
        assertThat(scene.page("/customers/" + POSTPAID + "/money")).contains(path);
        assertThat(scene.page("/customers/" + PREPAID + "/charges"))
                .contains("Nothing is or was charged once.");
        var dumb = site.post(path, form("says", "", "amount", "100"));
        assertThat(dumb.statusCode()).isEqualTo(400);
        assertThat(dumb.body()).contains("value=\"100\"", "aria-invalid=\"true\"");
        var comma = site.post(path, form("says", "Router", "amount", "1250,50"));
        assertThat(comma.statusCode()).isEqualTo(400);
        assertThat(comma.body()).contains("value=\"1250,50\"", "a number like 500 or 499.50");
        done(path, "says", "Router <dual>", "saysBn", "রাউটার", "amount", "1,500.50");
        done(path, "says", "Cable", "amount", "100", "serviceClass", "internet");
        assertThat(scene.page(path))
                .contains("Router &lt;dual&gt;", "৳ 1,500.50", "Waits for the next bill");
        String router = site.value("select id from core.one_off where says like 'Router%'");
        String cable = site.value("select id from core.one_off where says = 'Cable'");
        var foreign = site.post("/customers/" + PREPAID + "/charges/bill", form("charge", cable));
        assertThat(foreign.statusCode()).isEqualTo(404);
        done(path + "/bill", "charge", cable);
        assertThat(site.post(path + "/drop", form("charge", router, "why", "")).statusCode())
                .isEqualTo(400);
        done(path + "/drop", "charge", router, "why", "His own <one>");
        String bill = site.value("select invoice from core.one_off where id = " + cable);
        assertThat(scene.page(path))
                .contains("/invoices/" + bill, "Dropped", "His own &lt;one&gt;");
        assertThat(scene.page("/invoices/" + bill)).contains("Cable", "৳ 105", "Charged once.");
        var late = site.post(path + "/bill", form("charge", router));
        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(late.body()).contains("It does not wait any more");
        scene.speak("bn");
        assertThat(scene.page(path)).contains("রাউটার", "বাদ দেওয়া হয়েছে");
        scene.speak("en");
    }

    @Test
    void whoSellsIsSavedAsItWasRead() throws Exception {
        String[] wanted = {
            "version", "1", "seller", "Amar Net", "sellerBn", "আমার নেট", "address", "Mirpur",
            "addressBn", "মিরপুর", "bin", "", "termsDays", "7", "challan", "true",
            "renewByHand", "true"
        };
        var without = site.post("/billing/settings", form(wanted));
        assertThat(without.statusCode()).isEqualTo(400);
        assertThat(without.body()).contains("value=\"Amar Net\"", "aria-invalid=\"true\"");
        wanted[11] = "001234567-0101";
        done("/billing/settings", wanted);
        assertThat(scene.page("/billing/settings"))
                .contains("আমার নেট", "001234567-0101")
                .contains("name=\"renewByHand\" value=\"true\" checked");
        var stale = site.post("/billing/settings", form(wanted));
        assertThat(stale.statusCode()).isEqualTo(409);
        assertThat(stale.body()).contains("Somebody changed it meanwhile.");
    }

    @Test
    void taxRulesFollowEachOther() throws Exception {
        String[] rule = {
            "kind",
            "vat",
            "base",
            "net",
            "code",
            "VAT7.5",
            "percent",
            "7.5",
            "serviceClass",
            "other",
            "from",
            "2026-07-01"
        };
        done("/billing/taxes", rule);
        assertThat(scene.page("/billing/taxes"))
                .contains("VAT7.5", "7.5 %", "of the price", "01-07-2026", "Holds");
        rule[11] = "2026-01-01";
        var earlier = site.post("/billing/taxes", form(rule));
        assertThat(earlier.statusCode()).isEqualTo(409);
        assertThat(earlier.body()).contains("Another rule of this class begins");
        var wrong = site.post("/billing/taxes", form("percent", "x", "code", "A"));
        assertThat(wrong.statusCode()).isEqualTo(400);
        String[] end = {
            "kind", "vat", "serviceClass", "other", "from", "2026-07-01", "to", "2027-07-01"
        };
        done("/billing/taxes/end", end);
        assertThat(scene.page("/billing/taxes")).contains("30-06-2027");
        assertThat(site.post("/billing/taxes/end", form(end)).statusCode()).isEqualTo(409);
    }

    @Test
    void discountsOfAServiceComeAndEnd() throws Exception {
        String path = "/billing/services/" + scene.service(POSTPAID) + "/discounts";
        assertThat(scene.page(path)).contains("No discount", "value=\"2026-11-22\"");
        var both =
                site.post(
                        path,
                        form("percent", "5", "amount", "50", "from", "2026-12-01", "why", "x"));
        assertThat(both.statusCode()).isEqualTo(400);
        done(path, "amount", "50.50", "from", "2026-12-01", "why", "A <friend>");
        assertThat(scene.page(path)).contains("৳ 50.50", "A &lt;friend&gt;", "01-12-2026");
        String id = site.value("select max(id) from core.discount");
        String[] end = {"discount", id, "version", "1", "to", "2027-01-01"};
        done(path + "/end", end);
        assertThat(scene.page(path)).contains("31-12-2026");
        assertThat(site.post(path + "/end", form(end)).statusCode()).isEqualTo(409);
        String other = path.replaceAll("[0-9]+", "" + scene.service(PREPAID));
        assertThat(site.post(other + "/end", form(end)).statusCode()).isEqualTo(404);
    }
}
