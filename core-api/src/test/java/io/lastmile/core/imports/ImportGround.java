package io.lastmile.core.imports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lastmile.core.TestApi;
import io.lastmile.core.TestForm;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/// A fresh server, and what tests of files ask it.
abstract class ImportGround {
    static TestApi api;

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
                // Past the books' refusal to be emptied.
                "set session_replication_role = 'replica'",
                "truncate core.line, core.plan, core.plan_version, core.customer, core.import"
                        + " restart identity cascade");
    }

    static HttpResponse<String> send(String kind, byte[] file, String charset) {
        TestForm form = new TestForm().field("charset", charset).file("file", "a.csv", "", file);
        return api.send(form.post(api.request("/api/files/" + kind)));
    }

    static JsonNode check(String kind, String file) {
        return check(kind, file.getBytes(StandardCharsets.UTF_8), "unicode");
    }

    static JsonNode check(String kind, byte[] file, String charset) {
        HttpResponse<String> response = send(kind, file, charset);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        return TestApi.json(response);
    }

    static HttpResponse<String> commit(String kind, JsonNode report) {
        String path = "/api/files/" + kind + "/" + report.at("/file/id").asText() + "/commit";
        return api.post(path, "{\"hash\":\"" + report.at("/file/hash").asText() + "\"}");
    }

    static JsonNode imported(String kind, String file) {
        JsonNode report = check(kind, file);
        HttpResponse<String> done = commit(kind, report);
        assertThat(done.statusCode()).as("%s: %s", report, done.body()).isEqualTo(200);
        return report;
    }

    /// `added/changed/same/refused`.
    static String counts(JsonNode report) {
        JsonNode counts = report.at("/file/counts");
        return "%d/%d/%d/%d"
                .formatted(
                        counts.path("added").asInt(),
                        counts.path("changed").asInt(),
                        counts.path("same").asInt(),
                        counts.path("refused").asInt());
    }

    static List<String> findings(JsonNode report) {
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

    static String customers() {
        return api.value("select count(*) from core.customer");
    }

    static String export(String kind) {
        HttpResponse<String> response = api.get("/api/exports/" + kind);
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
    }
}
