package io.lastmile;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.options.SelectOption;
import io.lastmile.Chromium.Reader;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A customer's service is begun where there is none, looked at, and a change of its plan quoted.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SubscriptionPageTest {
    private static final List<String> TAGS =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

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
    @CsvSource({"desk,dark,en,2", "phone,light,bn,3"})
    void aServiceIsBegunAndItsChangeQuoted(
            String where, String theme, String language, int customer) {
        Reader reader = where.equals("desk") ? Reader.DESK : Reader.PHONE;
        try (Visit visit =
                product.enter(chromium.visit(product.url(), reader.with(theme, language)))) {
            visit.open("/customers/" + customer);
            isClean(visit);
            if (visit.find("a[href^='/subscriptions/new']").count() > 0) {
                visit.find("a[href^='/subscriptions/new']").first().click();
                isClean(visit);
                visit.find("button.primary").last().click();
            } else {
                visit.find("a[href^='/subscriptions/']").first().click();
            }
            assertThat(visit.page()).hasURL(Pattern.compile("/subscriptions/[0-9]+$"));
            isClean(visit);
            String path = visit.page().url();
            visit.open(path + "/change");
            isClean(visit);
            visit.find("#f-plan").selectOption(new SelectOption().setIndex(1));
            visit.find("#f-mode").selectOption("money");
            visit.find("section[aria-labelledby=ask] button").click();
            assertThat(visit.find("#quote")).hasCount(1);
            isClean(visit);
        }
    }

    private static void isClean(Visit visit) {
        assertThat(visit.tooWide()).as(visit.page().url()).isEmpty();
        var found = new AxeBuilder(visit.page()).withTags(TAGS).analyze();
        assertThat(found.getViolations()).as(visit.page().url()).isEmpty();
    }
}
