package io.lastmile.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Pages as they come over HTTP.
class PagesTest {
    private static final String ROUTER =
            """
            insert into core.router
                (id, name, area, host, port, tls, username, secret, created, changed, changed_by)
            overriding system value
            values (7, '<b>mirpur & 1</b>', '"x" onload=alert(1)', '10.0.0.7', 8729, true, 'read',
                    '\\x00', now(), now(), 'rahim')
            on conflict do nothing
            """;
    private static final String HEALTH =
            """
            insert into telemetry.router_health
                (router, state, since, checked, failures, interval_ms, answer_ms, sessions,
                 interval_reason, cpu_percent)
            values (7, 'answering', now(), now(), 0, 15000, 2100, 1234567, 'router-cpu', 93)
            on conflict do nothing
            """;

    private static TestSite site;

    @BeforeAll
    static void start() throws Exception {
        site = new TestSite();
        site.sql(ROUTER, HEALTH);
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @AfterEach
    void leave() {
        site.leave();
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    private static String page(String path) throws Exception {
        HttpResponse<String> response = site.get(path);
        assertThat(response.statusCode()).as(path + ": " + response.body()).isEqualTo(200);
        assertThat(header(response, "content-type")).isEqualTo("text/html; charset=utf-8");
        assertThat(header(response, "content-security-policy"))
                .contains("require-trusted-types-for 'script'", "object-src 'none'");
        return response.body();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/routers", "/routers/7", "/routers/7/edit", "/names/1"})
    void aPageSendsAStrangerToTheLogin(String path) throws Exception {
        HttpResponse<String> response = site.get(path);

        assertThat(response.statusCode()).isEqualTo(303);
        assertThat(header(response, "location")).startsWith("/login?next=%2F");
    }

    @Test
    void theLoginPageNeedsNothingButItself() throws Exception {
        String page = page("/login?refused=wait&seconds=9&next=//evil.example");

        assertThat(page)
                .contains("Try again in 9 seconds", "name=\"next\" value=\"/\"")
                .doesNotContain("<script", "rel=\"stylesheet\"");
    }

    @Test
    void whatARouterIsCalledIsTextAndNothingElse() throws Exception {
        site.enter();
        for (String path : new String[] {"/routers", "/routers/7", "/routers/7/edit", "/"}) {
            assertThat(page(path)).doesNotContain("<b>mirpur", "=\"\"x\" onload");
        }
        assertThat(page("/routers")).contains("&lt;b&gt;mirpur &amp; 1");
        assertThat(page("/routers/7/edit")).contains("value=\"&#34;x&#34; onload=alert(1)\"");
    }

    private static final String PLAN_FORM =
            "name=%s&nameBn=&says=&saysBn=&rateLimit=10M%%2F25M+12M%%2F30M+8M%%2F20M+10%%2F10"
                    + "&profile=&price=%s&taxClass=internet&validity=calendar-months"
                    + "&validityCount=1&allowance.window=cycle&allowance.steps.0.limitBytes=500"
                    + "&allowance.steps.0.rateLimit=5M%%2F5M&allowance.steps.1.limitBytes="
                    + "&allowance.steps.1.rateLimit=&allowance.bonus.counted=true"
                    + "&approval.memoNo=&approval.memoDate=&approval.ceiling=&contention=8"
                    + "&effective=&why=test&version=%s";

    private static String path(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(303);
        return header(response, "location");
    }

    @Test
    void aPlanIsEnteredShownAndChangedAfterItsDifferenceWasShown() throws Exception {
        site.enter();
        String path =
                path(site.post("/plans/new", PLAN_FORM.formatted("%3Ci%3EHome", "700.50", "")));
        assertThat(page(path))
                .contains("&lt;i&gt;Home", "25 Mbps down, 10 Mbps up.", "৳ 700.50", "after 500 GB")
                .contains("Bursts to 30 Mbps down for about 7 s and to 12 Mbps up for about 7 s.");
        String form = PLAN_FORM.formatted("%3Ci%3EHome", "৭৫০", "1");
        String asked = site.post(path + "/edit", form).body();
        assertThat(asked)
                .contains("What saving changes", "<del>৳ 700.50</del>", "<ins>৳ 750</ins>");
        assertThat(path(site.post(path + "/edit", form + "&confirm=yes"))).isEqualTo(path);
        assertThat(page(path)).contains("<ins>৳ 750</ins>");
        assertThat(site.post(path + "/edit", form + "&confirm=yes").statusCode()).isEqualTo(412);
    }

    private static String planned(String name, String price, String version, String more) {
        return PLAN_FORM.formatted(name, price, version).replace("&effective=", "") + more;
    }

    @Test
    void anEditShowsWhatHoldsNowAndWhatIsPlannedOnlyWhenAsked() throws Exception {
        site.enter();
        String path = path(site.post("/plans/new", PLAN_FORM.formatted("Coming", "700", "")));
        String later = planned("Coming", "900", "1", "&effective=2026-12-22&confirm=yes");
        assertThat(path(site.post(path + "/edit", later))).isEqualTo(path);
        assertThat(page(path)).contains("Version 2 comes into force 22-12-2026 00:00: test");
        assertThat(page(path + "/edit"))
                .contains("value=\"700\"", "name=\"replaces\"")
                .doesNotContain("value=\"900\"");
        assertThat(page(path + "/edit?planned=2"))
                .contains("value=\"900\"", "value=\"2026-12-22\"");
        String now = planned("Coming", "900", "2", "&effective=");
        assertThat(site.post(path + "/edit", now).body())
                .contains("At once", "<del>৳ 700</del>", "<ins>৳ 900</ins>")
                .contains("Version 2 still comes into force 22-12-2026 00:00")
                .doesNotContain("will not come");
        String same = planned("Coming", "950", "2", "&effective=2026-12-22");
        assertThat(site.post(path + "/edit", same).body())
                .contains("From 22-12-2026 00:00 on", "<del>৳ 900</del>", "<ins>৳ 950</ins>")
                .contains("Version 2 will not come into force 22-12-2026 00:00");
        assertThat(site.post(path + "/edit", now + "&replaces=true&confirm=yes").statusCode())
                .isEqualTo(303);
        assertThat(page(path))
                .contains("Never held: replaced by version 3")
                .doesNotContain("comes into force");
    }

    @Test
    void aPlansFormHasARowForEachStep() throws Exception {
        site.enter();
        String steps =
                "&allowance.steps.2.limitBytes=700&allowance.steps.2.rateLimit=4M"
                        + "&allowance.steps.3.limitBytes=800&allowance.steps.3.rateLimit=3M"
                        + "&allowance.steps.4.limitBytes=900&allowance.steps.4.rateLimit=2M";
        String form = PLAN_FORM.formatted("Many steps", "700", "") + steps;
        String path = path(site.post("/plans/new", form));
        assertThat(page(path + "/edit"))
                .contains("name=\"allowance.steps.3.limitBytes\" type=\"text\" value=\"900\"");
        String burst =
                PLAN_FORM.formatted("Many steps", "700", "1")
                        + steps.replace("4.rateLimit=2M", "4.rateLimit=2M+3M");
        assertThat(site.post(path + "/edit", burst).body())
                .contains("<ins>", "2M/2M 3M/3M", "name=\"allowance.steps.4.limitBytes\"");
    }

    @Test
    void aPlansFormKeepsWhatWasTyped() throws Exception {
        site.enter();
        HttpResponse<String> refused =
                site.post("/plans/new", PLAN_FORM.formatted("Cheap", "free", ""));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("value=\"Cheap\"", "value=\"free\"", "id=\"x-price\"");
    }

    private static final String PERSON_FORM =
            "name=%s&nameBn=%%E0%%A6%%86%%E0%%A6%%B2%%E0%%A7%%80&mobile=%s&email=&born=&gender="
                    + "&father=&mother=&spouse=&district=dhaka&upazila=Mirpur&union=&postcode="
                    + "&address=&latitude=&longitude=&tags=vip%%2C+old&reseller=&version=%s";

    @Test
    void aCustomerIsEnteredFoundAndWrittenAbout() throws Exception {
        site.enter();
        HttpResponse<String> refused =
                site.post("/customers/new", PERSON_FORM.formatted("%3Cb%3EAli", "12345", ""));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("value=\"12345\"", "id=\"x-mobile\"", "vip, old");
        String path =
                path(
                        site.post(
                                "/customers/new",
                                PERSON_FORM.formatted("%3Cb%3EAli", "01712345678", "")));
        path(site.post(path + "/notes", "text=likes+%3Ctea%3E"));
        path(site.post(path + "/identities", "kind=nid&number=1234567890"));
        assertThat(page(path))
                .contains("&lt;b&gt;Ali", "01712-345678", "likes &lt;tea&gt;", "•••• 7890")
                .doesNotContain("<b>Ali", "1234567890");
        assertThat(site.post(path + "/identities/reveal", "kind=nid&reason=asked").body())
                .contains("1234567890");
        assertThat(page("/customers?q=ali")).contains(path);
        assertThat(page("/customers?tag=vip&district=dhaka")).contains(path);
        assertThat(page(path + "/edit"))
                .contains("value=\"old, vip\"", "value=\"01712-345678\"")
                .doesNotContain("vip, old");
        assertThat(
                        path(
                                site.post(
                                        path + "/edit",
                                        PERSON_FORM.formatted("Ali", "01712345678", "1"))))
                .isEqualTo(path);
        assertThat(page(path)).contains("Details changed");
        path(site.post(path + "/state", "version=2&closed=true"));
        assertThat(page(path)).contains("Open again");
    }

    @Test
    void thePriceListNeedsNoLogin() throws Exception {
        assertThat(page("/tariffs")).contains("Price list", "None is published yet");
    }

    @Test
    void theRouterPageSaysWhyItsIntervalIsStretched() throws Exception {
        site.enter();

        assertThat(page("/routers/7"))
                .contains("Read every 15 s for now: its CPU is busy.", "Slowed down", "12,34,567");
    }

    @Test
    void theLivePageKnowsItsRoutersAtFirstPaint() throws Exception {
        site.enter();

        assertThat(page("/"))
                .contains("Routers answering", "of 1", "all answer", "importmap", "modulepreload");
    }

    @Test
    void theLanguageIsRememberedAndThePageComesBack() throws Exception {
        site.enter();
        HttpResponse<String> response = site.post("/look", "language=bn&back=%2Frouters");

        assertThat(response.statusCode()).isEqualTo(303);
        assertThat(header(response, "location")).isEqualTo("/routers");
        assertThat(page("/routers")).contains("<html lang=\"bn\"", "১২,৩৪,৫৬৭", "এর CPU ব্যস্ত");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%2F%2Fevil.example", "https%3A%2F%2Fevil.example", "%2F%5Cevil"})
    void aLookNeverLeadsToAnotherSite(String back) throws Exception {
        HttpResponse<String> response = site.post("/look", "language=klingon&back=" + back);

        assertThat(header(response, "location")).isEqualTo("/");
        assertThat(header(response, "set-cookie")).isEmpty();
    }

    @Test
    void anUnknownPageSaysSoWithAReference() throws Exception {
        site.enter();
        HttpResponse<String> response = site.get("/routers/99");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body())
                .contains("There is no such page", header(response, "x-request-id"));
        assertThat(header(response, "content-security-policy"))
                .contains(AssetManifest.load().critical().hash());
    }

    @Test
    void aPageIsPackedForWhoeverUnpacksIt() throws Exception {
        site.enter();
        HttpResponse<byte[]> packed =
                site.bytes(site.request("/").header("Accept-Encoding", "gzip, br"));

        assertThat(header(packed, "content-encoding")).isEqualTo("gzip");
        try (var in = new GZIPInputStream(new ByteArrayInputStream(packed.body()))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).endsWith("</html>\n");
        }
    }

    @Test
    void aFileIsPackedForEverAndKnownAgain() throws Exception {
        String url = AssetManifest.load().url("app/live.js");
        HttpResponse<byte[]> first =
                site.bytes(site.request(url).header("Accept-Encoding", "gzip;q=0.5, br"));
        String etag = header(first, "etag");
        HttpResponse<byte[]> again =
                site.bytes(
                        site.request(url)
                                .header("Accept-Encoding", "br")
                                .header("If-None-Match", "W/\"x\", " + etag));

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(header(first, "content-encoding")).isEqualTo("br");
        assertThat(header(first, "cache-control")).contains("immutable");
        assertThat(header(first, "vary")).isEqualTo("Accept-Encoding");
        assertThat(header(first, "content-security-policy")).isEmpty();
        assertThat(header(first, "x-content-type-options")).isEqualTo("nosniff");
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @Test
    void theHeadOfAFileHasItsLengthAndNoBody() throws Exception {
        String url = AssetManifest.load().url("styles/app.css");
        HttpResponse<byte[]> whole = site.bytes(site.request(url));
        HttpResponse<byte[]> head =
                site.bytes(site.request(url).method("HEAD", BodyPublishers.noBody()));

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(header(head, "etag")).isEqualTo(header(whole, "etag"));
        assertThat(header(head, "content-length")).isEqualTo("" + whole.body().length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a/manifest.json", "/a/../en.json", "/a/%2e%2e/en.json", "/a/x.js"})
    void whatIsNoAssetIsNotThere(String path) throws Exception {
        assertThat(site.get(path).statusCode()).isIn(303, 400, 404);
    }

    @Test
    void encodingsAreChosenAsTheHeaderSays() {
        assertThat(Assets.accepts("gzip, br", "br")).isTrue();
        assertThat(Assets.accepts("br;q=0", "br")).isFalse();
        assertThat(Assets.accepts("br; q=0.000", "br")).isFalse();
        assertThat(Assets.accepts("br;q=0.1", "br")).isTrue();
        assertThat(Assets.accepts("", "br")).isFalse();
        assertThat(Assets.accepts("brotli", "br")).isFalse();
    }
}
