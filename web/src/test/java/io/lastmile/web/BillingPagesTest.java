package io.lastmile.web;

import static io.lastmile.web.BillingScene.POSTPAID;
import static io.lastmile.web.BillingScene.PREPAID;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What customers owe and why, without a script, in both languages.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BillingPagesTest {
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

    @AfterEach
    void english() throws Exception {
        scene.speak("en");
    }

    private String invoice(int customer) throws Exception {
        return "/invoices/"
                + site.value("select max(id) from core.invoice where customer = " + customer);
    }

    @Test
    void theMoneyTabShowsThreeNumbersAndTheirPapers() throws Exception {
        String path = "/customers/" + PREPAID + "/money";
        assertThat(scene.page(path))
                .contains("Abdul &lt;Karim&gt;", "INV-2627-", "RCT-2627-", "৳ 300")
                .contains(path + "/why", "/billing/services/", "charged until", "21-12-2026")
                .contains("Nothing is open.");
        scene.speak("bn");
        assertThat(scene.page(path)).contains("আব্দুল করিম", "৳ ৩০০", "২১-১২-২০২৬", "মোট বাকি");
        assertThat(site.get("/customers/999999/money").statusCode()).isEqualTo(404);
    }

    @Test
    void aBillSaysWhyItIsThatMuchAndWhatPaidIt() throws Exception {
        String path = invoice(PREPAID);
        assertThat(scene.page(path))
                .contains("Home &lt;20&gt;", "The plan costs ৳ 700 for 1 month.")
                .contains("Charged is one whole period: 30 days, 22-11-2026 – 21-12-2026.")
                .contains("It is the first time that was bought, on 22-11-2026.")
                .contains("৳ 700 and ৳ 35 tax (VAT5) make ৳ 735.", "VAT 5 % of ৳ 700")
                .contains("Receipt RCT-2627-", "/receipts/", path + "/credit", path + "/void");
        scene.speak("bn");
        assertThat(scene.page(path)).contains("হোম ২০", "প্যাকেজের দাম ১ মাস এর জন্য ৳ ৭০০।");
        assertThat(site.get("/invoices/999999").statusCode()).isEqualTo(404);
    }

    @Test
    void anExpiryNamesTheBillAndTheMoneyThatPaidIt() throws Exception {
        assertThat(scene.page("/billing/services/" + scene.service(PREPAID)))
                .contains("Paid until 21-12-2026", "INV-2627-", "RCT-2627-", "30 days")
                .contains("It is the first time that was bought", "Bought: 1 × 1 month.");
        assertThat(scene.page("/billing/services/" + scene.service(POSTPAID)))
                .contains("Nothing was paid for it yet.");
    }

    @Test
    void aReceiptSaysWhereItsMoneyWent() throws Exception {
        String id = site.value("select id from core.receipt where customer = " + PREPAID);
        assertThat(scene.page("/receipts/" + id))
                .contains("RCT-2627-", "৳ 1,035", "Cash", "Rahim", "Became credit", "৳ 300");
        assertThat(site.get("/receipts/999999").statusCode()).isEqualTo(404);
        assertThat(site.get("/credit-notes/999999").statusCode()).isEqualTo(404);
    }

    @Test
    void invoicesAreListedAndFound() throws Exception {
        long open = scene.invoice(POSTPAID, 250, true);
        long draft = scene.invoice(POSTPAID, 90, false);
        String number = site.value("select number from core.invoice where id = " + open);
        assertThat(scene.page("/invoices")).contains(number).doesNotContain("/invoices/" + draft);
        assertThat(scene.page("/invoices?state=draft")).contains("/invoices/" + draft);
        assertThat(scene.page("/invoices?state=all")).contains(number, "/invoices/" + draft);
        assertThat(scene.page("/invoices?state=overdue")).contains("No such invoice.");
        assertThat(scene.page("/invoices?number=" + number.toLowerCase(Locale.ROOT)))
                .contains("/invoices/" + open);
        assertThat(site.get("/invoices?state=nonsense").statusCode()).isEqualTo(400);
        for (String kind : new String[] {"invoices", "receipts", "credit-notes"}) {
            assertThat(scene.page("/customers/" + PREPAID + "/" + kind)).contains("Abdul");
        }
    }
}
