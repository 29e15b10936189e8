package io.lastmile.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.lastmile.core.platform.Role;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
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
                        '{"seller": {"challan": true}, "buyer": {}, "taxes": [], "at": 0}', now(),
                        'test', now(), 'test'),
                       (82, 81, 'by-hand', 'INV-2627-000082', '2026-11-01', '2026-11-10',
                        '2026-11-01', 50000, 0, 2500, 52500,
                        '{"seller": {}, "buyer": {}, "taxes": [], "at": 0}', now(), 'test', now(),
                        'test');
                insert into core.credit_note (id, customer, invoice, number, reason, source,
                    source_id, issue_day, net, sd, vat, total, to_due, to_credit, printed, made,
                    made_by)
                overriding system value
                values (81, 81, 81, 'CRN-2627-000081', 'goodwill', 'test', 1, '2026-11-02', 100, 0,
                        5, 105, 105, 0, '{"seller": {}, "buyer": {}, "at": 0}', now(), 'test');
                insert into core.session (token_hash, kind, customer, mobile, created, seen,
                    idle_until, expires, address, agent)
                values (sha256('the.customer'), 'customer', 81, '01712345681', now(), now(),
                    'infinity', 'infinity', '', '');
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

    private String link(String number) {
        return site.core().papers().links().path(number, LocalDate.parse("2999-12-31"), "en");
    }

    @Test
    void theLinkOfAMessageOpensItsPaperWithoutALoginAndIsKeptNowhere() throws Exception {
        site.leave();
        HttpResponse<byte[]> paper = site.bytes(site.request(link("INV-2627-000081")));
        assertThat(paper.statusCode()).isEqualTo(200);
        assertThat(paper.headers().firstValue("Content-Type")).contains("application/pdf");
        assertThat(paper.headers().firstValue("Cache-Control")).contains("private, no-store");
        assertThat(paper.headers().firstValue("X-Robots-Tag")).contains("noindex");
        assertThat(new String(paper.body(), 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
        assertThat(site.get("/invoices/81").uri().getPath() + site.get("/invoices/81").body())
                .as("the link lets nobody in")
                .doesNotContain("INV-2627-000081");
    }

    @Test
    void wrongLinksAndThoseOfOtherPapersLookAlike() throws Exception {
        site.leave();
        String code = link("INV-2627-000081").replaceAll(".*/", "");
        HttpResponse<String> wrong = site.get("/paper/INV-2627-000081/" + "0".repeat(20));
        HttpResponse<String> foreign = site.get("/paper/INV-2627-000082/" + code);
        HttpResponse<String> none = site.get("/paper/INV-2627-999999/" + code);
        assertThat(wrong.statusCode()).isEqualTo(404);
        assertThat(wrong.body()).contains("This link opens no paper", "/portal/bills");
        for (HttpResponse<String> other : List.of(foreign, none)) {
            assertThat(other.statusCode()).isEqualTo(404);
            assertThat(other.body().replaceAll("INV-2627-[0-9]+/[0-9A-Z]+", ""))
                    .isEqualTo(wrong.body().replaceAll("INV-2627-[0-9]+/[0-9A-Z]+", ""));
        }
    }

    @Test
    void theButtonSendsAPaperOnceHoweverOftenItIsPressed() throws Exception {
        site.enter();
        String sent = "select count(*) from core.event where kind = 'PaperWanted'";
        for (String path : List.of("/invoices/81", "/credit-notes/81")) {
            Matcher form =
                    Pattern.compile("action=\"(" + path + "/send)\"><input[^>]*value=\"([^\"]+)")
                            .matcher(site.get(path).body());
            assertThat(form.find()).as(path).isTrue();
            long before = Long.parseLong(site.value(sent));
            for (int i = 0; i < 2; i++) {
                HttpResponse<String> pressed = site.post(form.group(1), "once=" + form.group(2));
                assertThat(pressed.headers().firstValue("Location")).contains(path + "?sent=true");
            }
            assertThat(site.value(sent)).isEqualTo("" + (before + 1));
            assertThat(site.get(path + "?sent=true").body()).contains("is on its way");
        }
    }

    @Test
    void theTaxInvoiceIsOfferedWhereThereIsOne() throws Exception {
        site.enter();
        String challan = "/invoices/81/paper?form=challan&amp;language=en";
        assertThat(site.get("/invoices/81").body()).contains(challan);
        assertThat(site.get("/invoices/82").body()).doesNotContain("form=challan");
        HttpResponse<byte[]> paper = site.bytes(site.request(challan.replace("&amp;", "&")));
        assertThat(paper.headers().firstValue("Content-Disposition").orElse(""))
                .contains("mushak-6.3");
    }

    @Test
    void customersFindTheTaxInvoiceAndCreditNotesUnderABill() throws Exception {
        site.enterAs(Role.CUSTOMER);
        assertThat(site.get("/portal/bills/81").body())
                .contains("/portal/invoices/81/paper?form=challan", "CRN-2627-000081");
        HttpResponse<byte[]> note =
                site.bytes(site.request("/portal/credit-notes/81/paper?language=bn"));
        assertThat(note.headers().firstValue("Content-Type")).contains("application/pdf");
    }
}
