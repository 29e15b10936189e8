package io.lastmile;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import io.lastmile.Chromium.Reader;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Somebody of the billing office takes cash with a keyboard alone, and sees it in their till.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CashDeskPageTest {
    private static final List<String> TAGS =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

    private static final List<String> PAGES =
            List.of(
                    "/cash/till",
                    "/tills",
                    "/tills/7000",
                    "/cash/payments/7000",
                    "/hand-overs/7000",
                    "/cheques",
                    "/cheques/7000",
                    "/cheques/new?customer=100035",
                    "/bank",
                    "/bank/lines/7000",
                    "/bank/lines/7000?customer=100035");

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
    @CsvSource({"31,dark,en", "32,light,bn"})
    void cashIsTakenByKeyboardAlone(int customer, String theme, String language) {
        product.sells(customer);
        Reader reader = Reader.DESK.with(theme, language);
        try (Visit visit = product.enterBilling(chromium.visit(product.url(), reader))) {
            visit.open("/cash");
            isClean(visit);
            assertThat(visit.find("#cash-q")).isFocused();
            type(visit, "C" + (100_000 + customer));
            visit.press("Enter");
            assertThat(visit.find("#cash-amount")).isFocused();
            assertThat(visit.find("#cash-amount")).hasValue(Pattern.compile("[1-9][0-9.]*"));
            isClean(visit);
            visit.press("Enter");
            assertThat(visit.find("#cash-take")).isFocused();
            isClean(visit);
            visit.press("Enter");
            assertThat(visit.find("#paid")).containsText("RCT-");
            assertThat(visit.find("#cash-q")).isFocused();
            isClean(visit);
            type(visit, "C" + (100_000 + customer));
            visit.press("Enter");
            assertThat(visit.find("#cash-amount")).isFocused();
            assertThat(visit.find("dl.facts").first())
                    .containsText(Pattern.compile("Paid through|পর্যন্ত পরিশোধিত"));
        }
    }

    /// On a phone and with an amount that is refused: nothing typed is lost.
    @ParameterizedTest
    @CsvSource({"33,light,en", "34,dark,bn"})
    void whatIsRefusedStaysTyped(int customer, String theme, String language) {
        Reader reader = Reader.PHONE.with(theme, language);
        try (Visit visit = product.enterBilling(chromium.visit(product.url(), reader))) {
            visit.open("/cash/customers/" + customer);
            isClean(visit);
            type(visit, "২,৫০০");
            visit.find("input[name=note]").fill("for Rahim");
            visit.press("Enter");
            assertThat(visit.find("#cash-take")).isFocused();
            assertThat(visit.find("h2").first()).containsText(Pattern.compile("৳ (2,500|২,৫০০)"));
            isClean(visit);
            visit.find("#cash-take").click();
            assertThat(visit.find("#paid")).containsText("RCT-");
            visit.open("/cash?q=zzzzqqqq");
            isClean(visit);
            assertThat(visit.find(".empty")).hasCount(1);
        }
    }

    /// Tills, cheques and bank statements, with what is in them.
    @ParameterizedTest
    @CsvSource({"desk,light,en", "desk,dark,bn", "phone,dark,en", "phone,light,bn"})
    void whatSettlersSeeIsCleanEverywhere(String where, String theme, String language) {
        product.holds();
        Reader reader = where.equals("desk") ? Reader.DESK : Reader.PHONE;
        try (Visit visit =
                product.enterBilling(chromium.visit(product.url(), reader.with(theme, language)))) {
            for (String path : PAGES) {
                visit.open(path);
                assertThat(visit.find("h1")).hasCount(1);
                isClean(visit);
            }
        }
    }

    private static void type(Visit visit, String text) {
        visit.page().keyboard().insertText(text);
    }

    private static void isClean(Visit visit) {
        assertThat(visit.tooWide()).as(visit.page().url()).isEmpty();
        var found = new AxeBuilder(visit.page()).withTags(TAGS).analyze();
        assertThat(found.getViolations()).as(visit.page().url()).isEmpty();
    }
}
