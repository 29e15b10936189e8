package io.lastmile.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The pages of lines, without a script. Customers 1 and 2 are both called Karim.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LinePagesTest {
    private TestSite site;

    @BeforeAll
    void start() throws Exception {
        site = new TestSite();
        site.sql(
                """
                insert into core.customer (name, name_bn, mobile, email, gender, father, mother,
                    spouse, district, upazila, union_name, address, postcode, place, created,
                    changed, changed_by)
                select 'Karim ' || n, '', '+880171234567' || n, '', '', '', '', '', 'dhaka',
                       'Savar', '', 'House ' || n, '', 'Dhaka', now(), now(), 'test'
                from generate_series(1, 2) as n
                """,
                """
                insert into core.router (name, host, port, tls, username, secret, created, changed,
                                         changed_by)
                values ('mirpur-1', 'h', 8728, false, 'u', '', now(), now(), '')
                """);
        site.enter();
    }

    @AfterAll
    void stop() {
        site.close();
    }

    private String number(int customer) throws Exception {
        return site.value("select number from core.customer where id = " + customer);
    }

    private static String form(String... namesAndValues) {
        var form = new StringBuilder("once=" + UUID.randomUUID());
        for (int i = 0; i < namesAndValues.length; i += 2) {
            String value = URLEncoder.encode(namesAndValues[i + 1], StandardCharsets.UTF_8);
            form.append('&').append(namesAndValues[i]).append('=').append(value);
        }
        return form.toString();
    }

    /// The id of a line that was added by the form.
    private String added(String... namesAndValues) throws Exception {
        HttpResponse<String> response = site.post("/lines/new", form(namesAndValues));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(303);
        String path = response.headers().firstValue("location").orElseThrow();
        assertThat(path).startsWith("/lines/");
        return path.substring("/lines/".length());
    }

    private String page(String path) throws Exception {
        HttpResponse<String> response = site.get(path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response.body();
    }

    /// All that a pattern's group holds, in order.
    private static List<String> all(String page, String pattern) {
        return Pattern.compile(pattern).matcher(page).results().map(r -> r.group(1)).toList();
    }

    private static String typed(String page, String input) {
        return all(page, "<input[^>]* name=\"" + input + "\"[^>]* value=\"([^\"]*)\"").getFirst();
    }

    private List<String> names(String query) throws Exception {
        return shown(page("/lines?" + query));
    }

    private static List<String> shown(String page) {
        return all(page, "<th scope=\"row\"><a [^>]*><code>([^<]*)</code>");
    }

    @Test
    void aLineIsAddedForTheCustomerWhoWasLookedUp() throws Exception {
        String empty = page("/lines/new?customer=1");
        assertThat(typed(empty, "who")).isEqualTo(number(1));
        assertThat(typed(empty, "address")).isEqualTo("House 1");
        String form = form("who", number(1), "name", "karim1", "rateBps", "২০", "back", "customer");
        HttpResponse<String> saved = site.post("/lines/new", form);
        assertThat(saved.headers().firstValue("location")).contains("/customers/1");
        assertThat(site.value("select rate_bps from core.line where name = 'karim1'"))
                .isEqualTo("20000000");
        assertThat(page("/customers/1")).contains("href=\"/lines/new?customer=1\"");
        assertThat(names("q=karim1")).containsExactly("karim1");
        assertThat(page("/lines?q=karim1")).contains("href=\"/customers/1\">Karim 1</a>");
    }

    @Test
    void whoFitsSeveralCustomersIsAskedForOne() throws Exception {
        HttpResponse<String> asked = site.post("/lines/new", form("who", "Karim", "name", "which"));
        assertThat(asked.statusCode()).isEqualTo(400);
        assertThat(all(asked.body(), "<option value=\"(C[0-9]+)\"")).hasSize(2);
        assertThat(typed(asked.body(), "name")).isEqualTo("which");
        added("who", number(2), "name", "which");
        assertThat(site.value("select customer from core.line where name = 'which'"))
                .isEqualTo("2");
    }

    @Test
    void whatWasTypedIsKeptAndTheFaultStandsBesideItsField() throws Exception {
        String wrong = form("name", "lease", "kind", "dhcp", "ip", "10.1.1.1", "mac", "oops");
        HttpResponse<String> refused = site.post("/lines/new", wrong);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(typed(refused.body(), "mac")).isEqualTo("oops");
        assertThat(refused.body()).contains("id=\"x-mac\"").contains("a MAC address");
        String id =
                added(
                        "name",
                        "lease",
                        "kind",
                        "dhcp",
                        "ip",
                        "10.1.1.1",
                        "mac",
                        "aa-bb-cc-dd-ee-01");
        assertThat(typed(page("/lines/" + id + "/edit"), "mac")).isEqualTo("AA:BB:CC:DD:EE:01");
        assertThat(names("q=aabb.ccdd.ee01")).containsExactly("lease");
    }

    @Test
    void anEditIsByVersionAndOfTwoTheSecondIsTold() throws Exception {
        String path = "/lines/" + added("name", "edit", "router", "1");
        String form = page(path + "/edit");
        assertThat(form).contains("<option value=\"1\" selected>mirpur-1</option>");
        String version = typed(form, "version");
        String one = form("version", version, "name", "edited", "router", "1");
        assertThat(site.post(path + "/edit", one).statusCode()).isEqualTo(303);
        String other = form("version", version, "name", "mine");
        HttpResponse<String> stale = site.post(path + "/edit", other);
        assertThat(stale.statusCode()).isEqualTo(412);
        assertThat(typed(stale.body(), "name")).isEqualTo("mine");
    }

    @Test
    void aRemovedLineIsGoneAndItsNameIsFree() throws Exception {
        String id = added("name", "gone");
        assertThat(page("/lines/" + id + "/edit")).contains("/lines/" + id + "/remove");
        assertThat(site.post("/lines/" + id + "/remove", form("version", "1")).statusCode())
                .isEqualTo(303);
        assertThat(names("q=gone")).isEmpty();
        added("name", "gone");
    }

    @Test
    void theListIsFilteredAndPaged() throws Exception {
        String held = added("name", "page-a", "who", number(2));
        added("name", "page-b", "router", "1");
        added("name", "page-c", "router", "1");
        site.sql(
                """
                insert into core.line_hold (line, reason, since, placed_by, note)
                values (%s, 'NONPAY', now(), '', '')
                """
                        .formatted(held));
        assertThat(names("q=page-&router=1")).containsExactly("page-b", "page-c");
        assertThat(names("q=page-&free=true")).containsExactly("page-b", "page-c");
        assertThat(names("q=page-&suspended=true")).containsExactly("page-a");
        assertThat(page("/lines?q=page-a")).contains("Not paid");
        String first = page("/lines?q=page-&limit=2");
        assertThat(shown(first)).containsExactly("page-a", "page-b");
        String more = all(first, "href=\"(/lines[^\"]*after=[^\"]*)\"").getFirst();
        assertThat(shown(page(more.replace("&amp;", "&")))).containsExactly("page-c");
    }

    @Test
    void namesAreTextAndNothingElse() throws Exception {
        added("name", "<b>x</b>", "label", "\"><script>alert(1)</script>");
        assertThat(page("/lines?q=%3Cb"))
                .contains("&lt;b>x&lt;/b>")
                .doesNotContain("<b>x", "<script>alert");
    }

    @Test
    void aPlanIsCalledInTheReadersLanguage() throws Exception {
        String plan = site.value("insert into core.plan (created) values (now()) returning id");
        site.sql(
                """
                insert into core.plan_version (plan, number, effective, made, made_by, why, name,
                    name_bn, says, says_bn, rate_limit, up_bps, down_bps, profile, price_poisha,
                    validity, validity_count, tax_class, unlimited, allowance, contention,
                    published)
                values (%s, 1, '2000-01-01', '2000-01-01', 'test', '', 'Home ten', 'হোম দশ', '',
                        '', '1M/1M', 1000000, 1000000, '', 50000, 'calendar-months', 1,
                        'internet', false, '{"window": "cycle", "steps": []}', 8, false)
                """
                        .formatted(plan));
        added("name", "named-plan", "plan", plan);
        assertThat(page("/lines?q=named-plan")).contains("<td>Home ten</td>");
        site.post("/look", "language=bn&back=%2Flines");
        assertThat(page("/lines?q=named-plan"))
                .contains("<td>হোম দশ</td>", ">হোম দশ</option>")
                .doesNotContain("Home ten");
        site.post("/look", "language=en&back=%2Flines");
    }

    @Test
    void aTicketIsLinkedByChoosingOneOfTheCustomersLines() throws Exception {
        String mine = added("name", "choose-mine", "who", number(1));
        String other = added("name", "choose-other", "who", number(2));
        String alarm =
                site.value(
                        """
                        insert into core.alarm (condition, kind, severity, state, since)
                        values (1, 'router-down', 'critical', 'firing', now()) returning id
                        """);
        assertThat(page("/tickets/new")).doesNotContain("choose-mine", "name=\"line\"");
        String asked = page("/tickets/new?customer=1");
        assertThat(asked)
                .contains("<option value=\"" + mine + "\">choose-mine", "value=\"" + alarm + "\"")
                .doesNotContain("choose-other");
        String[] typed = {
            "customer", "1", "type", "1", "subject", "Cut", "text", "Since noon", "line", other
        };
        HttpResponse<String> refused = site.post("/tickets/new", form(typed));
        assertThat(refused.statusCode()).isEqualTo(409);
        typed[typed.length - 1] = mine;
        HttpResponse<String> opened = site.post("/tickets/new", form(typed));
        assertThat(opened.statusCode()).as(opened.body()).isEqualTo(303);
        assertThat(page(opened.headers().firstValue("location").orElseThrow()))
                .contains("<option value=\"" + mine + "\" selected>choose-mine");
    }
}
