package io.lastmile.core.imports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ImportRoutesTest extends ImportGround {
    @Test
    void aFileIsCheckedFirstAndWrittenWhenItIsCommitted() {
        JsonNode report =
                check(
                        "customers",
                        """
                        Name;নাম (বাংলা);Mobile No.;Date of Birth;জেলা;Tags
                        Rahim Uddin;রহিম;01712345601;28-02-1990;Dhaka;vip, office
                        Karim;;০১৮১২৩৪৫৬০২;1991-03-01;ঢাকা;
                        """);
        assertThat(counts(report)).as(report.toString()).isEqualTo("2/0/0/0");
        assertThat(customers()).isEqualTo("0");
        assertThat(commit("customers", report).statusCode()).isEqualTo(200);
        assertThat(
                        api.value(
                                "select string_agg(concat_ws('|', name, name_bn, mobile, born,"
                                        + " district, tags), ' ' order by id) from core.customer"))
                .isEqualTo(
                        "Rahim Uddin|রহিম|+8801712345601|1990-02-28|dhaka|{office,vip}"
                                + " Karim||+8801812345602|1991-03-01|dhaka|{}");
        assertThat(api.value("select kind from core.event order by id desc limit 1"))
                .isEqualTo("CustomersImported");
        assertThat(commit("customers", report).statusCode()).isEqualTo(409);
        assertThat(api.value("select count(*) from core.import_piece")).isEqualTo("0");
    }

    @Test
    void whatIsExportedComesInAgainAndChangesNothing() {
        String name = "=HYPERLINK(\"\"x\"\")";
        imported(
                "customers",
                """
                name,name_bn,mobile,email,born,gender,father,district,address,latitude,longitude,\
                tags
                "'%s",রহিম,01712345601,a@b.example,1990-02-28,male,'-x,Cumilla,"A ""B"", C",\
                23.5,90.25,vip
                '+Karim,,01812345602,,,female,''quoted,,,,,
                """
                        .formatted(name));
        assertThat(api.value("select name from core.customer order by id limit 1"))
                .isEqualTo("=HYPERLINK(\"x\")");
        String file = export("customers");
        assertThat(file)
                .startsWith("\ufeffcustomer_number,name,")
                .contains("\"'=HYPERLINK(\"\"x\"\")\"", ",'+Karim,", ",'-x,", ",''quoted,");
        JsonNode report = check("customers", file);
        assertThat(counts(report)).as(report.toString()).isEqualTo("0/0/2/0");
        assertThat(commit("customers", report).statusCode()).isEqualTo(200);
        assertThat(api.value("select max(version) from core.customer")).isEqualTo("1");
    }

    @Test
    void onlyGivenColumnsChangeAndAHyphenEmptiesOne() {
        imported("customers", "name,mobile,email,father\nRahim,01712345601,a@b.example,Abdul\n");
        imported("customers", "customer_number,email,father,mother\nC100001,,-,Amina\n");
        assertThat(
                        api.value(
                                "select concat_ws('|', name, email, father, mother, version)"
                                        + " from core.customer"))
                .isEqualTo("Rahim|a@b.example||Amina|2");
        JsonNode again = check("customers", "name,mobile\nrahim ,01712345601\n");
        assertThat(counts(again)).isEqualTo("0/1/0/0");
        assertThat(findings(check("customers", "number,name\nC999999,X\n")))
                .contains("2|customer_number|C999999");
    }

    @Test
    void everyFaultIsNamedByRowAndColumnAndNothingIsWritten() {
        JsonNode report =
                check(
                        "customers",
                        """
                        name,mobile,born,district,shoe size
                        Good,01712345601,,,
                        ,01712345602,,,
                        Bad,1.71E+09,31-02-1990,Atlantis,
                        Twice,01712345603,,,
                        twice,01712345603,,,
                        """);
        assertThat(findings(report))
                .contains(
                        "1|shoe size|an unknown column",
                        "3|name|nothing",
                        "4|mobile|1.71E+09",
                        "4|born|31-02-1990",
                        "4|district|Atlantis",
                        "6||the same customer as row 5");
        assertThat(commit("customers", report).statusCode()).isEqualTo(409);
        assertThat(customers()).isEqualTo("0");
        assertThat(
                        api.get(
                                        "/api/files/customers/"
                                                + report.at("/file/id").asText()
                                                + "/findings")
                                .body())
                .contains("row,column,what,what to do,weight", "4,born,31-02-1990,");
    }

    @Test
    void aNumberThatASpreadsheetShortenedIsMendedAndSaid() {
        JsonNode report =
                check("customers", "name,mobile\nA,1712345601\nB,1712345602.0\nC,8801712345603\n");
        assertThat(counts(report)).as(report.toString()).isEqualTo("3/0/0/0");
        assertThat(findings(report))
                .containsExactly("2|mobile|1712345601", "3|mobile|1712345602.0");
        assertThat(report.at("/findings/0/expected").asText()).isEqualTo("taken as 01712345601");
    }

    @Test
    void everyEncodingIsReadAndABrokenOneNamedWithRowAndByte() {
        String file = "name,name_bn,mobile\nRené,রহিম,01712345601\n";
        byte[] utf8 = file.getBytes(StandardCharsets.UTF_8);
        assertThat(counts(check("customers", utf8, "unicode"))).isEqualTo("1/0/0/0");
        for (Charset charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            byte[] utf16 = ("\ufeff" + file).getBytes(charset);
            assertThat(counts(check("customers", utf16, "unicode"))).isEqualTo("1/0/0/0");
        }
        byte[] windows = "name,mobile\nAli,01712345602\nRené,01712345601\n".getBytes(windows());
        JsonNode broken = check("customers", windows, "unicode");
        assertThat(findings(broken))
                .containsExactly("3||byte 32 of the file is 0xe9, which is not UTF-8");
        JsonNode asked = check("customers", windows, "windows-1252");
        assertThat(commit("customers", asked).statusCode()).isEqualTo(200);
        assertThat(api.value("select max(name) from core.customer")).isEqualTo("René");
        byte[] unmarked = "name,mobile\nA,01712345601".getBytes(StandardCharsets.UTF_16LE);
        assertThat(findings(check("customers", unmarked, "unicode")).getFirst())
                .contains("a character of value 0");
        byte[] half = ByteBuffer.wrap(new byte[5]).put((byte) 0xff).put((byte) 0xfe).array();
        assertThat(counts(check("customers", half, "unicode"))).isEqualTo("0/0/0/1");
    }

    private static Charset windows() {
        return Charset.forName("windows-1252");
    }

    @Test
    void hostileFilesAreRefusedByRow() {
        String large = "name,mobile\nA,01712345601\n" + "x".repeat(1 << 20) + ",01712345602\n";
        assertThat(findings(check("customers", large)))
                .containsExactly("3|name|a cell of 1048576 characters");
        assertThat(findings(check("customers", "name,mobile\nA,01712345601\n\"B,017\nC,018\n")))
                .containsExactly("3||a quote that is opened and never closed");
        assertThat(findings(check("customers", "name,mobile\n\"A\"x,01712345601\n")).getFirst())
                .startsWith("2||quotes that do not fit");
        assertThat(findings(check("customers", "name,mobile\nA,01712345601,more\n")))
                .containsExactly("2|3|more cells than the header has");
        assertThat(findings(check("customers", ""))).containsExactly("1||no rows");
        assertThat(findings(check("customers", "name,mobile\n"))).containsExactly("1||no rows");
        assertThat(findings(check("customers", "name,name,mobile\nA,B,01712345601\n")))
                .contains("1|name|the same column twice");
        String control = "name,mobile\nA\u0007,01712345601\n";
        assertThat(findings(check("customers", control)))
                .containsExactly("2|name|control characters");
        assertThat(customers()).isEqualTo("0");
        assertThat(counts(check("customers", "sep=;\r\nname;mobile\r\nA;01712345601\r\n")))
                .isEqualTo("1/0/0/0");
        assertThat(counts(check("customers", "name\tmobile\nA\t01712345601"))).isEqualTo("1/0/0/0");
    }

    @Test
    void aFailingLastRowLeavesNothing() {
        StringBuilder file = new StringBuilder("name,mobile\n");
        for (int i = 0; i < 5_000; i++) {
            file.append("N%d,017%08d\n".formatted(i, i));
        }
        JsonNode report = check("customers", file + "Last,12\n");
        assertThat(counts(report)).isEqualTo("5000/0/0/1");
        assertThat(commit("customers", report).statusCode()).isEqualTo(409);
        JsonNode good = check("customers", file + "Last,01912345678\n");
        api.sql(
                "create function core.trip() returns trigger language plpgsql as $$ begin"
                        + " if new.name = 'Last' then raise exception 'trip'; end if;"
                        + " return new; end $$",
                "create trigger trip before insert on core.customer"
                        + " for each row execute function core.trip()");
        assertThat(commit("customers", good).statusCode()).isEqualTo(500);
        assertThat(customers()).isEqualTo("0");
        api.sql("drop trigger trip on core.customer", "drop function core.trip");
        assertThat(commit("customers", good).statusCode()).isEqualTo(200);
        assertThat(customers()).isEqualTo("5001");
    }

    @Test
    void ofTwoImportsAtOnceTheSecondIsToldThatThingsChanged() throws Exception {
        imported("customers", "name,mobile\nRahim,01712345601\n");
        JsonNode one = check("customers", "number,name\nC100001,One\n");
        JsonNode two = check("customers", "number,name\nC100001,Two\n");
        List<Integer> answers = new ArrayList<>();
        try (ExecutorService both = Executors.newFixedThreadPool(2)) {
            List<Callable<Integer>> work =
                    List.of(
                            () -> commit("customers", one).statusCode(),
                            () -> commit("customers", two).statusCode());
            for (Future<Integer> answer : both.invokeAll(work)) {
                answers.add(answer.get());
            }
        }
        assertThat(answers).containsExactlyInAnyOrder(200, 409);
        assertThat(api.value("select version from core.customer")).isEqualTo("2");
    }

    @Test
    void theHashMustBeTheReportsThatWasSeen() {
        JsonNode report = check("customers", "name,mobile\nRahim,01712345601\n");
        String path = "/api/files/customers/" + report.at("/file/id").asText();
        assertThat(api.post(path + "/commit", "{\"hash\":\"00\"}").statusCode()).isEqualTo(409);
        assertThat(api.get("/api/files/lines/" + report.at("/file/id").asText()).statusCode())
                .isEqualTo(404);
        assertThat(customers()).isEqualTo("0");
    }

    @Test
    void aFileIsSealedAndGoneAfterADay() {
        JsonNode report = check("customers", "name,mobile\nRahim Secret,01712345601\n");
        assertThat(api.value("select count(*) from core.import_piece")).isEqualTo("2");
        assertThat(
                        api.value(
                                "select position('\\x1f8b'::bytea in secret) from core.import_piece"
                                        + " where part = 'file'"))
                .isEqualTo("0");
        api.clock.move(Duration.ofHours(25));
        var database = api.core.platform().database();
        var imports = new Imports(database.client(), api.cipher(), api.clock);
        assertThat(
                        io.lastmile.core.platform.Actor.system("test")
                                .call(() -> database.transact(imports::forget)))
                .isEqualTo(1);
        assertThat(api.value("select count(*) from core.import_piece")).isEqualTo("0");
        String path = "/api/files/customers/" + report.at("/file/id").asText();
        assertThat(api.get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void anExportShowsOnlyTheLastFourDigitsOfAnNid() {
        imported("customers", "name,mobile\nRahim,01712345601\n");
        api.post("/api/customers/1/identities", "{\"kind\":\"nid\",\"number\":\"1234567890\"}");
        assertThat(export("customers")).contains(",7890,").doesNotContain("1234567890");
    }

    @Test
    void anNidComesInSealedAndGoesOutAsItsLastFour() {
        imported(
                "customers",
                "name,mobile,NID No.\nRahim,01712345601,১২৩৪ ৫৬৭ ৮৯০\nKarim,01712345602,\n");
        String kept =
                api.value(
                        "select string_agg(customer || last_four, ' ') from"
                                + " core.customer_identity where removed is null");
        assertThat(kept).isEqualTo("17890");
        String reveal = "{\"kind\":\"nid\",\"reason\":\"test\"}";
        assertThat(api.post("/api/customers/1/identities/reveal", reveal).body())
                .contains("1234567890");
        String same = "name,mobile,nid\nRahim,01712345601,1234567890\nKarim,01712345602,\n";
        assertThat(counts(check("customers", same))).isEqualTo("0/0/2/0");
        imported("customers", "customer_number,nid\nC100001,1990123456789\n");
        assertThat(api.value("select last_four from core.customer_identity order by id desc"))
                .isEqualTo("6789");
        assertThat(export("customers"))
                .contains(",6789,")
                .doesNotContain("1990123456789", "1234567890", ",nid,");
        JsonNode again = check("customers", export("customers"));
        assertThat(counts(again)).isEqualTo("0/0/2/0");
    }

    @Test
    void aWrongNidIsRefusedWithoutBeingShown() {
        JsonNode report =
                check(
                        "customers",
                        "name,mobile,nid\nA,01712345601,987654321\nB,01712345602,1.99E+16\n");
        assertThat(counts(report)).isEqualTo("0/0/0/2");
        assertThat(report.toString())
                .contains("9 characters", "10, 13 or 17 digits", "lost digits")
                .doesNotContain("987654321");
    }

    @Test
    void anExportIsWholeAcrossItsPages() {
        api.sql(
                """
                insert into core.line (name, created, changed, changed_by)
                select 'line' || n, now(), now(), 'test' from generate_series(1, 4500) as n
                """);
        assertThat(export("lines").lines().count()).isEqualTo(4_501);
    }
}
