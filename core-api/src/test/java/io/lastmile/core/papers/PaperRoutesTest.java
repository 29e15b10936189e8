package io.lastmile.core.papers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lastmile.core.TestApi;
import io.lastmile.core.platform.Json;
import io.lastmile.core.platform.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Each document as a paper, in both languages: what it says, and that it goes on saying it.
class PaperRoutesTest {
    private PaperGround ground;

    @BeforeEach
    void start() {
        ground = new PaperGround();
    }

    @AfterEach
    void stop() {
        ground.close();
    }

    /// Where `-Dlastmile.papers` names a folder, for who wants to look at them.
    private String said(String path) {
        String folder = System.getProperty("lastmile.papers", "");
        if (!folder.isEmpty()) {
            try {
                String name = path.replaceAll("[^a-z0-9]+", "-") + ".pdf";
                Files.write(Path.of(folder).resolve(name), ground.pdf(path));
            } catch (IOException e) {
                throw new IllegalStateException(folder, e);
            }
        }
        return ground.said(path);
    }

    @Test
    void anInvoiceSaysInBothLanguagesWhatIsCharged() {
        String path = "/api/invoices/" + ground.invoice() + "/paper";
        assertThat(said(path + "?language=en"))
                .contains(
                        "Padma Fibre Network Ltd.",
                        "House 5, Road 2, Dhanmondi",
                        "BIN 001234567-0101",
                        "Invoice INV-2627-000001",
                        "Mohammad Rafiqul Islam",
                        "Issued 23-11-2026 12:05",
                        "Due by 02-12-2026",
                        "Router, dual band 1 1,234.00 1,234.00",
                        "Public IPv4 address 1 150.00 −50.00 100.00",
                        "Subtotal 1,334.00",
                        "Supplementary duty 10% 133.40",
                        "VAT 5% 73.37",
                        "Total ৳ 1,540.77",
                        "One thousand five hundred forty taka and seventy-seven poisha only",
                        "https://isp.example/verify/INV-2627-000001/");
        assertThat(said(path + "?language=bn"))
                .contains(
                        "পদ্মা ফাইবার নেটওয়ার্ক লিমিটেড",
                        "মোহাম্মদ রফিকুল ইসলাম",
                        "রাউটার, ডুয়েল ব্যান্ড",
                        "১,২৩৪.০০",
                        "৳ ১,৫৪০.৭৭",
                        "এক হাজার পাঁচশত চল্লিশ টাকা সাতাত্তর পয়সা মাত্র");
    }

    @Test
    void aChallanHasAllThatMushak63AsksFor() {
        long id = ground.invoice();
        String path = "/api/invoices/" + id + "/paper?form=challan";
        assertThat(said(path + "&language=en"))
                .contains(
                        "National Board of Revenue",
                        "Padma Fibre Network Ltd.",
                        "BIN 001234567-0101",
                        "Mohammad Rafiqul Islam",
                        "House 12, Road 7, Uttara",
                        "BIN none given",
                        "Challan no. INV-2627-000001",
                        "Date of issue 23-11-2026",
                        "Time of issue 12:05",
                        "Router, dual band 1 1,234.00 10% 123.40 5% 67.87 1,425.27",
                        "Public IPv4 address 1 100.00 10% 10.00 5% 5.50 115.50",
                        "Total ৳ 1,540.77",
                        "Signature and seal");
        assertThat(said(path + "&language=bn"))
                .contains("কর চালানপত্র (মূসক-৬.৩)", "জাতীয় রাজস্ব বোর্ড", "১,৪২৫.২৭");
        ground.api.sql("update core.billing_setting set challan = false");
        assertThat(said(path + "&language=en")).contains("Time of issue");
        long later = ground.invoice();
        var refused = ground.api.get("/api/invoices/" + later + "/paper?form=challan");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains(Problem.conflict().type(), "challan");
    }

    @Test
    void aChallanNamesTheBuyersBinAsItWasThen() {
        String customer =
                "{\"name\": \"Karim Traders\", \"mobile\": \"01912345678\", \"bin\": \"%s\"}";
        var refused = ground.api.post("/api/customers", customer.formatted("00987654-0202"));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("\"field\":\"bin\"", "13 digits");
        var made = ground.api.post("/api/customers", customer.formatted("0098765430202"));
        assertThat(made.body()).contains("\"bin\":\"009876543-0202\"");
        int buyer = TestApi.json(made).path("id").asInt();
        long id = ground.invoice(buyer, PaperGround.line("Router", "রাউটার", 10_000, 0));
        ground.api.sql("update core.customer set bin = '' where id = " + buyer);
        assertThat(said("/api/invoices/" + id + "/paper?form=challan&language=en"))
                .contains("Karim Traders", "BIN 009876543-0202")
                .doesNotContain("none given");
    }

