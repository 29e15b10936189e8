package io.lastmile;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.options.RequestOptions;
import io.lastmile.Chromium.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Reports at a desk and on a Bangla phone, in both themes: what a chart draws stands in the table
/// under it and in the sheet, and its legend has the colours of its bars.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReportPageTest {
    private static final List<String> TAGS =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

    private static final int CUSTOMER = 31;
    private static final Pattern INVOICE =
            Pattern.compile("\"invoice\":\\{\"head\":\\{\"id\":(\\d+)");

    /// Bars have the colour of their set, and each square of the legend too, which is no other's.
    private static final String LEGEND =
            """
            const sets = chart.data.datasets;
            const items = chart.legend?.legendItems || [];
            const { left, top, right, bottom } = chart.chartArea;
            const bars = pixels(sets[0].backgroundColor, left, top, right - left, bottom - top);
            if (bars === 0) return false;
            if (sets.length < 2) return true;
            return items.length === sets.length
              && new Set(sets.map((set) => set.backgroundColor)).size === sets.length
              && sets.every((set, i) => {
                const box = chart.legend.legendHitBoxes[i];
                return items[i].fillStyle === set.backgroundColor
                  && pixels(set.backgroundColor, box.left, box.top, 14, box.height) > 20;
              });
            """;

    private Chromium chromium;
    private RunningProduct product;

    @BeforeAll
    void start() {
        product = RunningProduct.shared();
        chromium = Chromium.start();
        try (Visit visit = product.enter(chromium.visit(product.url(), Reader.DESK))) {
            history(visit);
        }
    }

    @AfterAll
    void stop() {
        chromium.close();
    }

    /// A bill, and cash for half of it.
    private void history(Visit visit) {
        String draft =
                post(
                        visit,
                        "/api/customers/" + CUSTOMER + "/invoices",
                        "{\"lines\": [{\"says\": \"Router\", \"amount\": 300000}]}");
        Matcher id = INVOICE.matcher(draft);
        assertThat(id.find()).as(draft).isTrue();
        post(visit, "/api/invoices/" + id.group(1) + "/finalisation", "{}");
        post(visit, "/api/cash/payments", "{\"customer\": " + CUSTOMER + ", \"amount\": 150000}");
    }

    private String post(Visit visit, String path, String json) {
        APIResponse answer =
                visit.context()
                        .request()
                        .post(
                                product.url() + path.substring(1),
                                RequestOptions.create()
                                        .setHeader("Content-Type", "application/json")
                                        .setHeader("Origin", product.url().replaceFirst("/$", ""))
                                        .setHeader("If-Match", "\"1\"")
                                        .setData(json.getBytes(StandardCharsets.UTF_8)));
        assertThat(answer.ok()).as(path + ": " + answer.text()).isTrue();
        return answer.text();
    }

    @ParameterizedTest
    @CsvSource({"desk,dark,en", "phone,light,bn"})
    void reportsAreReadInBothThemes(String where, String theme, String language) {
        Reader reader = where.equals("desk") ? Reader.DESK : Reader.PHONE;
        try (Visit visit =
                product.enter(chromium.visit(product.url(), reader.with(theme, language)))) {
            for (String path :
                    List.of(
                            "/reports",
                            "/reports?by=area",
                            "/reports/revenue",
                            "/reports/tax",
                            "/reports/collection")) {
                visit.open(path);
                assertThat(visit.find("h1")).hasCount(1);
                assertThat(visit.find("main table tbody tr").first()).isVisible();
                isClean(visit);
                assertThat(visit.tooWide()).as(path).isEmpty();
                if (!path.endsWith("tax")) {
                    assertThat(visit.find("bar-chart canvas")).hasAttribute("role", "img");
                    assertThat(visit.find("bar-chart canvas").getAttribute("aria-label"))
                            .isNotEmpty();
                    var chart = new DrawnChart(visit, "bar-chart canvas");
                    chart.await("its legend has the colours of its bars", LEGEND);
                    isInTheSheet(visit);
                }
                visit.find("#theme").click();
                if (!path.endsWith("tax")) {
                    new DrawnChart(visit, "bar-chart canvas").await("the other theme", LEGEND);
                }
                isClean(visit);
                visit.find("#theme").click();
            }
        }
    }

    /// What the chart's table shows can be had as a sheet: a row for each of its own.
    private void isInTheSheet(Visit visit) {
        String href = visit.find("header a[download]").first().getAttribute("href");
        APIResponse sheet = visit.context().request().get(product.url() + href.substring(1));
        assertThat(sheet.headers().get("content-type")).startsWith("text/csv");
        List<String> rows = sheet.text().lines().toList();
        assertThat(rows.size()).as(sheet.text()).isGreaterThan(1);
        assertThat(rows.getFirst()).startsWith("\uFEFF");
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
