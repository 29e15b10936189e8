package io.lastmile.core.imports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lastmile.core.TestApi;
import io.lastmile.core.TestForm;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ImportRoutesTest {
    private static TestApi api;

    @BeforeAll
    static void start() {
        api = TestApi.start();
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @BeforeEach
    void empty() {
        api.sql(
                "truncate core.line, core.plan, core.plan_version, core.customer, core.import"
                        + " restart identity cascade");
    }

    private static HttpResponse<String> send(String kind, byte[] file, String charset) {
        TestForm form = new TestForm().field("charset", charset).file("file", "a.csv", "", file);
        return api.send(form.post(api.request("/api/files/" + kind)));
    }

    private static JsonNode check(String kind, String file) {
        return check(kind, file.getBytes(StandardCharsets.UTF_8), "unicode");
    }

    private static JsonNode check(String kind, byte[] file, String charset) {
        HttpResponse<String> response = send(kind, file, charset);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        return TestApi.json(response);
    }

    private static HttpResponse<String> commit(String kind, JsonNode report) {
        String path = "/api/files/" + kind + "/" + report.at("/file/id").asText() + "/commit";
        return api.post(path, "{\"hash\":\"" + report.at("/file/hash").asText() + "\"}");
    }

    private static JsonNode imported(String kind, String file) {
        JsonNode report = check(kind, file);
        HttpResponse<String> done = commit(kind, report);
        assertThat(done.statusCode()).as("%s: %s", report, done.body()).isEqualTo(200);
        return report;
    }

    /// `added/changed/same/refused`.
    private static String counts(JsonNode report) {
        JsonNode counts = report.at("/file/counts");
        return "%d/%d/%d/%d"
                .formatted(
                        counts.path("added").asInt(),
                        counts.path("changed").asInt(),
                        counts.path("same").asInt(),
                        counts.path("refused").asInt());
    }

    private static List<String> findings(JsonNode report) {
        List<String> all = new ArrayList<>();
        report.path("findings")
                .forEach(f ->
                        all.add(
                                f.path("row").asText()
                                        + "|"
                                        + f.path("column").asText()
                                        + "|"
                                        + f.path("found").asText()));
        return all;
    }

    private static String customers() {
        return api.value("select count(*) from core.customer");
    }

    private static String export(String kind) {
        HttpResponse<String> response = api.get("/api/exports/" + kind);
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
    }

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
                name,name_bn,mobile,email,born,gender,father,district,address,latitude,longitude,tags
                "'%s",রহিম,01712345601,a@b.example,1990-02-28,male,'-x,Cumilla,"A ""B"", C",23.5,90.25,vip
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
    void plansComeInByNameAsNewVersionsAndGoOutAsTheyAre() {
        imported(
                "plans",
                """
                name,rate_limit,price,unlimited,fair_usage,bonus_hours,btrc_memo_no,btrc_memo_date,btrc_ceiling,published
                Home 20,20M/20M,"1,050.50",no,100000000000=5M/5M; 200000000000=2M/2M,01:00-07:00=30M/30M counted,M-1,01-02-2024,1200,yes
                Home 50,50M/50M 60M/60M,1500,yes,,,,,,
                """);
        assertThat(api.value("select price_poisha from core.plan_version where plan = 1"))
                .isEqualTo("105050");
        JsonNode same = check("plans", export("plans"));
        assertThat(counts(same)).as(same.toString()).isEqualTo("0/0/2/0");
        imported("plans", "name,price\nhome 50,1400\n");
        assertThat(
                        api.value(
                                "select string_agg(number || ':' || price_poisha || ':' || rate_limit,"
                                        + " ' ' order by number) from core.plan_version"
                                        + " where plan = 2"))
                .isEqualTo("1:150000:50M/50M 60M/60M 2:140000:50M/50M 60M/60M");
        JsonNode old = check("plans", "name,btrc_memo_no,btrc_memo_date\nHome 20,M-0,01-02-2021\n");
        assertThat(findings(old))
                .anyMatch(finding -> finding.startsWith("2|btrc_memo_date|2021-02-01"));
        JsonNode bad = check("plans", "name,rate_limit,price,fair_usage\nX,fast,1e9,oops\n");
        assertThat(findings(bad))
                .contains("2|price|1e9", "2|fair_usage|oops")
                .anyMatch(finding -> finding.startsWith("2|rate_limit|"));
    }

    @Test
    void whatIsPlannedForAPlanSurvivesAFile() {
        imported("plans", "name,rate_limit,price\nHome 20,20M/20M,1000\n");
        Instant later = api.clock.instant().plus(Duration.ofDays(30));
        String planned =
                """
                {"name":"Home 21","rateLimit":"21M/21M","price":120000,"why":"new year",
                 "effective":%d}\
                """
                        .formatted(later.toEpochMilli());
        assertThat(api.put("/api/plans/1", 1, planned).statusCode()).isEqualTo(200);
        assertThat(export("plans")).contains("Home 20").doesNotContain("Home 21");
        imported("plans", "name,description\nHome 20,better words\n");
        JsonNode plan = TestApi.json(api.get("/api/plans/1"));
        assertThat(plan.at("/current/terms/price").asLong()).isEqualTo(100_000);
        assertThat(plan.at("/current/terms/says").asText()).isEqualTo("better words");
        assertThat(plan.at("/planned/0/number").asInt()).isEqualTo(2);
    }

    @Test
    void linesFindTheirCustomersPlansAndRouters() {
        imported("customers", "name,mobile\nRahim,01712345601\nA,01812345602\nB,01812345602\n");
        imported("plans", "name,rate_limit,price\nHome 20,20M/20M,1000\n");
        JsonNode report =
                check(
                        "lines",
                        """
                        pppoe_id,customer,plan,area
                        rahim1,C100001,home 20,Mirpur
                        rahim2,1712345601,,
                        nobody,,,
                        """);
        assertThat(counts(report)).as(report.toString()).isEqualTo("3/0/0/0");
        assertThat(commit("lines", report).statusCode()).isEqualTo(200);
        assertThat(
                        api.value(
                                "select string_agg(concat_ws('|', name, coalesce(customer, 0),"
                                        + " coalesce(plan, 0)), ' ' order by id) from core.line"))
                .isEqualTo("rahim1|1|1 rahim2|1|0 nobody|0|0");
        JsonNode same = check("lines", export("lines"));
        assertThat(counts(same)).as(same.toString()).isEqualTo("0/0/3/0");
        imported("lines", "PPPoE,package\nrahim2,Home 20\n");
        assertThat(api.value("select plan || area from core.line where name = 'rahim2'"))
                .isEqualTo("1");
        JsonNode bad =
                check(
                        "lines",
                        """
                        pppoe_id,customer,plan,router
                        x1,01812345602,,
                        x2,C999999,Gone,Nowhere
                        x2,,,
                        """);
        assertThat(findings(bad))
                .contains(
                        "2|mobile|01812345602 belongs to 2 customers",
                        "3|customer|C999999",
                        "3|plan|Gone",
                        "3|router|Nowhere",
                        "4|pppoe_id|the same line as row 3");
        assertThat(api.value("select kind from core.event order by id desc limit 1"))
                .isEqualTo("LinesSettled");
    }

    @Test
    void anExportShowsOnlyTheLastFourDigitsOfAnNid() {
        imported("customers", "name,mobile\nRahim,01712345601\n");
        api.post("/api/customers/1/identities", "{\"kind\":\"nid\",\"number\":\"1234567890\"}");
        assertThat(export("customers")).contains(",7890,").doesNotContain("1234567890");
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