    @Test
    void whatIsPrintedLaterIsTheSameBytesWhateverChangedSince() {
        String path = "/api/invoices/" + ground.invoice() + "/paper?language=en";
        byte[] before = ground.pdf(path);
        ground.api.sql(
                """
                update core.customer set name = 'Another', address = 'Elsewhere';
                update core.billing_setting set seller = 'Sold Ltd.', bin = '9', address = 'Moved';
                update core.tax_rule set rate = 0.5
                """);
        assertThat(ground.pdf(path)).isEqualTo(before);
    }

    @Test
    void aReceiptNamesWhoGaveAndTookTheMoneyThen() {
        long id = ground.pay(ground.collector("karim", "Abdul Karim"), 200_000);
        String path = "/api/receipts/" + id + "/paper?language=";
        assertThat(said(path + "en"))
                .contains(
                        "Padma Fibre Network Ltd.",
                        "Received from Mohammad Rafiqul Islam",
                        "House 12, Road 7, Uttara",
                        "Received by Cash, taken by Abdul Karim");
        assertThat(said(path + "bn")).contains("Abdul Karim");
        byte[] before = ground.pdf(path + "en");
        byte[] beforeBn = ground.pdf(path + "bn");
        ground.api.sql(
                """
                update core.customer set name = 'Another', address = 'Elsewhere', mobile = '';
                update core.billing_setting set seller = 'Sold Ltd.', bin = '9', address = 'Moved';
                update core.account set name = 'Somebody'
                """);
        assertThat(ground.pdf(path + "en")).isEqualTo(before);
        assertThat(ground.pdf(path + "bn")).isEqualTo(beforeBn);
    }

    @Test
    void aReceiptOfBeforeTheSnapshotIsPrintedAsOfToday() {
        String path = "/api/receipts/" + ground.pay(200_000) + "/paper?language=en";
        ground.api.sql(
                """
                alter table core.receipt disable trigger kept;
                update core.receipt set printed = null;
                alter table core.receipt enable trigger kept;
                update core.customer set name = 'Another' where id = 7
                """);
        assertThat(said(path)).contains("Received from Another", "Received by Cash");
    }

    @Test
    void aVoidInvoiceIsStampedAndAKeptCopyHoldsNoMore() {
        long id = ground.invoice();
        String path = "/api/invoices/" + id + "/paper?language=en";
        var first = ground.api.get(path);
        String tag = first.headers().firstValue("ETag").orElseThrow();
        assertThat(first.headers().firstValue("Content-Type")).contains("application/pdf");
        assertThat(first.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"INV-2627-000001.pdf\"");
        assertThat(first.headers().firstValue("Cache-Control")).contains("private, no-cache");
        var again = ground.api.request(path).header("If-None-Match", tag);
        assertThat(ground.api.send(again).statusCode()).isEqualTo(304);
        ground.voided(id);
        assertThat(ground.api.send(again).statusCode()).isEqualTo(200);
        assertThat(said(path))
                .contains("This invoice was made void on 23-11-2026", "VOID", "৳ 1,540.77");
        assertThat(said(path.replace("=en", "=bn"))).contains("বাতিল");
    }

    @Test
    void aCreditNoteSaysForWhatAndWhereItWent() {
        long invoice = ground.invoice();
        long note = ground.credit(invoice, 1, 100_000);
        String path = "/api/credit-notes/" + note + "/paper";
        assertThat(said(path + "?language=en"))
                .contains(
                        "Credit note CRN-2627-000001",
                        "Of invoice INV-2627-000001",
                        "Reason Outage",
                        "Router, dual band 1,000.00",
                        "Credit ৳ 1,155.00",
                        "Taken off the invoice 1,155.00",
                        "One thousand one hundred fifty-five taka only");
        assertThat(said(path + "?language=bn")).contains("ক্রেডিট নোট", "সংযোগ বিচ্ছিন্ন ছিল");
    }

