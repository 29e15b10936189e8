package io.lastmile;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions;
import io.lastmile.Chromium.Reader;
import io.lastmile.collector.simulator.DemoLine;
import io.lastmile.collector.simulator.SimulatedRouter;
import java.time.Clock;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What the charts of the whole product draw: their data by the day, their marks, and the pixels
/// that stand for both.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChartPageTest {
    /// Until a router that does not answer has been given up and the chart has asked again.
    private static final Duration ALARM = Duration.ofMinutes(4);

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

    private Visit visit(String path) {
        return product.enter(chromium.visit(product.url(), Reader.DESK)).open(path);
    }

    @Test
    void weekAndMonthOfALineHavePointsOnDaysOlderThanYesterday() {
        try (Visit visit = visit("/")) {
            assertThat(visit.rows().first()).isVisible();
            visit.rows().first().hover();
            assertThat(visit.find("live-usage .foot")).containsText("Order held");
            visit.rows().first().click();
            Locator drawer = visit.find(".drawer");
            DrawnChart chart = new DrawnChart(visit, ".drawer time-chart canvas");
            choose(drawer, "Week");
            chart.awaitOldDays(4);
            choose(drawer, "Month");
            chart.awaitOldDays(20);
        }
    }

    @Test
    void aChartHasANameBeforeItsDataIsThere() {
        try (Visit visit = visit("/")) {
            visit.page().route("**/api/live/names/**", unanswered -> {});
            visit.rows().first().click();
            assertThat(visit.find(".drawer time-chart canvas"))
                    .hasAttribute("aria-label", "Graph without data yet");
        }
    }

    @Test
    void aChartThatIsNotDrawnYetKeepsToTheNarrowestPhone() {
        Reader narrow = Reader.PHONE.wide(320);
        try (Visit visit = product.enter(chromium.visit(product.url(), narrow))) {
            visit.page().route("**/chart-kit*", unanswered -> {});
            visit.open("/");
            assertThat(visit.find("core-chart canvas")).hasCount(1);
            assertThat(visit.tooWide()).isEmpty();
        }
    }

    private static void choose(Locator drawer, String graph) {
        drawer.getByText(graph, new Locator.GetByTextOptions().setExact(true)).click();
    }

    @Test
    void aWeekAndAMonthOfTheNetworkHavePointsOnDaysOlderThanYesterday() {
        try (Visit visit = visit("/?range=7d")) {
            new DrawnChart(visit, "core-chart canvas").awaitOldDays(4);
            visit.open("/?range=30d");
            new DrawnChart(visit, "core-chart canvas").awaitOldDays(20);
        }
    }

    @Test
    void theThemeRecoloursWhatIsDrawn() {
        try (Visit visit = visit("/?range=7d")) {
            DrawnChart chart = new DrawnChart(visit, "core-chart canvas");
            chart.awaitOldDays(4);
            String dark = chart.downColour();
            chart.awaitPixels(dark, true);
            visit.find("#theme").click();
            chart.awaitPixels(dark, false);
            String light = chart.downColour();
            assertThat(light).isNotEqualTo(dark);
            chart.awaitPixels(light, true);
        }
    }

    @Test
    void anOutageIsABandWithItsRouterAndItsKind() {
        SimulatedRouter silent = product.routers().getLast();
        try (Visit visit = visit("/?range=1h")) {
            // A demo that starts as five minutes end has a band of its own before it.
            Locator bands = visit.find("core-chart [data-bands] li");
            assertThat(bands.filter(named(silent.name())).first())
                    .containsText(
                            silent.name(),
                            new LocatorAssertions.ContainsTextOptions()
                                    .setTimeout(ALARM.toMillis()));
            DrawnChart chart = new DrawnChart(visit, "core-chart canvas");
            chart.await("band is painted", DrawnChart.BAND_IS_PAINTED);
        }
    }

    @Test
    void the95thPercentileIsALineThatSaysItsValue() {
        try (Visit visit = visit("/?range=24h")) {
            DrawnChart chart = new DrawnChart(visit, "core-chart canvas");
            chart.await("line is painted", DrawnChart.PERCENTILE_IS_PAINTED);
            assertThat(chart.percentileLabel()).contains("95").contains("bps");
        }
    }

    /// History begins a year ago: what lies before is not known, and nothing is drawn there.
    @Test
    void whatIsNotKnownIsAGapAndNoLine() {
        long now = Clock.systemUTC().millis();
        long day = Duration.ofDays(1).toMillis();
        String range = "/?from=" + (now - 371 * day) + "&to=" + (now - 359 * day);
        try (Visit visit = visit(range)) {
            DrawnChart chart = new DrawnChart(visit, "core-chart canvas");
            chart.await("gap is empty", DrawnChart.GAP_IS_EMPTY);
            assertThat(visit.find("core-chart canvas"))
                    .hasAttribute("aria-label", Pattern.compile(".*without data.*"));
        }
    }

    @Test
    void theRouterPageTellsWhichCountersBeganAgainAndWhy() {
        SimulatedRouter router = product.routers().getFirst();
        try (Visit visit = visit("/routers")) {
            Locator link = visit.find("th a[href^='/routers/']").filter(named(router.name()));
            link.first().click();
            assertThat(visit.page()).hasURL(Pattern.compile("/routers/\\d+"));
            String path = visit.page().url();
            String user = resetSomebody(router);
            Locator resets = visit.find("section[aria-labelledby='resets'] tbody tr");
            Locator row = resets.filter(named(user)).first();
            long deadline = System.nanoTime() + ALARM.toNanos();
            while (row.count() == 0 && System.nanoTime() < deadline) {
                visit.open(path);
            }
            assertThat(row).containsText("counter reset");
        }
    }

    private static Locator.FilterOptions named(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }

    /// A counter with some bytes, so that its reading falls.
    private static String resetSomebody(SimulatedRouter router) {
        return router.lines().stream()
                .filter(line -> !line.queue())
                .map(DemoLine::name)
                .filter(router::resetCounters)
                .findFirst()
                .orElseThrow();
    }
}
