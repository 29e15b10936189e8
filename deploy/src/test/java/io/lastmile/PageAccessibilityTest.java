package io.lastmile;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import io.lastmile.Chromium.Reader;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// WCAG 2.2 AA and best practice by axe, on every page, in both themes and both languages.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageAccessibilityTest {
    private static final List<String> TAGS =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

    private static final List<String> PAGES =
            List.of(
                    "/",
                    "/routers",
                    "/routers/new",
                    "/routers/1",
                    "/routers/1/management",
                    "/network",
                    "/network/walled-garden",
                    "/network/lines/1",
                    "/alarms",
                    "/users",
                    "/users/new",
                    "/users/1",
                    "/roles",
                    "/audit",
                    "/account",
                    "/messages",
                    "/messages/settings",
                    "/messages/templates",
                    "/messages/templates/ticket-replied/sms/bn",
                    "/notices",
                    "/overview",
                    "/settings",
                    "/system",
                    "/tickets",
                    "/tickets/new",
                    "/tickets/settings",
                    "/lines",
                    "/lines/new",
                    "/customers",
                    "/customers/1",
                    "/customers/import",
                    "/lines/import",
                    "/plans/import",
                    "/lines/1/edit",
                    "/plans",
                    "/plans/1",
                    "/plans/1/edit");

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
    @CsvSource({"dark,en", "light,bn"})
    void axeFindsNothing(String theme, String language) {
        Reader reader = Reader.DESK.with(theme, language);
        try (Visit visit = product.enter(chromium.visit(product.url(), reader))) {
            visit.open("/");
            assertThat(visit.rows().first()).isVisible();
            isClean(visit);
            visit.rows().first().click();
            assertThat(visit.find("line-sessions table")).isVisible();
            isClean(visit);
            visit.press("Escape");
            for (String key : List.of("?", "Control+k")) {
                visit.press(key);
                assertThat(visit.find("dialog")).isVisible();
                isClean(visit);
                visit.press("Escape");
                assertThat(visit.find("dialog")).hasCount(0);
            }
            for (String path : PAGES) {
                visit.open(path);
                assertThat(visit.find("h1")).isVisible();
                isClean(visit);
            }
        }
        try (Visit visit = chromium.visit(product.url(), reader)) {
            for (String path : List.of("/login", "/password/forgot", "/portal/login")) {
                visit.open(path);
                isClean(visit);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"light,en", "dark,bn"})
    void axeFindsNothingOnAPhone(String theme, String language) {
        Reader reader = Reader.PHONE.with(theme, language);
        try (Visit visit = product.enter(chromium.visit(product.url(), reader))) {
            for (String path : PAGES) {
                visit.open(path);
                assertThat(visit.find("h1")).hasCount(1);
                isClean(visit);
                assertThat(visit.tooWide()).as(path).isEmpty();
            }
        }
    }

    @Test
    void nothingScrollsSidewaysOnTheNarrowestPhone() {
        Reader reader = Reader.PHONE.with("light", "bn").wide(320);
        try (Visit visit = product.enter(chromium.visit(product.url(), reader))) {
            for (String path : PAGES) {
                visit.open(path);
                assertThat(visit.find("h1")).hasCount(1);
                assertThat(visit.tooWide()).as(path).isEmpty();
            }
        }
    }

    private static void isClean(Visit visit) {
        var violations =
                new AxeBuilder(visit.page())
                        .withTags(TAGS).analyze().getViolations().stream()
                                .map(v -> v.getId() + " " + v.getHelp() + " at " + v.getNodes())
                                .toList();
        assertThat(violations).as(visit.page().url()).isEmpty();
    }
}
