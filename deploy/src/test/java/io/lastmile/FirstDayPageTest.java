package io.lastmile;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.FilePayload;
import io.lastmile.Chromium.Reader;
import io.lastmile.collector.simulator.SimulatedRouter;
import io.lastmile.core.platform.Server;
import io.lastmile.deploy.Options;
import io.lastmile.deploy.Product;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An operator's first day, in the browser alone: from an empty installation to five hundred
/// customers whose speed changes at a router that was there before.
class FirstDayPageTest {
    private static final String PASSWORD = "padma meghna jamuna";
    private static final String OLD_SPEED = "10M/20M";
    private static final String NEW_SPEED = "15M/30M";
    private static final double SETTLED_MILLIS = 60_000;

    @TempDir Path folder;
    private final Clock clock = Clock.systemUTC();

    @Test
    void fromAnEmptyInstallationToANewSpeedForFiveHundredCustomers() {
        var listen = new Options.Listen("127.0.0.1", 0, Server.Way.PLAIN, true);
        var options =
                new Options(
                        new Options.Fleet(1, 1, Optional.of(5), 1),
                        listen,
                        Optional.empty(),
                        false,
                        false,
                        Optional.of(folder),
                        Optional.empty());
        try (OldRouter old = OldRouter.start(clock);
                Product product = Product.start(options, folder, clock);
                Chromium chromium = Chromium.start();
                Visit visit = chromium.visit(product.url(), Reader.DESK)) {
            setUp(visit, product.setUpUrl().orElseThrow());
            enterPlan(visit);
            importCustomers(visit);
            connect(visit, old.router());
            takeOver(visit);
            manage(visit);
            hasAll(old, OLD_SPEED);
            changeSpeed(visit);
            hasAll(old, NEW_SPEED);
            visit.find("main header a[href='/network']").click();
            isCalm(visit);
            hasAll(old, NEW_SPEED);
        }
    }

    /// A calm board alone says little: it was calm before anything began.
    private static void hasAll(OldRouter old, String speed) {
        old.awaitSpeed(speed);
        assertThat(old.sold()).isEqualTo(Map.of(speed, (long) OldRouter.LINES));
        assertThat(old.held()).containsOnlyKeys(speed);
    }

    /// An account with a second factor, and then what to do is on the first page.
    private void setUp(Visit visit, String url) {
        visit.open(url);
        visit.find("#login").fill("owner@isp.example");
        visit.find("#name").fill("Nasreen");
        visit.find("#password").fill(PASSWORD);
        visit.find("main .primary").click();
        visit.find("#code").fill(new Totp(clock).code(visit.find("code.secret").textContent()));
        visit.find("main button.primary").click();
        assertThat(visit.find(".codes li")).hasCount(10);
        visit.find("main a.primary").click();
        visit.find("main .notice a[href='/overview']").click();
        assertThat(visit.find("ol.steps > li")).hasCount(7);
        assertThat(visit.find("ol.steps a")).hasCount(7);
    }

    /// The step's own link on the overview.
    private static void follow(Visit visit, String step) {
        visit.open("/overview");
        visit.find("ol.steps a").getByText(step).click();
    }

    private static void enterPlan(Visit visit) {
        follow(visit, "Make a plan");
        visit.find("#f-name").fill("Home 20");
        visit.find("#f-rateLimit").fill(OLD_SPEED);
        visit.find("#f-profile").fill(OldRouter.PROFILE);
        visit.find("#f-price").fill("700");
        visit.find("#f-why").fill("what we sold before");
        visit.find("main form.panel button.primary").click();
        assertThat(visit.find("h1")).hasText("Home 20");
    }

    /// A file with a fault is refused as a whole and says where; the mended one goes in.
    private static void importCustomers(Visit visit) {
        follow(visit, "Enter customers");
        check(visit, customers().replace("01711000007", "0171100000"));
        assertThat(visit.find("tbody tr")).hasCount(1);
        assertThat(visit.find("tbody tr")).containsText("0171100000");
        assertThat(visit.find("tbody th").first()).hasText("8");
        assertThat(visit.find("form[action$='/commit']")).hasCount(0);
        visit.find("main header a[href='/customers/import']").click();
        check(visit, customers());
        assertThat(visit.find(".facts dd").first()).hasText("500");
        visit.find("form[action$='/commit'] .primary").click();
        assertThat(visit.find("form[action$='/commit']")).hasCount(0);
        visit.find("main a[href='/customers']").click();
        assertThat(visit.find("tbody tr").first()).isVisible();
    }

