package io.lastmile.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What the code under a paper says to anybody, and what it keeps to itself.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PaperPagesTest {
    private TestSite site;

    @BeforeAll
    void start() throws Exception {
        site = new TestSite();
        site.sql(
                """
                insert into core.customer (id, name, name_bn, mobile, email, gender, father, mother,
                    spouse, district, upazila, union_name, address, postcode, place, created,
                    changed, changed_by)
                overriding system value
                values (81, 'Abdul Karim', '', '+8801712345681', '', '', '', '', '', 'Dhaka', '',
                        '', '', '', '', now(), now(), 'test');
                insert into core.invoice (id, customer, kind, number, issue_day, due_day, tax_day,
                    net, sd, vat, total, printed, made, made_by, finalised, finalised_by)
                overriding system value
                values (81, 81, 'by-hand', 'INV-2627-000081', '2026-11-01', '2026-11-10',
                        '2026-11-01', 50000, 0, 2500, 52500,
                        '{"seller": {}, "buyer": {}, "taxes": [], "at": 0}', now(), 'test', now(),
                        'test'),
                       (82, 81, 'by-hand', 'INV-2627-000082', '2026-11-01', '2026-11-10',
                        '2026-11-01', 50000, 0, 2500, 52500,
                        '{"seller": {}, "buyer": {}, "taxes": [], "at": 0}', now(), 'test', now(),
                        'test');
                insert into core.invoice_void (invoice, day, why, made, made_by)
                values (82, '2026-11-02', 'Zztwice', now(), 'test')
                """);
    }

    @AfterAll
    void stop() {
        site.close();
    }

    private HttpResponse<String> page(String number) throws Exception {
        site.leave();
        return site.get(site.core().papers().verifying().path(number));
    }

    @Test
    void aGenuinePaperIsToldWithoutALoginAndWithoutANameOnIt() throws Exception {
        HttpResponse<String> page = page("INV-2627-000081");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("This paper is genuine", "INV-2627-000081", "01-11-2026", "৳ 525")
                .doesNotContain("Karim");
    }

    @Test
    void aVoidOneHoldsNoMore() throws Exception {
        assertThat(page("INV-2627-000082").body())
                .contains("it was cancelled and holds no more")
                .doesNotContain("genuine</strong>", "Zztwice");
    }

    @Test
    void aWrongCodeKnowsNothing() throws Exception {
        site.leave();
        HttpResponse<String> page = site.get("/verify/INV-2627-000081/000000000000");
        assertThat(page.statusCode()).isEqualTo(404);
        assertThat(page.body()).contains("We know no such paper").doesNotContain("৳ 525");
        assertThat(page("INV-2627-000099").statusCode()).isEqualTo(404);
    }

    @Test
    void staffGetThePaperWherePagesLead() throws Exception {
        site.enter();
        HttpResponse<byte[]> paper = site.bytes(site.request("/invoices/81/paper?language=bn"));
        assertThat(paper.headers().firstValue("Content-Type")).contains("application/pdf");
        assertThat(new String(paper.body(), 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
    }

    @Test
    void pagesLeadToTheirPapers() throws Exception {
        site.enter();
        for (String page : List.of("/invoices/81", "/customers/81/money")) {
            Matcher link =
                    Pattern.compile("href=\"([^\"]+/(?:paper|statement)[?]language=en)\"")
                            .matcher(site.get(page).body());
            assertThat(link.find()).as(page).isTrue();
            HttpResponse<byte[]> paper = site.bytes(site.request(link.group(1)));
            assertThat(paper.headers().firstValue("Content-Type")).contains("application/pdf");
        }
    }
}
