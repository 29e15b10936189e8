package io.lastmile;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.assertions.LocatorAssertions;
import io.lastmile.Chromium.Reader;
import io.lastmile.collector.routeros.Command;
import io.lastmile.collector.routeros.Credentials;
import io.lastmile.collector.routeros.Field;
import io.lastmile.collector.routeros.RouterAddress;
import io.lastmile.collector.routeros.RouterClient;
import io.lastmile.collector.routeros.RouterConfig;
import io.lastmile.collector.routeros.Security;
import io.lastmile.collector.routeros.Transport;
import io.lastmile.collector.simulator.SimulatedRouter;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// From a secret that somebody made at a router to a drift board without a row, in the browser
/// alone.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NetworkPageTest {
    private static final List<String> TAGS =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");
    private static final double SETTLED_MILLIS = 60_000;

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

    private static void addSecret(SimulatedRouter router, String name) {
        try (Transport transport = Transport.start(1, "test");
                RouterClient client =
                        RouterClient.open(
                                new RouterConfig(
                                        new RouterAddress(router.host(), router.port()),
                                        new Security.Plain(),
                                        new Credentials("admin", "lastmile-writes", false)),
                                transport,
                                _ -> {})) {
            client.run(
                    Command.of("/ppp/secret/add")
                            .with(Field.NAME, name)
                            .with(Field.of("password"), "hush-" + name));
        }
    }

    @ParameterizedTest
    @CsvSource({"desk,light,en", "phone,dark,bn"})
    void whatARouterHasIsImportedAndTheBoardEmpties(String where, String theme, String language) {
        String name = "walk-in-" + where;
        SimulatedRouter router = product.routers().getFirst();
        addSecret(router, name);
        Reader reader = where.equals("desk") ? Reader.DESK : Reader.PHONE;
        try (Visit visit =
                product.enter(chromium.visit(product.url(), reader.with(theme, language)))) {
            visit.open("/routers");
            visit.find("main a:text-is('" + router.name() + "')").click();
            visit.find("a[href$='/management']").click();
            assertThat(visit.find("form[action$='/imports'] button")).isVisible();
            isClean(visit);
            visit.find("form[action$='/imports'] button").click();
            assertThat(visit.page()).hasURL(Pattern.compile("/network/imports/\\d+$"));
            visit.find("#import-q").fill(name);
            visit.press("Enter");
            assertThat(visit.find("tbody tr")).hasCount(1);
            assertThat(visit.find("tbody code").first()).hasText(name);
            assertThat(visit.page().content()).doesNotContain("hush-" + name);
            isClean(visit);
            visit.find("#fresh").selectOption("take");
            visit.find("button[value='confirm']").click();
            assertThat(visit.find(".facts dd").first()).hasText(Pattern.compile("[1১]"));
            isClean(visit);
            visit.find("form[action$='/commit'] .primary").click();
            assertThat(visit.find("#done")).isVisible();
            isClean(visit);
            visit.open("/network?router=1");
            assertThat(visit.find("[data-lines] .empty"))
                    .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(SETTLED_MILLIS));
            isClean(visit);
            assertThat(visit.scrollsSideways()).isFalse();
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