    private static void check(Visit visit, String csv) {
        byte[] bytes = csv.getBytes(StandardCharsets.UTF_8);
        visit.find("#file").setInputFiles(new FilePayload("customers.csv", "text/csv", bytes));
        visit.find("form[enctype] .primary").click();
        assertThat(visit.page()).hasURL(Pattern.compile("/customers/import/\\d+"));
    }

    private static String customers() {
        return IntStream.rangeClosed(1, OldRouter.LINES)
                .mapToObj(
                        n -> "Customer %s,%s,Dhaka,House %d\n".formatted(n, OldRouter.mobile(n), n))
                .collect(Collectors.joining("", "name,mobile,district,address\n", ""));
    }

    private static void connect(Visit visit, SimulatedRouter router) {
        follow(visit, "Add a router");
        visit.find("#name").fill(router.name());
        visit.find("#host").fill(router.host());
        visit.find("#port").fill("" + router.tlsPort().orElseThrow());
        visit.find("#username").fill(OldRouter.READER.name());
        visit.find("#password").fill(OldRouter.READER.password());
        visit.find("[data-test]").click();
        visit.find("[data-result] .notice button").click();
        assertThat(visit.find("#fingerprint")).hasValue(router.fingerprint());
        visit.find("router-form button.primary").click();
        assertThat(visit.find("h1")).hasText(router.name());
    }

    /// What the router has becomes ours, with the plan and the customer that each row tells of.
    private static void takeOver(Visit visit) {
        visit.find("main .notice a[href*='/management']").click();
        visit.find("form[action$='/imports'] button").click();
        assertThat(visit.page()).hasURL(Pattern.compile("/network/imports/\\d+$"));
        assertThat(visit.find("tbody tr").first()).containsText("Home 20");
        visit.find("#fresh").selectOption("take");
        visit.find("#customers").selectOption("true");
        visit.find("button[value='confirm']").click();
        assertThat(visit.find(".facts dd").first()).hasText("500");
        visit.find("form[action$='/commit'] .primary").click();
        assertThat(visit.find("#done")).isVisible();
        visit.find("#done ~ .buttons a[href*='/management']").click();
    }

    private static void manage(Visit visit) {
        visit.find("#f-username").fill(OldRouter.WRITER.name());
        visit.find("#f-password").fill(OldRouter.WRITER.password());
        visit.find("#f-kicksPerMinute").fill("6000");
        visit.find("form[action$='/management'] .primary").click();
        visit.find("form[action$='/management/test'] button").click();
        assertThat(visit.find("ul.steps li").first()).isVisible();
        assertThat(visit.find("main .pill.good").first()).hasText("Managed");
        visit.find("nav.nav a[href='/network']").click();
        isCalm(visit);
    }

    private static void changeSpeed(Visit visit) {
        visit.find("nav.nav a[href='/plans']").click();
        visit.find("tbody a").getByText("Home 20").click();
        visit.find("main header a[href$='/edit']").click();
        visit.find("#f-rateLimit").fill(NEW_SPEED);
        visit.find("#f-why").fill("faster for the same money");
        visit.find("main form.panel > .buttons button").click();
        assertThat(visit.find("#diff ~ *").first()).isVisible();
        visit.find("button[name='confirm']").click();
        assertThat(visit.find(".timeline li")).hasCount(2);
    }

    /// Every line of the router is on the board, and none of them is out of step.
    private static void isCalm(Visit visit) {
        var patience = new LocatorAssertions.HasTextOptions().setTimeout(SETTLED_MILLIS);
        assertThat(sum(visit, "lines")).hasText("500", patience);
        assertThat(sum(visit, "kicks")).hasText("0", patience);
        assertThat(sum(visit, "open")).hasText("0", patience);
        assertThat(visit.find("[data-lines] .empty")).isVisible();
    }

    private static Locator sum(Visit visit, String name) {
        return visit.find("[data-sum='" + name + "']");
    }
}
