package io.lastmile;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.lastmile.Chromium.Reader;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The live page of the whole product in a real browser.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NocPageTest {
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

    private Visit live(Reader reader, String path) {
        Visit visit = product.enter(chromium.visit(product.url(), reader)).open(path);
        assertThat(visit.rows().first()).isVisible();
        return visit;
    }

    private Visit live() {
        return live(Reader.DESK, "/");
    }

    private static Locator current(Visit visit) {
        return visit.find("live-table .row[aria-current='true']");
    }

    private static void changes(Locator place) {
        String before = place.textContent();
        assertThat(place).not().hasText(before);
    }

    /// Keeps the order of the rows, so that what is read of one still belongs to it when it is
    /// clicked.
    private static void holdOrder(Visit visit) {
        visit.rows().first().hover();
        assertThat(visit.find("live-usage .foot")).containsText("Order held");
    }

    private static int place(Locator row) {
        return Integer.parseInt(row.getAttribute("aria-rowindex"));
    }

    @Test
    void liveFiguresMoveByThemselves() {
        try (Visit visit = live()) {
            assertThat(visit.find("live-badge")).containsText("Live");
            changes(visit.find(".foot .number"));
            assertThat(visit.find("[data-tile='down'] .figure"))
                    .hasText(Pattern.compile("[0-9.]+ ?[kMG]?bps"));
            Locator spark = visit.find("[data-tile='down'] path");
            assertThat(spark).hasAttribute("d", Pattern.compile("M.+"));
            // A total of three digits may well stay the same; its sparkline gets a point in any
            // case.
            assertThat(spark).not().hasAttribute("d", spark.getAttribute("d"));
            assertThat(visit.rows().count()).isBetween(5, 60);
            changes(visit.find("live-table .all"));
        }
    }

    @Test
    void whatIsKnownIsThereAtFirstPaint() {
        try (Visit visit = live()) {
            changes(visit.find(".foot .number"));
            String page = visit.context().request().get(product.url() + "/").text();
            for (String tile : new String[] {"down", "up", "online", "routers", "alarms"}) {
                assertThat(page)
                        .containsPattern(
                                "(?s)data-tile=\"%s\".{0,400}class=\"value\">[0-9.,]+<"
                                        .formatted(tile));
            }
        }
    }

    @Test
    void pausedFiguresStandStillAndGoOn() {
        try (Visit visit = live()) {
            changes(visit.find(".foot .number"));
            visit.press("Space");
            assertThat(visit.find("live-badge")).containsText("Paused");
            String stopped = visit.find(".foot .number").textContent();
            visit.page().waitForTimeout(2_500);
            assertThat(visit.find(".foot .number")).hasText(stopped);
            visit.press("Space");
            assertThat(visit.find(".foot .number")).not().hasText(stopped);
        }
    }

    @Test
    void aScrolledTableShowsAnotherWindowOfAtMostSixtyRows() {
        try (Visit visit = live()) {
            String first = visit.rows().first().getAttribute("aria-rowindex");
            assertThat(first).isEqualTo("2");
            visit.find("live-table .scroller").evaluate("element => element.scrollTop = 2000");
            assertThat(visit.rows().first()).not().hasAttribute("aria-rowindex", "2");
            assertThat(visit.rows().count()).isBetween(5, 60);
        }
    }

    @Test
    void aLineOpensBesideTheTableWithItsGraphsAndSessions() {
        try (Visit visit = live()) {
            holdOrder(visit);
            String name = visit.rows().first().locator("code").textContent();
            visit.rows().first().click();
            Locator drawer = visit.find(".drawer");
            assertThat(drawer.locator("h2")).hasText(name);
            assertThat(drawer.locator("time-chart canvas")).isVisible();
            assertThat(drawer.locator("line-sessions tbody tr").first()).isVisible();
            for (String graph : new String[] {"Day", "Week", "Month"}) {
                drawer.getByText(graph, new Locator.GetByTextOptions().setExact(true)).click();
                assertThat(drawer.locator(".figures")).containsText("B");
            }
            assertThat(visit.page()).hasURL(Pattern.compile("[?&]name=\\d+"));
            visit.press("Escape");
            assertThat(drawer).hasCount(0);
        }
    }

    @Test
    void keysMoveOpenAndCloseAndTheListNamesThem() {
        try (Visit visit = live()) {
            visit.press("j");
            assertThat(current(visit)).isFocused();
            assertThat(visit.find("live-usage .foot")).containsText("Order held");
            int first = place(current(visit));
            visit.press("j");
            assertThat(current(visit)).hasAttribute("aria-rowindex", "" + (first + 1));
            assertThat(current(visit)).isFocused();
            visit.press("k");
            assertThat(current(visit)).hasAttribute("aria-rowindex", "" + first);
            visit.press("Enter");
            assertThat(visit.find(".drawer")).isVisible();
            visit.press("Escape");
            assertThat(visit.find(".drawer")).hasCount(0);
            visit.press("?");
            assertThat(visit.find("dialog")).containsText("Command palette");
            visit.press("Escape");
            assertThat(visit.find("dialog")).hasCount(0);
        }
    }

    @Test
    void singleKeysCanBeSwitchedOff() {
        try (Visit visit = live()) {
            visit.press("?");
            visit.find("dialog input[type='checkbox']").uncheck();
            visit.press("Escape");
            visit.press("j");
            visit.press("Control+k");
            assertThat(visit.find("dialog.palette")).isVisible();
            assertThat(current(visit)).hasCount(0);
        }
    }

    @Test
    void searchNarrowsTheTableAndEscapeClearsIt() {
        try (Visit visit = live()) {
            String name = visit.rows().nth(3).locator("code").textContent();
            visit.press("/");
            visit.page().keyboard().type(name);
            assertThat(visit.rows()).hasCount(1);
            assertThat(visit.rows().first().locator("code")).hasText(name);
            assertThat(visit.page()).hasURL(Pattern.compile("[?&]search="));
            visit.press("Escape");
            assertThat(visit.rows().nth(4)).isVisible();
        }
    }

    @Test
    void chipsChooseWhatIsShownAndTheUrlKeepsIt() {
        try (Visit visit = live()) {
            visit.find(".chip").getByText("Idle").click();
            assertThat(visit.page()).hasURL(Pattern.compile("show=idle"));
            visit.page().reload();
            assertThat(visit.find(".chip[aria-pressed='true']").first()).hasText("Idle");
        }
    }

    @Test
    void columnsSortBothWays() {
        try (Visit visit = live()) {
            Locator names = visit.page().getByRole(AriaRole.COLUMNHEADER).nth(1);
            names.locator("button").click();
            assertThat(names).hasAttribute("aria-sort", "ascending");
            names.locator("button").click();
            assertThat(names).hasAttribute("aria-sort", "descending");
        }
    }

    @Test
    void theThemeChangesAtOnceChartsIncludedAndIsRemembered() {
        try (Visit visit = live()) {
            Object dark = visit.evaluate("getComputedStyle(document.body).color");
            visit.find("#theme").click();
            assertThat(visit.find("html")).hasAttribute("data-theme", "light");
            visit.page()
                    .waitForFunction("is => getComputedStyle(document.body).color !== is", dark);
            visit.page().reload();
            assertThat(visit.find("html")).hasAttribute("data-theme", "light");
        }
    }

    @Test
    void theLanguageChangesWithoutAScript() {
        try (Visit visit = live()) {
            visit.find("nav button[name='language']").click();
            assertThat(visit.find("html")).hasAttribute("lang", "bn");
            assertThat(visit.find("nav")).containsText("লাইভ");
            assertThat(visit.rows().first().locator(".down"))
                    .containsText(Pattern.compile("[০-৯]"));
        }
    }

    @Test
    void theWallboardTurnsByArrowsAndComesBackFromItsUrl() {
        try (Visit visit = live()) {
            visit.press("w");
            assertThat(visit.find("html")).hasAttribute("data-wall", "network");
            assertThat(visit.find(".nav")).isHidden();
            visit.press("ArrowRight");
            assertThat(visit.find("html")).hasAttribute("data-wall", "attention");
            visit.page().reload();
            assertThat(visit.find("html")).hasAttribute("data-wall", "attention");
            assertThat(visit.find("#wall-state")).containsText("held");
            visit.press("Escape");
            assertThat(visit.find(".nav")).isVisible();
        }
    }

    @Test
    void theChartComparesAndItsFiguresAreATable() {
        try (Visit visit = live()) {
            visit.find("#compare").selectOption("day");
            assertThat(visit.find("[data-previous]")).containsText("Yesterday");
            visit.find("#range").selectOption("6h");
            assertThat(visit.page()).hasURL(Pattern.compile("range=6h"));
            assertThat(visit.find("core-chart canvas"))
                    .hasAttribute("aria-label", Pattern.compile(".*Download now .*"));
            visit.find("[data-table]").click();
            assertThat(visit.find("dialog tbody tr").first()).isVisible();
        }
    }

    @Test
    void aUrlThatMakesNoSenseShowsTheDefault() {
        String odd = "/?range=constructor&compare=fortnight&show=__proto__&from=1&to=2";
        try (Visit visit = live(Reader.DESK, odd)) {
            assertThat(visit.find("#range")).hasValue("15m");
            assertThat(visit.find("#compare")).hasValue("");
            assertThat(visit.find(".chip[aria-pressed='true']")).hasText("Top talkers");
            assertThat(visit.find("core-chart canvas"))
                    .hasAttribute("aria-label", Pattern.compile(".*Download now .*"));
            assertThat(visit.find("[data-says]")).hasText("");
        }
    }

    @Test
    void thePaletteGoesElsewhere() {
        try (Visit visit = live()) {
            visit.press("Control+k");
            visit.find("#palette").fill("routers");
            assertThat(visit.find("#choices li").first()).containsText("Routers");
            visit.find("#palette").press("Enter");
            assertThat(visit.page()).hasURL(Pattern.compile("/routers$"));
        }
    }

    @Test
    void hiddenNamesAreNotOnTheScreen() {
        try (Visit visit = live()) {
            visit.press("h");
            assertThat(visit.find("html")).hasAttribute("data-names-hidden", "");
            Object size =
                    visit.rows()
                            .first()
                            .locator(".who span")
                            .evaluate("element => getComputedStyle(element).fontSize");
            assertThat(size).isEqualTo("0px");
        }
    }

    @Test
    void anAlarmIsTakenWithANote() {
        try (Visit visit = live()) {
            Locator take = visit.find("alarm-list li .link").first();
            assertThat(take)
                    .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(240_000));
            take.click();
            visit.find("dialog #note").fill("technician is on the way");
            visit.find("dialog .primary").click();
            assertThat(visit.find("dialog")).hasCount(0);
            var taken = new Locator.FilterOptions().setHasText("operator has it");
            assertThat(visit.find("alarm-list li").filter(taken).first()).isVisible();
        }
    }

    @Test
    void aPhoneShowsTheSameWithoutScrollingSideways() {
        for (int width : new int[] {390, 320}) {
            try (Visit visit = live(Reader.PHONE.wide(width), "/")) {
                assertThat(visit.find("[data-tile='down']")).isVisible();
                assertThat(visit.scrollsSideways()).as("%d px", width).isFalse();
            }
        }
    }
}
