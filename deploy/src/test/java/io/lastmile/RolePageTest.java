package io.lastmile;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.RequestOptions;
import io.lastmile.Chromium.Reader;
import io.lastmile.core.platform.Role;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Each kind of staff comes in by an invitation, logs in and opens all that its navigation shows,
/// at a desk in English and on a phone in Bangla; the browser has nothing to complain about.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RolePageTest {
    private static final String PASSWORD = "shitalakkhya at dawn 7";
    private static final Pattern LINK =
            Pattern.compile("\"path\":\"(/password/reset\\?token=[^\"]+)\"");

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
    @EnumSource(
            value = Role.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"CUSTOMER", "SYSTEM", "NOBODY"})
    void eachRoleOpensAllThatItsNavigationShows(Role role) {
        String login = "path." + role.word() + "@isp.example";
        String invitation = invitation(role, login);
        try (Visit visit = chromium.visit(product.url(), Reader.DESK)) {
            visit.open(invitation);
            visit.find("#password").fill(PASSWORD);
            visit.find("main .primary").click();
            enter(visit, login);
            openAll(visit);
        }
        Reader phone = Reader.PHONE.with("dark", "bn");
        try (Visit visit = chromium.visit(product.url(), phone)) {
            visit.open("/login");
            enter(visit, login);
            openAll(visit);
        }
    }

    private String invitation(Role role, String login) {
        try (Visit owner = product.enter(chromium.visit(product.url(), Reader.DESK))) {
            String name = role.word().replace('_', '-');
            Map<String, String> draft = Map.of("login", login, "name", name, "role", name);
            APIResponse made =
                    owner.context()
                            .request()
                            .post(
                                    product.url() + "/api/accounts",
                                    RequestOptions.create()
                                            .setHeader("Origin", product.url())
                                            .setData(draft));
            assertThat(made.status()).as(made.text()).isEqualTo(201);
            var link = LINK.matcher(made.text());
            assertThat(link.find()).as(made.text()).isTrue();
            return link.group(1);
        }
    }

    private static void enter(Visit visit, String login) {
        visit.find("#username").fill(login);
        visit.find("#password").fill(PASSWORD);
        visit.find("main .primary").click();
        assertThat(visit.find("nav.nav")).isVisible();
        assertThat(visit.find("h1")).hasCount(1);
    }

    private static void openAll(Visit visit) {
        List<String> paths =
                visit.find("nav.nav a[href^='/']").all().stream()
                        .map(link -> link.getAttribute("href"))
                        .toList();
        assertThat(paths).isNotEmpty();
        for (String path : paths) {
            visit.open(path);
            Locator title = visit.find("h1");
            assertThat(title).hasCount(1);
            assertThat(title).not().isEmpty();
            assertThat(visit.scrollsSideways()).as(path).isFalse();
        }
    }
}