    @Test
    void aReceiptSaysWhatItPaidAndIsStampedWhenTheMoneyIsGone() {
        ground.invoice();
        String path = "/api/receipts/" + ground.pay(200_000) + "/paper";
        assertThat(said(path + "?language=en"))
                .contains(
                        "Receipt RCT-2627-000001",
                        "Received from Mohammad Rafiqul Islam",
                        "Received by Cash",
                        "Invoice INV-2627-000001 1,540.77",
                        "Kept as credit 459.23",
                        "Received ৳ 2,000.00",
                        "Two thousand taka only");
        assertThat(said(path + "?language=bn")).contains("টাকা প্রাপ্তির রসিদ", "নগদ");
        ground.undo();
        assertThat(said(path + "?language=en"))
                .contains("Cancelled", "taken back on 23-11-2026", "Kept as credit 459.23");
    }

    @Test
    void aStatementRunsFromWhatWasOwedToWhatIs() {
        long invoice = ground.invoice();
        ground.pay(100_000);
        ground.credit(invoice, 2, 10_000);
        String path = "/api/customers/7/statement";
        assertThat(said(path + "?language=en"))
                .contains(
                        "Statement of account",
                        "From 24-11-2025",
                        "Opening balance 0.00",
                        "23-11-2026 Invoice INV-2627-000001 1,540.77 1,540.77",
                        "23-11-2026 Payment, receipt RCT-2627-000001 1,000.00 540.77",
                        "23-11-2026 Credit note CRN-2627-000001 115.50 425.27",
                        "Closing balance 425.27",
                        "To be paid ৳ 425.27");
        assertThat(said(path + "?language=bn&from=2026-11-24&to=2026-11-30"))
                .contains("হিসাব বিবরণী", "প্রারম্ভিক জের ৪২৫.২৭", "৳ ৪২৫.২৭");
        assertThat(ground.api.get(path + "?from=2026-12-01").statusCode()).isEqualTo(400);
        assertThat(ground.api.get("/api/customers/99/statement").statusCode()).isEqualTo(404);
    }

    @Test
    void aDraftHasNoPaper() {
        long draft =
                ground.work(() ->
                        ground.api
                                .core
                                .billing()
                                .invoices()
                                .draft(7, List.of(PaperGround.line("x", "", 1, 0)))
                                .idOrRefuse());
        assertThat(ground.api.get("/api/invoices/" + draft + "/paper").statusCode()).isEqualTo(409);
    }

    @Test
    void aCodeTellsAGenuinePaperAndNothingElseAboutIt() {
        long id = ground.invoice();
        Matcher address =
                Pattern.compile("/verify/(INV-2627-000001)/([0-9A-Z]{12})")
                        .matcher(ground.said("/api/invoices/" + id + "/paper"));
        assertThat(address.find()).isTrue();
        String code = address.group(2);
        Verifying verifying = ground.api.core.papers().verifying();
        Genuine genuine = verifying.find("INV-2627-000001", code, "203.0.113.1").orElseThrow();
        assertThat(genuine.total().poisha()).isEqualTo(154_077);
        assertThat(genuine.state()).isEqualTo(Genuine.State.HOLDS);
        assertThat(verifying.find("INV-2627-000001", code.toLowerCase(Locale.ROOT), "203.0.113.1"))
                .isPresent();
        ground.voided(id);
        assertThat(verifying.find("INV-2627-000001", code, "203.0.113.1").orElseThrow().state())
                .isEqualTo(Genuine.State.VOID);
        assertThat(verifying.find("INV-2627-000002", code, "203.0.113.1")).isEmpty();
        assertThat(verifying.find("INV-2627-000001", "", "203.0.113.1")).isEmpty();
    }

    @Test
    void whoGuessesCodesWaits() {
        ground.invoice();
        Verifying verifying = ground.api.core.papers().verifying();
        for (int i = 0; i < 5; i++) {
            assertThat(verifying.find("INV-2627-000001", "00000000000" + i, "203.0.113.9"))
                    .isEmpty();
        }
        assertThatThrownBy(() -> verifying.find("INV-2627-000001", "000000000009", "203.0.113.9"))
                .hasMessageContaining("Wait");
        assertThat(verifying.find("INV-2627-000001", "000000000009", "203.0.113.10")).isEmpty();
    }

    @Test
    void bothLanguagesHaveTheSameWords() throws IOException {
        assertThat(keys("bn")).isEqualTo(keys("en"));
    }

    private static Set<?> keys(String language) throws IOException {
        try (var in = Words.class.getResourceAsStream(Words.RESOURCES + language + ".json")) {
            return Json.MAPPER.readValue(in, Map.class).keySet();
        }
    }
}
