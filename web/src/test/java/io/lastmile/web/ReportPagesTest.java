package io.lastmile.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Reports without a script: the tables say all that a chart would. It is 2026-11-22.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReportPagesTest {
    private TestSite site;

    @BeforeAll
    void start() throws Exception {
        site = new TestSite();
        site.enter();
        site.sql(
                """
                insert into core.customer (id, name, name_bn, mobile, email, gender, father, mother,
                    spouse, district, upazila, union_name, address, postcode, place, created,
                    changed, changed_by)
                overriding system value
                values (81, 'Abdul <Karim>', 'আব্দুল করিম', '+8801712345681', '', '', '', '', '',
                        'Dhaka', '', '', '', '', '', now(), now(), 'test');
                insert into core.tax_rule (code, kind, rate, base, service_class, from_day, made,
                    made_by)
                values ('VAT5', 'vat', 0.05, 'net', 'other', '2000-01-01', now(), 'test');
                insert into core.invoice (id, customer, kind, number, issue_day, due_day, tax_day,
                    net, sd, vat, total, printed, made, made_by, finalised, finalised_by)
                overriding system value
                values (81, 81, 'by-hand', 'INV-2627-000081', '2026-11-01', '2026-11-10',
                        '2026-11-01', 50000, 0, 2500, 52500,
                        '{"buyer": {"name": "Abdul <Karim>"}}', now(), 'test', now(), 'test');
                insert into core.invoice_line (invoice, line, kind, says, says_bn, quantity,
                    account, service_class, discount, net, sd, vat, sd_code, vat_code, why)
                values (81, 1, 'one-off', 'Router', '', 1, 'revenue-other', 'other', 0, 50000, 0,
                        2500, '', 'VAT5', '{}');
                insert into core.receipt (customer, source, source_id, day, amount, into_kind,
                    into_name, number, made, made_by)
                values (81, 'payment', 1, '2026-11-20', 12345, 'cash-in-hand', 'rahim',
                        'RCT-2627-000001', now(), 'test')
                """);
    }

    @AfterAll
    void stop() {
        site.close();
    }

    private String page(String path) throws Exception {
        HttpResponse<String> page = site.get(path);
        assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
        return page.body();
    }

    @Test
    void receivablesStandByAgeAndLeadToWhoOwes() throws Exception {
        assertThat(page("/reports"))
                .contains("Abdul &lt;Karim&gt;", "C100081", "/customers/81/money", "৳ 525")
                .contains("data-v=\"52500\"", "day=2026-11-22&amp;by=customer");
        assertThat(page("/reports?by=area")).contains("No area");
        assertThat(page("/reports?by=plan")).contains("Without a plan");
        assertThat(page("/reports?day=2026-10-31")).contains("Nothing is owed.");
        assertThat(site.get("/reports?day=2027-01-01").statusCode()).isEqualTo(400);
    }

    @Test
    void revenueHasTwelveMonthsAndTheLastByPlan() throws Exception {
        assertThat(page("/reports/revenue"))
                .contains("Dec 2025", "Nov 2026", "Without a plan", "৳ 500");
        assertThat(page("/reports/revenue?month=2026-01")).contains("Nothing was charged");
        assertThat(site.get("/reports/revenue?month=2026-13").statusCode()).isEqualTo(400);
    }

    @Test
    void taxHasItsCodesAndDocuments() throws Exception {
        assertThat(page("/reports/tax"))
                .contains("VAT 5%", "VAT5", "৳ 25", "INV-2627-000081", "Abdul &lt;Karim&gt;");
        assertThat(page("/reports/tax?month=2026-10"))
                .contains("Nothing was taxed in this month.", "No document was issued");
    }

    @Test
    void collectionIsByTillAndDay() throws Exception {
        assertThat(page("/reports/collection"))
                .contains("Cash in till: rahim", "20-11-2026", "৳ 123.45");
        assertThat(page("/reports/collection?from=2026-10-01&to=2026-10-02"))
                .contains("Nothing was received in these days.");
        assertThat(site.get("/reports/collection?from=2026-01-01").statusCode()).isEqualTo(400);
    }

    @Test
    void sheetsAreWhereThePagesLead() throws Exception {
        HttpResponse<String> sheet =
                site.get("/api/reports/aged?format=csv&day=2026-11-22&by=customer");
        assertThat(sheet.headers().firstValue("Content-Type")).contains("text/csv; charset=utf-8");
        assertThat(sheet.body()).contains("C100081,Abdul <Karim>,1,0.00,525.00,");
    }
}
