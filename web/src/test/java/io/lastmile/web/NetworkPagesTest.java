package io.lastmile.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Pages of the network as they come over HTTP.
class NetworkPagesTest {
    private static TestSite site;

    @BeforeAll
    static void start() throws Exception {
        site = new TestSite();
        site.sql(
                """
                insert into core.router
                    (id, name, host, port, tls, username, secret, created, changed, changed_by)
                overriding system value
                values (7, 'mirpur', '10.0.0.7', 8728, false, 'read', '\\x00', now(), now(), 'x')
                """,
                """
                insert into core.line (id, router, source, name, created, changed, changed_by)
                overriding system value
                values (3, 7, 1, '<b>rahim</b>', now(), now(), 'x')
                """,
                """
                insert into core.network_import
                    (id, router, made, made_by, expires, router_digest, our_digest, counts, absent)
                overriding system value
                values (5, 7, now(), 'x', 'infinity', '\\x00', '\\x00', '{"new": 1}',
                    '{"/ip/hotspot/user": "no such command"}')
                """,
                """
                insert into core.network_import_row
                    (import, at, verdict, kind, name, profile, body)
                values (5, 0, 'new', 'secret', '<i>karim</i>', 'home', '{"profile": "home",
                    "rateLimit": "10M/10M", "service": "pppoe", "disabled": false, "address": "",
                    "callerId": "", "comment": "<script>1</script>", "password": true,
                    "trouble": null, "line": null, "differences": [],
                    "plan": {"plan": 1, "name": "Home", "by": "name"},
                    "customer": {"customer": 1, "number": "C1", "name": "Karim", "by": "mobile"}}')
                """);
        site.enter();
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    private static String page(String path) throws Exception {
        var response = site.get(path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response.body();
    }

    @Test
    void aBoardWithoutADifferenceSaysSo() throws Exception {
        site.sql("update core.line_sync set state = 'applied', applied = wanted");
        assertThat(page("/network")).contains("Every line is as wanted.");
    }

    @Test
    void aReportShowsHostileNamesAsText() throws Exception {
        assertThat(page("/network/imports/5"))
                .contains("&lt;i&gt;karim", "&lt;script&gt;1", "Home · by name")
                .contains("name=\"rows.0.choice\"", "no such command")
                .doesNotContain("<i>karim", "<script>1", "Keep ours</option>");
    }

    @Test
    void choicesAreKeptAndTheirNumbersShown() throws Exception {
        var saved =
                site.post(
                        "/network/imports/5",
                        "fresh=take&differs=ignore&plans=true&customers=false&rows.0.at=0"
                                + "&rows.0.choice=&rows.0.accepted=true&go=confirm");
        assertThat(saved.statusCode()).as(saved.body()).isEqualTo(303);
        assertThat(page("/network/imports/5/confirm"))
                .contains("<dt>Lines made</dt><dd>1</dd>")
                .contains("<dt>Customers put on lines</dt><dd>1</dd>");
    }

    @Test
    void aLineIsHeldAndReleasedByForms() throws Exception {
        site.post("/network/lines/3/hold", "reason=LEGAL&note=order+17");
        assertThat(page("/network/lines/3"))
                .contains("By order of the authorities", "order 17", "&lt;b&gt;rahim")
                .doesNotContain("<b>rahim");
        site.post("/network/lines/3/lift", "reason=LEGAL&why=order+ended");
        assertThat(page("/network/lines/3")).contains("Nothing holds it.", "order ended");
    }

    @Test
    void aNewPasswordIsShownOnce() throws Exception {
        var made = site.post("/network/lines/3/password", "");
        Matcher shown = Pattern.compile("data-copied>([^<]+)<").matcher(made.body());
        assertThat(shown.find()).as(made.body()).isTrue();
        assertThat(shown.group(1)).hasSizeGreaterThan(8);
        assertThat(made.headers().firstValue("cache-control")).contains("no-store");
        assertThat(page("/network/lines/3")).doesNotContain(shown.group(1));
    }

    @Test
    void aWrongWalledGardenIsToldBesideItsFields() throws Exception {
        var wrong = site.post("/network/walled-garden", "version=1&portalHost=a+b&ranges=x");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).contains("id=\"x-portalHost\"", "id=\"x-ranges\"");
    }

    @Test
    void aWritingUserIsKeptAndItsPasswordNeverShown() throws Exception {
        String user = "username=writer&requestsPerSecond=20&burst=100&kicksPerMinute=300";
        var without = site.post("/routers/7/management", user + "&enabled=true");
        assertThat(without.statusCode()).isEqualTo(400);
        site.post("/routers/7/management", user + "&enabled=true&password=hush-hush");
        assertThat(page("/routers/7/management"))
                .contains("value=\"writer\"", "name=\"version\" value=\"1\"")
                .doesNotContain("hush-hush");
        var late = site.post("/routers/7/management", user + "&enabled=true&version=0");
        assertThat(late.statusCode()).as(late.body()).isEqualTo(412);
        site.post("/routers/7/management", user + "&enabled=false&version=1");
        assertThat(page("/routers/7/management")).contains("name=\"version\" value=\"2\"");
    }
}
