package io.lastmile;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import io.lastmile.Chromium.Reader;
import io.lastmile.core.platform.Server;
import io.lastmile.deploy.Options;
import io.lastmile.deploy.Product;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The first person in front of a fresh installation, with nothing but a browser and a telephone.
class SetUpPageTest {
    private static final String PASSWORD = "padma meghna jamuna";

    @TempDir Path folder;
    private final Clock clock = Clock.systemUTC();

    @Test
    void theOwnerSetsUpTheSecondFactorAndInvitesSomebody() {
        var listen = new Options.Listen("127.0.0.1", 0, Server.Way.PLAIN, true);
        var fleet = new Options.Fleet(1, 1, Optional.of(60), 1);
        var options =
                new Options(
                        fleet,
                        listen,
                        Optional.empty(),
                        false,
                        false,
                        Optional.of(folder),
                        Optional.empty());
        try (Product product = Product.start(options, folder, clock);
                Chromium chromium = Chromium.start();
                Visit visit = chromium.visit(product.url(), Reader.PHONE)) {
            visit.open(product.setUpUrl().orElseThrow());
            visit.find("#login").fill("owner@isp.example");
            visit.find("#name").fill("Nasreen");
            visit.find("#password").fill(PASSWORD);
            visit.find("main .primary").click();
            assertThat(visit.find("svg.qr")).isVisible();
            String secret = visit.find("code.secret").textContent();
            visit.find("#code").fill(new Totp(clock).code(secret));
            visit.find("main button.primary").click();
            assertThat(visit.find(".codes li")).hasCount(10);
            String recovery = visit.find(".codes li").first().textContent();
            visit.find("main a.primary").click();
            assertThat(visit.find("noc-tiles")).isVisible();
            invite(visit);
            comeBack(visit, recovery);
        }
    }

    private static void invite(Visit visit) {
        visit.open("/users/new");
        visit.find("#name").fill("Rahim");
        visit.find("#login").fill("rahim");
        visit.find("#role").selectOption("noc");
        visit.find("main .primary").click();
        assertThat(visit.find("code.secret")).containsText("/password/reset?token=");
        visit.open("/users");
        assertThat(visit.find("tbody tr")).hasCount(2);
        visit.open("/audit?relation=account");
        assertThat(visit.find("tbody")).containsText("owner@isp.example");
        visit.open("/account");
        assertThat(visit.find("#second + p")).containsText("10");
    }

    /// Another day, the telephone forgotten: a recovery code opens as well.
    private static void comeBack(Visit visit, String recovery) {
        visit.find("nav form[action='/logout'] button").click();
        visit.find("#username").fill("OWNER@isp.example");
        visit.find("#password").fill(PASSWORD);
        visit.find("main .primary").click();
        visit.find("#code").fill(recovery);
        Locator enter = visit.find("main .primary");
        enter.click();
        assertThat(visit.page()).hasURL(Pattern.compile("^http://[^/]+/$"));
        visit.open("/account");
        assertThat(visit.find("#second + p")).containsText("9");
    }
}
