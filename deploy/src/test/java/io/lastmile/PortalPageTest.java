package io.lastmile;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import io.lastmile.Chromium.Reader;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A customer's telephone: the main path in both languages, clean for axe, and what the home page
/// costs on a slow line (web.md, section 9).
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PortalPageTest {
    private static final int CUSTOMER = 1;
    private static final int HOME_BYTES_MAX = 14_000;
    private static final int HOME_REQUESTS_MAX = 3;
    private static final int SCRIPT_BYTES_MAX = 4_000;
    private static final int WALLED_BYTES_MAX = 10_000;
    private static final double SHIFT_MAX = 0.02;
    private static final List<String> TAGS =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");
    private static final List<String> PAGES =
            List.of(
                    "/portal",
                    "/portal/usage",
                    "/portal/usage?span=month",
                    "/portal/tickets",
                    "/portal/tickets/new",
                    "/portal/notices",
                    "/portal/account",
                    "/walled");

    private static final String OBSERVE =
            """
            globalThis.seen = {shift: 0, paint: 0};
            new PerformanceObserver((list) => {
              for (const e of list.getEntries()) if (!e.hadRecentInput) seen.shift += e.value;
            }).observe({type: 'layout-shift', buffered: true});
            new PerformanceObserver((list) => {
              for (const e of list.getEntries()) seen.paint = e.startTime;
            }).observe({type: 'largest-contentful-paint', buffered: true});
            """;

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

    private Visit visit(Reader reader) {
        return product.enter(chromium.visit(product.url(), reader), CUSTOMER);
    }

    @ParameterizedTest
    @CsvSource({
        "en,বাংলা,bn,See it by day and hour,Show as a graph",
        "bn,English,en,দিন ও ঘণ্টা অনুযায়ী দেখুন,গ্রাফে দেখুন"
    })
    void aCustomerSeesTheirUsageAndChoosesTheOtherLanguage(
            String language, String other, String code, String more, String graph) {
        try (Visit visit = visit(Reader.PHONE.with("light", language))) {
            visit.open("/portal");
            assertThat(visit.find(".state").first()).isVisible();
            assertThat(visit.find(".bars rect.down")).not().hasCount(0);
            visit.find("a.more").getByText(more).click();
            assertThat(visit.find(".figures tbody tr")).hasCount(7);
            visit.find("usage-graph button").getByText(graph).click();
            assertThat(visit.find("time-chart canvas")).isVisible();
            visit.find(".tabs a").last().click();
            assertThat(visit.find(".facts dd").first()).containsText("C1");
            visit.find(".chips button[lang=" + code + "]").getByText(other).click();
            assertThat(visit.find("html")).hasAttribute("lang", code);
        }
    }

    @ParameterizedTest
    @CsvSource({"light,en", "dark,en", "light,bn", "dark,bn"})
    void axeFindsNothingAndNothingScrollsSideways(String theme, String language) {
        try (Visit visit = visit(Reader.PHONE.with(theme, language))) {
            for (String path : PAGES) {
                visit.open(path);
                var violations =
                        new AxeBuilder(visit.page())
                                .withTags(TAGS).analyze().getViolations().stream()
                                        .map(v -> v.getId() + " " + v.getHelp() + v.getNodes())
                                        .toList();
                assertThat(violations).as(path).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"320,en", "320,bn", "390,bn", "1280,bn"})
    void aNarrowTelephoneScrollsDownOnly(int width, String language) {
        try (Visit visit = visit(Reader.PHONE.with("light", language).wide(width))) {
            for (String path : PAGES) {
                visit.open(path);
                assertThat(visit.find("h1").first()).isVisible();
                assertThat(visit.scrollsSideways()).as(path).isFalse();
            }
        }
        try (Visit visit = chromium.visit(product.url(), Reader.PHONE.wide(width))) {
            for (String path : List.of("/portal/login", "/walled", "/tariffs")) {
                visit.open(path);
                assertThat(visit.scrollsSideways()).as(path).isFalse();
            }
        }
    }

    private record Cost(long bytes, long scriptBytes, int requests, double shift, double paint) {}

    /// A first visit over 400 kbit/s with 400 ms to the server, on a telephone's processor.
    private static Cost cost(Visit visit, String path) {
        CDPSession session = visit.context().newCDPSession(visit.page());
        session.send("Network.enable");
        session.send("Network.emulateNetworkConditions", slow());
        var processor = new JsonObject();
        processor.addProperty("rate", 4);
        session.send("Emulation.setCPUThrottlingRate", processor);
        var bytes = new AtomicLong();
        var requests = new AtomicInteger();
        session.on(
                "Network.loadingFinished",
                (JsonObject event) -> {
                    bytes.addAndGet(event.get("encodedDataLength").getAsLong());
                    requests.incrementAndGet();
                });
        visit.page().addInitScript(OBSERVE);
        visit.open(path);
        assertThat(visit.find("h1").first()).isVisible();
        visit.page().waitForTimeout(1_500);
        Object scripts =
                visit.evaluate(
                        "performance.getEntriesByType('resource')"
                                + ".filter(e => e.initiatorType === 'script')"
                                + ".reduce((sum, e) => sum + e.transferSize, 0)");
        return new Cost(
                bytes.get(),
                ((Number) scripts).longValue(),
                requests.get(),
                ((Number) visit.evaluate("seen.shift")).doubleValue(),
                ((Number) visit.evaluate("seen.paint")).doubleValue());
    }

    private static JsonObject slow() {
        var conditions = new JsonObject();
        conditions.addProperty("offline", false);
        conditions.addProperty("latency", 400);
        conditions.addProperty("downloadThroughput", 50_000);
        conditions.addProperty("uploadThroughput", 50_000);
        return conditions;
    }

    @Test
    void theHomePageKeepsItsBudgetOnASlowLine(TestReporter reporter) {
        try (Visit visit = visit(Reader.PHONE.with("light", "bn"))) {
            Cost cost = cost(visit, "/portal");
            reporter.publishEntry("customer's home, slow 3G", cost.toString());
            assertThat(cost.bytes()).isBetween(3_000L, (long) HOME_BYTES_MAX);
            assertThat(cost.requests()).isLessThanOrEqualTo(HOME_REQUESTS_MAX);
            assertThat(cost.scriptBytes()).isLessThanOrEqualTo(SCRIPT_BYTES_MAX);
            assertThat(cost.shift()).isLessThanOrEqualTo(SHIFT_MAX);
        }
    }

    @Test
    void whoIsShutOutLearnsWhyInOneSmallAnswer(TestReporter reporter) {
        try (Visit visit = chromium.visit(product.url(), Reader.PHONE.with("light", "bn"))) {
            Cost cost = cost(visit, "/walled");
            reporter.publishEntry("walled garden, slow 3G", cost.toString());
            assertThat(cost.bytes()).isBetween(1_000L, (long) WALLED_BYTES_MAX);
            assertThat(cost.requests()).isEqualTo(1);
            assertThat(cost.scriptBytes()).isZero();
            assertThat(cost.shift()).isLessThanOrEqualTo(SHIFT_MAX);
        }
    }
}
