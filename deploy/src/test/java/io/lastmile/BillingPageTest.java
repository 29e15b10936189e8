package io.lastmile;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.options.AriaRole;
import io.lastmile.Chromium.Reader;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A billing run is looked at and confirmed, a bill written by hand and credited; each amount and
/// each day says why. Then the customer sees the bill.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BillingPageTest {
    private static final List<String> TAGS =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

    private static final Pattern RUN = Pattern.compile("/billing/runs/[0-9]+$");
    private static final Pattern BILL = Pattern.compile("/invoices/[0-9]+$");

    private Chromium chromium;
    private RunningProduct product;

    @BeforeAll
    void start() {
        product = RunningProduct.shared();
        chromium = Chromium.start();
    }

    @AfterAll
    void stop() {
        chromium.close();
    }

    @ParameterizedTest
    @CsvSource({"desk,dark,en,21", "phone,light,bn,22"})
    void aRunIsConfirmedAndEachFigureSaysWhy(
            String where, String theme, String language, int customer) {
        int service = product.postpaid(customer);
        Reader reader = where.equals("desk") ? Reader.DESK : Reader.PHONE;
        try (Visit visit =
                product.enter(chromium.visit(product.url(), reader.with(theme, language)))) {
            run(visit);
            says(visit, "/customers/" + customer + "/money");
            says(visit, "/customers/" + customer + "/money/why");
            says(visit, "/billing/services/" + service);
            assertThat(visit.find(".why li").first()).isVisible();
            says(visit, "/dunning/subscriptions/" + service);
            visit.open("/customers/" + customer + "/money");
            visit.find("main table a[href^='/invoices/']").first().click();
            assertThat(visit.page()).hasURL(BILL);
            says(visit, visit.page().url().replaceFirst("^.*?//[^/]*", ""));
            assertThat(visit.find(".why li").first()).isVisible();
            byHand(visit, customer, where);
            for (String path :
                    List.of(
                            "/invoices",
                            "/invoices?state=all",
                            "/billing/runs",
                            "/billing/settings",
                            "/billing/taxes",
                            "/billing/services/" + service + "/discounts",
                            "/customers/" + customer + "/invoices")) {
                says(visit, path);
            }
        }
        own(theme, language, customer);
    }

    private static void run(Visit visit) {
        visit.open("/billing/runs");
        isClean(visit);
        visit.find("main button.primary").click();
        assertThat(visit.page()).hasURL(RUN);
        visit.find("button.danger").waitFor();
        isClean(visit);
        assertThat(visit.find("tbody th a.private").first()).isVisible();
        visit.find("button.danger").click();
        assertThat(visit.find("h1 + .pill")).hasClass("pill good");
        isClean(visit);
    }

    /// Opens a page with all that says why.
    private static void says(Visit visit, String path) {
        visit.open(path);
        for (var summary : visit.find("main summary").all()) {
            summary.click();
        }
        isClean(visit);
    }

    private static void byHand(Visit visit, int customer, String where) {
        says(visit, "/customers/" + customer + "/invoices/new");
        visit.find("input[name='lines.0.says']").fill("Cable " + where);
        visit.find("input[name='lines.0.saysBn']").fill("তার " + where);
        visit.find("input[name='lines.0.amount']").fill("১,২০০");
        visit.find("main button.primary").click();
        assertThat(visit.page()).hasURL(BILL);
        isClean(visit);
        visit.find("main header a.primary").click();
        isClean(visit);
        visit.find("main button.primary").click();
        assertThat(visit.find("h1")).containsText("INV-");
        isClean(visit);
        visit.find("main header a[href$='/credit']").click();
        visit.find("input[name='lines.1']").fill("200");
        visit.find("main button.primary").click();
        assertThat(visit.find("#then")).isVisible();
        isClean(visit);
        visit.find("#f-why").fill("Slow");
        visit.find("button.danger").click();
        assertThat(visit.find("h1")).containsText("CRN-");
        isClean(visit);
        visit.page().goBack();
        visit.find("main header a.button").last().click();
        visit.find("main header a[href$='/void']").click();
        assertThat(visit.page().getByRole(AriaRole.ALERT)).isVisible();
        isClean(visit);
    }

    private void own(String theme, String language, int customer) {
        try (Visit visit =
                product.enter(
                        chromium.visit(product.url(), Reader.PHONE.with(theme, language)),
                        customer)) {
            says(visit, "/portal/bills");
            visit.find("main h2 a").first().click();
            assertThat(visit.page()).hasURL(Pattern.compile("/portal/bills/[0-9]+$"));
            visit.find("summary").first().click();
            isClean(visit);
            says(visit, "/portal/payments");
        }
    }

    private static void isClean(Visit visit) {
        assertThat(visit.scrollsSideways()).as(visit.page().url()).isFalse();
        var found = new AxeBuilder(visit.page()).withTags(TAGS).analyze();
        assertThat(found.getViolations()).as(visit.page().url()).isEmpty();
    }
}
