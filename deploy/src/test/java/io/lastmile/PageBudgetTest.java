package io.lastmile;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import io.lastmile.Chromium.Reader;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Bytes over the wire, requests and layout shift of a first visit; paint times are only printed.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageBudgetTest {
    private static final int NOC_BYTES_MAX = 150_000;
    private static final int NOC_REQUESTS_MAX = 60;
    private static final int LOGIN_BYTES_MAX = 14_000;
    private static final int LOGIN_REQUESTS_MAX = 3;
    private static final double SHIFT_MAX = 0.02;

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

    private record Cost(long bytes, int requests, double shift, double paintMillis) {}

    @BeforeAll
    void start() {
        product = RunningProduct.shared();
        chromium = Chromium.start();
    }

    @AfterAll
    void stop() {
        chromium.close();
    }

    /// What `path` costs a browser that has seen nothing of the site yet.
    private Cost cost(Visit visit, String path, String settled) {
        CDPSession session = visit.context().newCDPSession(visit.page());
        session.send("Network.enable");
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
        assertThat(visit.find(settled).first()).isVisible();
        visit.page().waitForTimeout(1_500);
        return new Cost(
                bytes.get(),
                requests.get(),
                number(visit.evaluate("seen.shift")),
                number(visit.evaluate("seen.paint")));
    }

    private static double number(Object value) {
        return ((Number) value).doubleValue();
    }

    @Test
    void theLivePageKeepsItsBudget(org.junit.jupiter.api.TestReporter reporter) {
        for (Reader reader : new Reader[] {Reader.DESK, Reader.PHONE}) {
            try (Visit visit = product.enter(chromium.visit(product.url(), reader))) {
                Cost cost = cost(visit, "/", "live-table .row:not(.titles)");
                reporter.publishEntry("live page at " + reader.width() + " px", cost.toString());
                assertThat(cost.bytes()).isBetween(20_000L, (long) NOC_BYTES_MAX);
                assertThat(cost.requests()).isLessThanOrEqualTo(NOC_REQUESTS_MAX);
                assertThat(cost.shift()).isLessThanOrEqualTo(SHIFT_MAX);
            }
        }
    }

    @Test
    void theLoginPageIsOneSmallAnswer(org.junit.jupiter.api.TestReporter reporter) {
        try (Visit visit = chromium.visit(product.url(), Reader.PHONE)) {
            Cost cost = cost(visit, "/login", "h1");
            reporter.publishEntry("login page", cost.toString());
            assertThat(cost.bytes()).isBetween(500L, (long) LOGIN_BYTES_MAX);
            assertThat(cost.requests()).isLessThanOrEqualTo(LOGIN_REQUESTS_MAX);
            assertThat(cost.shift()).isLessThanOrEqualTo(SHIFT_MAX);
        }
    }

    @Test
    void oneSecondOfTheLivePageCostsLittleOfTheMainThread(
            org.junit.jupiter.api.TestReporter reporter) {
        try (Visit visit = product.enter(chromium.visit(product.url(), Reader.DESK))) {
            visit.open("/");
            assertThat(visit.rows().first()).isVisible();
            CDPSession session = visit.context().newCDPSession(visit.page());
            session.send("Performance.enable");
            double before = taskSeconds(session);
            visit.page().waitForTimeout(5_000);
            double millis = (taskSeconds(session) - before) * 1_000 / 5;
            reporter.publishEntry("main thread, ms per second", "%.1f".formatted(millis));
            assertThat(visit.rows().count()).isLessThanOrEqualTo(60);
        }
    }

    private static double taskSeconds(CDPSession session) {
        for (var metric : session.send("Performance.getMetrics").getAsJsonArray("metrics")) {
            if (metric.getAsJsonObject().get("name").getAsString().equals("TaskDuration")) {
                return metric.getAsJsonObject().get("value").getAsDouble();
            }
        }
        throw new IllegalStateException("no TaskDuration among the browser's metrics");
    }
}
