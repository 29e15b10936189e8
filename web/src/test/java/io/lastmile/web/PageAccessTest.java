package io.lastmile.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.lastmile.core.identity.Permissions;
import io.lastmile.core.platform.Access;
import io.lastmile.core.platform.Role;
import io.lastmile.core.platform.Routes;
import java.net.http.HttpResponse;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every page and every role, from the server's own table of routes; the API's routes have their
/// matrix in core-api.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageAccessTest {
    /// Pages that need no login. One that is to be open is added here by hand, on purpose.
    private static final Set<String> OPEN =
            Set.of(
                    "/a/{+file}",
                    "/tariffs",
                    "/walled",
                    "/verify/{number}/{code}",
                    "/paper/{number}/{code}",
                    "/login",
                    "/login/second",
                    "/login/enrol",
                    "/setup",
                    "/password/forgot",
                    "/password/reset",
                    "/portal/login",
                    "/portal/code",
                    "/portal/choice",
                    "/health",
                    "/metrics",
                    "/openapi",
                    "/openapi.json");

    private TestSite site;

    @BeforeAll
    void start() throws Exception {
        site = new TestSite();
        for (Role role : EnumSet.allOf(Role.class)) {
            if (role.staff()) {
                site.sql(
                        """
                        insert into core.account (login, name, role, created, changed, changed_by)
                        values ('the.%s', 'The %s', '%s', now(), now(), 'test')
                        """
                                .formatted(role.word(), role.word(), role.word()),
                        """
                        insert into core.session (token_hash, kind, account, created, seen,
                            idle_until, expires, address, agent)
                        select sha256('the.%s'), 'staff', id, now(), now(), 'infinity', 'infinity',
                               '192.0.2.7', 'Mozilla/5.0 (X11; Linux) Firefox/150.0'
                        from core.account where login = 'the.%s'
                        """
                                .formatted(role.word(), role.word()));
            }
        }
        site.sql(
                """
                insert into core.session (token_hash, kind, customer, mobile, created, seen,
                    idle_until, expires, address, agent)
                values (sha256('the.customer'), 'customer', 7, '01712345678', now(), now(),
                    'infinity', 'infinity', '', '')
                """);
    }

    @AfterAll
    void stop() {
        site.close();
    }

    private Stream<Routes.Entry> pages() {
        return site.table().stream()
                .filter(entry -> entry.method().equals("GET"))
                .filter(entry -> !entry.pattern().startsWith("/api/"))
                .filter(entry -> !entry.pattern().startsWith("/live"));
    }

    @Test
    void onlyThesePagesAreOpen() {
        assertThat(pages().filter(entry -> entry.access().open()))
                .extracting(Routes.Entry::pattern)
                .containsExactlyInAnyOrderElementsOf(OPEN);
    }

    @TestFactory
    Stream<DynamicTest> everyPageAnswersEachRoleAsItsAccessSays() {
        return pages().filter(entry -> !entry.access().open())
                .map(entry -> DynamicTest.dynamicTest(entry.pattern(), () -> tryAll(entry)));
    }

    private void tryAll(Routes.Entry entry) throws Exception {
        String path = entry.pattern().replaceAll("\\{[^}]*}", "999999999");
        site.leave();
        assertThat(site.get(path).headers().firstValue("location").orElse(""))
                .startsWith(path.startsWith("/portal") ? "/portal/login" : "/login");
        for (Role role : EnumSet.allOf(Role.class)) {
            if (role.staff() || role == Role.CUSTOMER) {
                site.enterAs(role);
                HttpResponse<String> response = site.get(path);
                if (mayUse(entry.access(), role)) {
                    assertThat(response.statusCode())
                            .as("%s: %s", role, response)
                            .isNotIn(401, 403);
                } else {
                    assertThat(response.statusCode()).as("%s: %s", role, response).isEqualTo(403);
                }
            }
        }
    }

    private static boolean mayUse(Access access, Role role) {
        return access.anyOf().isEmpty()
                || access.anyOf().stream().anyMatch(Permissions.of(role)::contains);
    }

    @ParameterizedTest
    @CsvSource({
        "BILLING, /overview",
        "TECHNICIAN, /tickets",
        "RESELLER, /customers",
        "CUSTOMER, /portal",
    })
    void theRootLeadsToWhatARoleMaySee(Role role, String place) throws Exception {
        site.enterAs(role);
        assertThat(site.get("/").headers().firstValue("location")).contains(place);
    }

    @Test
    void theNavigationShowsOnlyWhatARoleMaySee() throws Exception {
        site.enterAs(Role.SUPPORT);
        assertThat(site.get("/routers").body())
                .contains("href=\"/alarms\"", "href=\"/account\"")
                .doesNotContain("href=\"/users\"", "href=\"/audit\"", "href=\"/routers/new\"");
        site.enterAs(Role.TECHNICIAN);
        assertThat(site.get("/account").body())
                .contains("The technician")
                .doesNotContain("href=\"/alarms\"", "id=\"search\"");
    }

    @Test
    void whoMayOnlyLookIsOfferedNothingToChange() throws Exception {
        site.sql(
                """
                insert into core.customer (name, name_bn, mobile, email, gender, father, mother,
                    spouse, district, upazila, union_name, address, postcode, place, created,
                    changed, changed_by)
                values ('Rahim Uddin', '', '+8801712345678', '', '', '', '', '', 'dhaka', 'Savar',
                    '', 'House 1', '', 'Dhaka', now(), now(), 'test')
                """);
        String path = "/customers/" + site.value("select max(id) from core.customer");
        site.enterAs(Role.SUPPORT);
        assertThat(site.get(path).body())
                .contains("Rahim Uddin", path + "/edit", path + "/notes")
                .containsPattern("name=\"once\" value=\"[0-9a-f-]{36}\"")
                .doesNotContain(path + "/identities/reveal");
        site.enterAs(Role.AUDITOR);
        assertThat(site.get(path).body().replaceAll(path + "/(money|mercies)", ""))
                .contains("Rahim Uddin")
                .doesNotContain(path + "/");
        assertThat(site.get("/customers").body()).doesNotContain("/customers/new");
        assertThat(site.get("/plans").body()).doesNotContain("/plans/new");
    }

    @ParameterizedTest
    @CsvSource({"en", "bn"})
    void thePagesOfPeopleSpeakBothLanguages(String language) throws Exception {
        site.enterAs(Role.OWNER);
        site.post("/look", "language=" + language + "&back=%2F");
        String name = "<i>rahim</i>";
        site.sql(
                "update core.account set name = '%s', disabled = null where login = 'the.noc'"
                        .formatted(name));
        String id = site.value("select id from core.account where login = 'the.noc'");
        for (String path :
                new String[] {
                    "/users",
                    "/users/" + id,
                    "/users/new",
                    "/roles",
                    "/audit",
                    "/account",
                    "/users?q=noc",
                    "/audit?relation=account&row=" + id
                }) {
            HttpResponse<String> response = site.get(path);
            assertThat(response.statusCode()).as(path + response.body()).isEqualTo(200);
            assertThat(response.body())
                    .contains("<html lang=\"%s\"".formatted(language))
                    .doesNotContain("<i>rahim");
        }
        assertThat(site.get("/users/" + id).body()).contains("&lt;i&gt;rahim", "192.0.2.7");
        for (String path :
                new String[] {
                    "/login",
                    "/setup?token=x",
                    "/password/forgot",
                    "/password/reset?token=x",
                    "/portal/login",
                    "/portal/login?refused=mobile",
                    "/setup?token=x&refused=fields&fields=login,password,%3Cb%3E"
                }) {
            HttpResponse<String> response = site.get(path);
            assertThat(response.statusCode()).as(path + response.body()).isEqualTo(200);
            assertThat(response.body()).doesNotContain("<script", "<b>,");
        }
    }

    @Test
    void anAuditorSeesUsersAndChangesNone() throws Exception {
        site.enterAs(Role.AUDITOR);
        String id = site.value("select id from core.account where login = 'the.noc'");
        assertThat(site.get("/users").body()).doesNotContain("href=\"/users/new\"");
        assertThat(site.get("/users/" + id).body())
                .doesNotContain("<api-form", "192.0.2.7")
                .contains("the.noc");
    }
}
