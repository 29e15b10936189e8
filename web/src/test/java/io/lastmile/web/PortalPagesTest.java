package io.lastmile.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.lastmile.core.platform.Role;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The portal over HTTP: customer 1 has line 1, which no router has ever reported, and is logged in
/// twice; line 2 is somebody else's.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PortalPagesTest {
    private TestSite site;

    @BeforeAll
    void start() throws Exception {
        site = new TestSite();
        site.sql(
                """
                insert into core.customer (name, name_bn, mobile, email, gender, father, mother,
                    spouse, district, upazila, union_name, address, postcode, place, created,
                    changed, changed_by)
                select '<i>Rahim</i> ' || n, '', '+880171234567' || n, '', '', '', '', '', 'dhaka',
                       'Savar', '', 'House ' || n, '', 'Dhaka', now(), now(), 'test'
                from generate_series(1, 2) as n
                """,
                """
                insert into core.line (name, area, customer, created, changed, changed_by)
                select 'secret.pppoe' || n, '<b>Mirpur', n, now(), now(), ''
                from generate_series(1, 2) as n
                """,
                session("the.customer", "Mozilla/5.0 (X11; Linux) Firefox/150.0"),
                session("other", "Mozilla/5.0 (iPhone) Safari/1"),
                "update core.setting set brand = 'Amar <Net>', phone = '09612-345678'");
    }

    private static String session(String token, String agent) {
        return """
        insert into core.session (token_hash, kind, customer, mobile, created, seen, idle_until,
            expires, address, agent)
        values (sha256('%s'), 'customer', 1, '01712345678', now(), now(), 'infinity', 'infinity',
            '', '%s')
        """
                .formatted(token, agent);
    }

    @AfterAll
    void stop() {
        site.close();
    }

    private String page(String path) throws Exception {
        HttpResponse<String> response = site.get(path);
        assertThat(response.statusCode()).as(path + response.body()).isEqualTo(200);
        return response.body();
    }

    @ParameterizedTest
    @CsvSource({"en, Not connected yet", "bn, এখনো যুক্ত হয়নি"})
    void aLineThatNeverConnectedSaysSoInBothLanguages(String language, String words)
            throws Exception {
        site.enterAs(Role.CUSTOMER);
        site.post("/look", "language=" + language + "&back=%2Fportal");
        assertThat(page("/portal"))
                .contains(words, "Amar ", "tel:09612345678", "&lt;b&gt;Mirpur")
                .doesNotContain("secret.pppoe", "<b>Mirpur", "<script", "stylesheet");
        assertThat(page("/portal/usage?line=1&span=month")).contains("format=csv");
        assertThat(page("/portal/account"))
                .contains("017••••5671", "&lt;i&gt;Rahim")
                .doesNotContain("01712345671", "<i>Rahim", "<script");
        site.post("/look", "language=en&back=%2F");
    }

    @ParameterizedTest
    @CsvSource({"en, Sat–Thu, 9:00 AM–9:00 PM, Closed", "bn, শনি–বৃহঃ, সকাল ৯:০০–রাত ৯:০০, বন্ধ"})
    void theAccountPageSaysWhenSomebodyAnswers(
            String language, String days, String hours, String closed) throws Exception {
        site.enterAs(Role.CUSTOMER);
        site.post("/look", "language=" + language + "&back=%2Fportal");
        assertThat(page("/portal/account"))
                .contains("<dt>" + days + "</dt><dd>" + hours + "</dd>", "<dd>" + closed + "</dd>")
                .contains("href=\"/portal/tickets/new\"", "tel:09612345678");
        site.post("/look", "language=en&back=%2F");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/portal?line=2", "/portal/usage?line=2", "/portal/usage?line=999999"})
    void anothersLineIsNoLine(String path) throws Exception {
        site.enterAs(Role.CUSTOMER);
        assertThat(site.get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void figuresAreLatinInBanglaForWhoWantsThem() throws Exception {
        site.enterAs(Role.CUSTOMER);
        site.post("/look", "language=bn&back=%2F");
        assertThat(page("/portal/usage?span=day")).contains("২২ নভেম্বর");
        site.post("/look", "digits=latin&back=%2F");
        assertThat(page("/portal/usage?span=day")).contains("22 নভেম্বর").doesNotContain("২২");
        site.post("/look", "digits=own&language=en&back=%2F");
    }

    @Test
    void aCustomerEndsTheirOwnSessionsAndNobodyElses() throws Exception {
        site.enterAs(Role.CUSTOMER);
        assertThat(page("/portal/account")).contains("Firefox, Linux", "Safari, iPhone");
        site.sql(
                """
                insert into core.session (token_hash, kind, customer, mobile, created, seen,
                    idle_until, expires, address, agent)
                values (sha256('foreign'), 'customer', 2, '01712345679', now(), now(), 'infinity',
                    'infinity', '', '')
                """);
        String id = "select id from core.session where token_hash = sha256('%s')";
        String foreign = site.value(id.formatted("foreign"));
        assertThat(site.post("/portal/account/session", "session=" + foreign).statusCode())
                .isEqualTo(404);
        assertThat(site.value(id.formatted("foreign"))).isEqualTo(foreign);
        String other = site.value(id.formatted("other"));
        assertThat(site.post("/portal/account/session", "session=" + other).statusCode())
                .isEqualTo(303);
        assertThat(site.value(id.formatted("other"))).isEqualTo("no row");
        assertThat(page("/portal/account")).contains("Firefox, Linux");
    }

    @Test
    void aConsentIsNotedAndTheContractsOwnIsNotAsked() throws Exception {
        site.enterAs(Role.CUSTOMER);
        String path = "/portal/account/consent";
        assertThat(site.post(path, "purpose=offers&given=true").statusCode()).isEqualTo(303);
        assertThat(site.post(path, "purpose=service&given=false").statusCode()).isEqualTo(400);
        assertThat(site.value("select purpose || given from core.customer_consent"))
                .isEqualTo("offerstrue");
    }

    @Test
    void thePageOfWhoIsShutOutIsSmallAndSaysNothingPersonal() throws Exception {
        site.leave();
        String general = page("/walled");
        assertThat(general).contains("Your Internet may be paused", "ইন্টারনেট", "09612-345678");
        assertThat(general.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .hasSizeLessThan(10_000);
        site.sql(
                """
                insert into telemetry.line (router, source, raw_name, name, first_seen)
                values (1, 1, 'secret.pppoe1', 'secret.pppoe1', now())
                """,
                """
                insert into telemetry.session (line, router, epoch, source, start_reason, ros_id,
                    started, checkpoint_batch, checkpoint_time, if_name, address)
                select id, router, 0, 1, 1, 7, now(), 1, now(), raw_name, '127.0.0.1'
                from telemetry.line
                """,
                """
                insert into core.line_hold (line, reason, since, placed_by, note)
                values (1, 'NONPAY', now(), 'test', 'secret note')
                """);
        assertThat(page("/walled"))
                .contains("A bill is not paid", "একটি বিল বাকি আছে")
                .doesNotContain("Rahim", "secret", "<script", "stylesheet");
        site.sql("delete from core.line_hold", "delete from telemetry.session");
    }

    @Test
    void staffSeeTheOverviewAndTheOwnerChangesTheSettings() throws Exception {
        site.leave();
        site.enter();
        assertThat(page("/overview")).contains("What to do next", "href=\"/routers/new\"");
        assertThat(page("/system")).contains("PostgreSQL", "identity-forget");
        String version = site.value("select version from core.setting");
        String form = "version=%s&brand.en=Amar+Net&phone=09612-345678&language=en";
        assertThat(page("/settings")).contains("Amar &lt;Net");
        assertThat(site.post("/settings", form.formatted(version)).statusCode()).isEqualTo(303);
        assertThat(site.post("/settings", form.formatted(version)).statusCode()).isEqualTo(412);
        HttpResponse<String> refused =
                site.post("/settings", form.formatted("2").replace("09612-345678", "call+me"));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("call me", "aria-invalid=\"true\"");
        site.sql("update core.setting set brand = 'Amar <Net>'");
    }

    @Test
    void aRefusedComplaintSaysWhyInTheCustomersWordsAndKeepsWhatWasTyped() throws Exception {
        site.enterAs(Role.CUSTOMER);
        site.post("/look", "language=bn&back=%2Fportal");
        HttpResponse<String> large = complain(new byte[8 * 1024 * 1024 + 1]);
        assertThat(large.statusCode()).isEqualTo(413);
        assertThat(large.body())
                .contains("সর্বোচ্চ ৪টি ছবি", ">তার ছিঁড়ে গেছে</textarea>")
                .doesNotContain("expected", "photo:");
        HttpResponse<String> none = complain("no picture".getBytes(StandardCharsets.UTF_8));
        assertThat(none.statusCode()).isEqualTo(400);
        assertThat(none.body())
                .contains("JPEG বা PNG", ">তার ছিঁড়ে গেছে</textarea>")
                .doesNotContain("expected", "megapixels");
        site.sql(
                """
                insert into core.ticket (number, customer, subject, type, queue, priority, channel,
                    state, opened, opened_by, changed, changed_by, said, said_by, always,
                    reply_minutes, solve_minutes)
                select 'T26-90000' || n, 1, 'old', 1, 1, 'normal', 'portal', 'open', '%1$s', '',
                       '%1$s', '', '%1$s', 'customer', false, 60, 60
                from generate_series(1, 5) as n
                """
                        .formatted(TestSite.NOW));
        HttpResponse<String> many = complain(new byte[0]);
        assertThat(many.statusCode()).isEqualTo(429);
        assertThat(many.body()).contains("১ ঘণ্টা পরে", ">তার ছিঁড়ে গেছে</textarea>");
        site.sql("delete from core.ticket where subject = 'old'");
    }

    private HttpResponse<String> complain(byte[] photo) throws Exception {
        String head =
                """
                --cut\r
                Content-Disposition: form-data; name="once"\r
                \r
                complain-%1$d-%2$d\r
                --cut\r
                Content-Disposition: form-data; name="type"\r
                \r
                1\r
                --cut\r
                Content-Disposition: form-data; name="text"\r
                \r
                তার ছিঁড়ে গেছে\r
                --cut\r
                Content-Disposition: form-data; name="photo"; filename="%3$s"\r
                \r
                """
                        .formatted(photo.length, System.nanoTime(), photo.length == 0 ? "" : "a");
        return site.send(
                site.request("/portal/tickets/new")
                        .header("Content-Type", "multipart/form-data; boundary=cut")
                        .header("Sec-Fetch-Site", "same-origin")
                        .POST(
                                BodyPublishers.concat(
                                        BodyPublishers.ofString(head),
                                        BodyPublishers.ofByteArray(photo),
                                        BodyPublishers.ofString("\r\n--cut--\r\n"))));
    }
}
