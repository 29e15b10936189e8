package io.lastmile.core.lines;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lastmile.collector.credentials.Purpose;
import io.lastmile.core.TestApi;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouterRoutesTest {
    private static final String FINGERPRINT = "5f".repeat(32);
    private static TestApi api;

    @BeforeAll
    static void start() {
        api = TestApi.start();
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    private static String draft(String name, String rest) {
        return """
        {"name":"%s","host":"%s.example","port":8729,"tls":true,"fingerprint":"%s",
         "username":"lastmile","password":"geheim"%s}\
        """
                .formatted(name, name, FINGERPRINT, rest);
    }

    private static JsonNode add(String name) {
        HttpResponse<String> response = api.post("/api/routers", draft(name, ""));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        return TestApi.json(response);
    }

    @Test
    void anAddedRouterIsPollableAndItsPasswordIsSealed() {
        JsonNode router = add("sealed");
        int id = router.path("id").asInt();
        assertThat(router.has("password")).isFalse();
        assertThat(router.path("version").asInt()).isEqualTo(1);
        String hex =
                api.value(
                        "select encode(secret, 'hex') from core.pollable_router where id = " + id);
        byte[] sealed = java.util.HexFormat.of().parseHex(hex);
        assertThat(api.cipher().openText(Purpose.routerPassword(id), sealed)).isEqualTo("geheim");
    }

    @Test
    void aSecondRouterOfThatNameOrAddressIs409() {
        add("twice");
        HttpResponse<String> response = api.post("/api/routers", draft("TWICE", ""));
        assertThat(response.statusCode()).isEqualTo(409);
        assertThat(TestApi.json(response).path("detail").asText())
                .isEqualTo("name: TWICE (expected: a name that no router has)");
        String other = draft("other", "").replace("other.example", "twice.EXAMPLE");
        assertThat(
                        TestApi.json(api.post("/api/routers", other))
                                .path("faults")
                                .get(0)
                                .path("field")
                                .asText())
                .isEqualTo("host");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"port\":8729|\"port\":70000|"
                        + "port: 70000 (expected: a whole number from 1 to 65535)",
                "\"host\":\"bad.example\"|\"host\":\"http://x\"|"
                        + "host: http://x (expected: a name or an address without scheme, port "
                        + "and path)",
                "\"tls\":true|\"tls\":\"yes\"|tls: \"yes\" (expected: true or false)",
                "\"username\":\"lastmile\"|\"username\":\"\"|username: ''",
                "\"password\":\"geheim\"|\"password\":\"\"|password: nothing",
                "\"fingerprint\":|\"fingerprint\":\"zz\",\"x\":|"
                        + "fingerprint: zz (expected: 64 hex digits)",
                "\"tls\":true|\"tls\":true,\"charset\":\"klingon\"|"
                        + "charset: klingon (expected: a known charset",
                "\"tls\":true|\"tls\":true,\"intervalSeconds\":0|"
                        + "intervalSeconds: 0 (expected: a whole number from 1 to 3600)",
                "\"tls\":true|\"tls\":true,\"pollPpp\":false|pollPpp: false",
            })
    void aFaultyDraftSaysWhatIsWrong(String was, String is, String detail) {
        HttpResponse<String> response = api.post("/api/routers", draft("bad", "").replace(was, is));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        assertThat(TestApi.json(response).path("detail").asText()).contains(detail);
        assertThat(response.body()).doesNotContain("geheim");
    }

    @Test
    void tlsNeedsAConfirmedFingerprint() {
        String draft = draft("pin", "").replace("\"fingerprint\":\"" + FINGERPRINT + "\",", "");
        assertThat(TestApi.json(api.post("/api/routers", draft)).path("detail").asText())
                .startsWith("fingerprint: nothing");
    }

    @Test
    void aChangeNeedsTheVersionThatWasRead() {
        JsonNode router = add("edited");
        String path = "/api/routers/" + router.path("id").asInt();
        String change =
                draft("edited", ",\"intervalSeconds\":7").replace(",\"password\":\"geheim\"", "");
        assertThat(TestApi.json(api.put(path, 1, change)).path("intervalSeconds").asInt())
                .isEqualTo(7);
        HttpResponse<String> stale = api.put(path, 1, change);
        assertThat(stale.statusCode()).isEqualTo(412);
        assertThat(TestApi.json(stale).path("detail").asText()).startsWith("version now: 2");
        assertThat(api.send(api.request(path).DELETE()).statusCode()).isEqualTo(428);
        assertThat(api.get(path).headers().firstValue("etag")).contains("\"2\"");
    }

    @Test
    void aChangeWithoutAPasswordKeepsTheOldOne() {
        JsonNode router = add("kept");
        int id = router.path("id").asInt();
        String change = draft("kept", "").replace(",\"password\":\"geheim\"", "");
        assertThat(api.put("/api/routers/" + id, 1, change).statusCode()).isEqualTo(200);
        String hex = api.value("select encode(secret, 'hex') from core.router where id = " + id);
        assertThat(
                        api.cipher()
                                .openText(
                                        Purpose.routerPassword(id),
                                        java.util.HexFormat.of().parseHex(hex)))
                .isEqualTo("geheim");
    }

    @Test
    void aPausedRouterIsNotPolledUntilItIsResumed() {
        int id = add("paused").path("id").asInt();
        String pollable = "select count(*) from core.pollable_router where id = " + id;
        JsonNode paused =
                TestApi.json(api.post("/api/routers/" + id + "/pause", "{\"note\":\"firmware\"}"));
        assertThat(paused.path("paused").path("note").asText()).isEqualTo("firmware");
        assertThat(paused.path("paused").path("by").asText()).isEqualTo("operator");
        api.post("/api/routers/" + id + "/pause", "{}");
        assertThat(api.value(pollable)).isEqualTo("0");
        JsonNode resumed = TestApi.json(api.post("/api/routers/" + id + "/resume", ""));
        assertThat(resumed.path("paused").isNull()).isTrue();
        assertThat(api.value(pollable)).isEqualTo("1");
    }

    @Test
    void aRemovedRouterLeavesItsHistoryAndItsName() {
        int id = add("gone").path("id").asInt();
        assertThat(api.delete("/api/routers/" + id, 1).statusCode()).isEqualTo(204);
        assertThat(api.get("/api/routers/" + id).statusCode()).isEqualTo(404);
        assertThat(api.value("select name from core.router where id = " + id)).isEqualTo("gone");
        add("gone");
    }

    @Test
    void pagesFollowEachOtherWithoutGapsOrRepeats() {
        for (int n = 0; n < 7; n++) {
            add("page-" + (char) ('g' - n));
        }
        List<String> names = new ArrayList<>();
        String path = "/api/routers?limit=3&q=page-";
        String next = "";
        do {
            JsonNode page = TestApi.json(api.get(path + (next.isEmpty() ? "" : "&after=" + next)));
            page.path("items").forEach(router -> names.add(router.path("name").asText()));
            next = page.path("next").isNull() ? "" : page.path("next").asText();
        } while (!next.isEmpty());
        assertThat(names)
                .containsExactly(
                        "page-a", "page-b", "page-c", "page-d", "page-e", "page-f", "page-g");
    }

    @Test
    void aForgedCursorIs400() {
        assertThat(api.get("/api/routers?after=!!!").statusCode()).isEqualTo(400);
        assertThat(api.get("/api/routers?after=YWJj").statusCode()).isEqualTo(400);
        assertThat(api.get("/api/routers?limit=0").statusCode()).isEqualTo(400);
        assertThat(api.get("/api/routers?limti=1").statusCode()).isEqualTo(400);
    }

    @Test
    void healthIsWhatTheCollectorReported() {
        int id = add("health").path("id").asInt();
        assertThat(TestApi.json(api.get("/api/routers/" + id)).path("health").isNull()).isTrue();
        api.sql(
                """
                insert into telemetry.router_health
                    (router, state, since, checked, failures, interval_ms, interval_reason,
                     answer_ms, sessions)
                values (%d, 'answering', '2026-11-22T07:00:00Z', '2026-11-22T08:00:00Z', 0, 30000,
                        'configured', 120, 212)
                """
                        .formatted(id));
        JsonNode health = TestApi.json(api.get("/api/routers/" + id)).path("health");
        assertThat(health.path("state").asText()).isEqualTo("answering");
        assertThat(health.path("since").asLong()).isEqualTo(1795330800000L);
        assertThat(health.path("cpuPercent").isNull()).isTrue();
    }

    @Test
    void pollsComeInBucketsWithGapsAsNull() {
        int id = add("polls").path("id").asInt();
        api.sql(
                """
                insert into telemetry.poll
                    (time, router, batch, epoch, uptime_ms, span_ms, interval_ms, answer_ms,
                     sessions, samples)
                values ('2026-11-22T07:00:10Z', %1$d, 1, 0, 0, 30000, 30000, 100, 5, 5),
                       ('2026-11-22T07:00:40Z', %1$d, 1, 0, 0, 30000, 30000, 300, 6, 6),
                       ('2026-11-22T07:02:10Z', %1$d, 1, 0, 0, 90000, 60000, 50, 6, 6)
                """
                        .formatted(id));
        JsonNode series =
                TestApi.json(
                        api.get(
                                "/api/routers/"
                                        + id
                                        + "/polls?from=2026-11-22T07:00:00Z"
                                        + "&to=2026-11-22T07:03:00Z&step=60"));
        assertThat(series.path("polls").toString()).as(series.toString()).isEqualTo("[2,0,1]");
        assertThat(series.path("answerMillis").toString()).isEqualTo("[200,null,50]");
        assertThat(series.path("answerMillisMax").toString()).isEqualTo("[300,null,50]");
        assertThat(series.path("t").get(1).asLong()).isEqualTo(1795330860000L);
    }

    @Test
    void resetsAreGroupedByTheirPoll() {
        int id = add("resets").path("id").asInt();
        api.sql(
                """
                insert into telemetry.line (router, source, raw_name, name, first_seen)
                select %1$d, 1, convert_to('r' || n, 'UTF8'), 'r' || n, '2026-11-22T06:00:00Z'
                from generate_series(1, 5) as n
                """
                        .formatted(id),
                """
                insert into telemetry.session
                    (line, router, epoch, source, ros_id, if_name, started, seen, start_reason,
                     checkpoint_batch, checkpoint_time)
                select id, router, 1, 1, id, '',
                       timestamptz '2026-11-22T06:59:00Z'
                           + row_number() over (order by id) * interval '1 s',
                       '2026-11-22T07:00:00.123456Z', 3, 1, '2026-11-22T07:00:00Z'
                from telemetry.line where router = %d
                """
                        .formatted(id));
        JsonNode page = TestApi.json(api.get("/api/routers/" + id + "/resets"));
        assertThat(page.path("items")).hasSize(1);
        assertThat(page.path("items").get(0).path("reason").asText()).isEqualTo("reboot");
        assertThat(page.path("items").get(0).path("sessions").asInt()).isEqualTo(5);
        assertThat(page.path("items").get(0).path("names").toString())
                .isEqualTo("[\"r1\",\"r2\",\"r3\"]");
    }

    @Test
    void aPollWithTwoKindsOfResetsStandsOnTwoPages() {
        int id = add("two-resets").path("id").asInt();
        api.sql(
                """
                insert into telemetry.line (router, source, raw_name, name, first_seen)
                select %1$d, 1, convert_to('t' || n, 'UTF8'), 't' || n, '2026-11-22T06:00:00Z'
                from generate_series(3, 5) as n
                """
                        .formatted(id),
                """
                insert into telemetry.session
                    (line, router, epoch, source, ros_id, if_name, started, seen, start_reason,
                     checkpoint_batch, checkpoint_time)
                select id, router, 1, 1, id, '', '2026-11-22T07:00:00Z',
                       '2026-11-22T07:00:00.123456Z', right(name, 1)::int, 1,
                       '2026-11-22T07:00:00Z'
                from telemetry.line where router = %d
                """
                        .formatted(id));
        String path = "/api/routers/" + id + "/resets?limit=1";
        List<String> reasons = new ArrayList<>();
        String next = "";
        do {
            JsonNode page = TestApi.json(api.get(next.isEmpty() ? path : path + "&after=" + next));
            reasons.add(page.path("items").get(0).path("reason").asText());
            next = page.path("next").asText("");
        } while (!next.isEmpty() && !next.equals("null") && reasons.size() < 5);
        assertThat(reasons).containsExactly("reboot", "counter-reset", "renamed");
    }
}
