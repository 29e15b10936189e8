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

/// An entry by hand goes into the books, is found from the trial balance, and is taken back.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BooksPageTest {
    private static final List<String> TAGS =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

    private static final Pattern AMOUNT = Pattern.compile("৳ (12,500[.]50|১২,৫০০[.]৫০)");

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
    @CsvSource({"desk,dark,en", "phone,light,bn"})
    void anEntryIsPostedFoundProvedAndTakenBack(String where, String theme, String language) {
        Reader reader = where.equals("desk") ? Reader.DESK : Reader.PHONE;
        String says = "Rent of POP " + where;
        try (Visit visit =
                product.enter(chromium.visit(product.url(), reader.with(theme, language)))) {
            post(visit, says);
            isClean(visit);
            visit.open("/books");
            isClean(visit);
            visit.find("tbody a[href^='/books/accounts/']:has-text('Sonali')").click();
            assertThat(visit.page()).hasURL(Pattern.compile("/books/accounts/"));
            isClean(visit);
            visit.find("main table a").getByText(says).click();
            assertThat(visit.find("h1")).hasText(says);
            visit.find("summary").click();
            visit.find("#f-says").fill("Wrong month, " + where);
            visit.find("button.danger").click();
            assertThat(visit.find("h1")).containsText("Wrong month, " + where);
            assertThat(visit.find("dd a[href^='/books/batches/']")).hasCount(1);
            for (String path : List.of("/books/proof", "/books/closes", "/customers/1/money")) {
                visit.open(path);
                isClean(visit);
            }
            visit.open("/books/proof");
            assertThat(visit.find(".notice.good")).hasCount(1);
            assertThat(visit.find("td .pill.bad")).hasCount(0);
            assertThat(visit.find("td .pill.good").count()).isGreaterThanOrEqualTo(12);
        }
    }

    private static void post(Visit visit, String says) {
        visit.open("/books/journal");
        isClean(visit);
        visit.find("#f-says").fill(says);
        visit.find("select[name='entries.0.account']").selectOption("revenue-other");
        visit.find("input[name='entries.0.debit']").fill("12,500.50");
        visit.find("select[name='entries.1.account']").selectOption("bank");
        visit.find("input[name='entries.1.name']").fill("Sonali");
        visit.find("input[name='entries.1.credit']").fill("১২৫০০.৫০");
        visit.find("button.primary").last().click();
        assertThat(visit.find("h1")).hasText(says);
        assertThat(visit.find("td.number").first()).hasText(AMOUNT);
    }

    private static void isClean(Visit visit) {
        assertThat(visit.scrollsSideways()).as(visit.page().url()).isFalse();
        var found = new AxeBuilder(visit.page()).withTags(TAGS).analyze();
        assertThat(found.getViolations()).as(visit.page().url()).isEmpty();
    }
}
