package io.lastmile.core.lines;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lastmile.core.TestApi;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LineRoutesTest {
    private static TestApi api;

    @BeforeAll
    static void start() {
        api = TestApi.start();
        api.sql(
                """
                insert into core.router (name, host, port, tls, username, secret, created, changed,
                                         changed_by)
                select 'r' || n, 'h' || n, 8728, false, 'u', '', now(), now(), ''
                from generate_series(1, 3) as n
                """);
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    private static int add(String json) {
        HttpResponse<String> response = api.post("/api/lines", json);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        return TestApi.json(response).path("id").asInt();
    }

    /// A name that a router reported with a live session; returns its id.
    private static int report(int router, String name, String address, String mac) {
        api.sql(
                """
                with line as (
                    insert into telemetry.line (router, source, raw_name, name, first_seen)
                    values (%d, 1, convert_to('%s', 'UTF8'), '%s', '2026-11-22T06:00:00Z')
                    returning id, router)
                insert into telemetry.session
                    (line, router, epoch, source, ros_id, if_name, started, start_reason,
                     checkpoint_batch, checkpoint_time, address, caller_id, down_total, up_total)
                select id, router, 0, 1, id, '', '2026-11-22T06:00:00Z', 2, 1,
                       '2026-11-22T07:00:00Z', '%s', '%s', 1000, 10
                from line
                """
                        .formatted(router, name, name, address, mac));
        return Integer.parseInt(
                api.value(
                        "select id from telemetry.line where name = '%s' and router = %d"
                                .formatted(name, router)));
    }

    private static List<String> found(String query) {
        List<String> names = new ArrayList<>();
        TestApi.json(api.get("/api/lines?" + query))
                .path("items")
                .forEach(line -> names.add(line.path("name").asText()));
        return names;
    }

    @Test
    void aLineClaimsItsNameWithItsHistory() {
        int name = report(1, "claimed", "10.0.0.1", "AA:BB:CC:00:00:01");
        assertThat(unaccounted()).contains(name);
        int line = add("{\"router\":1,\"name\":\"claimed\",\"label\":\"Abdul Karim\"}");
        assertThat(unaccounted()).doesNotContain(name);
        JsonNode detail = TestApi.json(api.get("/api/lines/" + line));
        assertThat(detail.path("names").get(0).path("id").asInt()).isEqualTo(name);
        assertThat(detail.path("names").get(0).path("routerName").asText()).isEqualTo("r1");
        assertThat(detail.path("sessions").get(0).path("address").asText()).isEqualTo("10.0.0.1");
        JsonNode sessions = TestApi.json(api.get("/api/lines/" + line + "/sessions"));
        assertThat(sessions.path("items").get(0).path("startReason").asText())
                .isEqualTo("reconnect");
        JsonNode byName = TestApi.json(api.get("/api/names/" + name));
        assertThat(byName.path("line").path("label").asText()).isEqualTo("Abdul Karim");
    }

    private static List<Integer> unaccounted() {
        List<Integer> ids = new ArrayList<>();
        TestApi.json(api.get("/api/unaccounted?limit=200"))
                .path("items")
                .forEach(name -> ids.add(name.path("id").asInt()));
        return ids;
    }

    @Test
    void theLineOfTheRouterGoesBeforeTheLineOfAnyRouter() {
        int here = report(2, "roaming", "10.0.1.1", "");
        int there = report(3, "roaming", "10.0.1.2", "");
        int any = add("{\"name\":\"roaming\"}");
        int own = add("{\"router\":2,\"name\":\"roaming\"}");
        assertThat(claimant(here)).isEqualTo(own);
        assertThat(claimant(there)).isEqualTo(any);
        assertThat(TestApi.json(api.get("/api/lines/" + any)).path("names")).hasSize(1);
    }

    private static int claimant(int name) {
        return TestApi.json(api.get("/api/names/" + name)).path("line").path("id").asInt();
    }

    @Test
    void twoLinesCannotClaimTheSameName() {
        add("{\"router\":1,\"name\":\"only\"}");
        HttpResponse<String> second = api.post("/api/lines", "{\"router\":1,\"name\":\"only\"}");
        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(api.post("/api/lines", "{\"router\":999,\"name\":\"x\"}").statusCode())
                .isEqualTo(409);
    }

    @Test
    void aLineIsFoundByEverythingOfIt() {
        report(1, "finder", "10.77.0.9", "DE:AD:BE:EF:00:09");
        add(
                """
                {"router":1,"name":"finder","label":"রহিমা খাতুন","address":"House 12, Road 5",
                 "area":"Mirpur_1"}\
                """);
        assertThat(found("q=FIND")).contains("finder");
        assertThat(found("q=%E0%A6%B0%E0%A6%B9%E0%A6%BF%E0%A6%AE%E0%A6%BE")).contains("finder");
        assertThat(found("q=road%205")).contains("finder");
        assertThat(found("q=de-ad-be-ef")).containsExactly("finder");
        assertThat(found("q=10.77.0.9")).containsExactly("finder");
        assertThat(found("q=Mirpur_1")).containsExactly("finder");
        assertThat(found("q=Mirpur%251")).isEmpty();
        assertThat(found("area=Mirpur_1&router=1")).containsExactly("finder");
        assertThat(found("q=finder&router=2")).isEmpty();
        assertThat(found("q=%27%20or%201%3D1%20--")).isEmpty();
    }

    @Test
    void aRemovedLineLeavesItsNameUnaccounted() {
        int name = report(1, "left", "10.0.0.3", "");
        int line = add("{\"router\":1,\"name\":\"left\"}");
        assertThat(api.delete("/api/lines/" + line, 7).statusCode()).isEqualTo(412);
        assertThat(api.delete("/api/lines/" + line, 1).statusCode()).isEqualTo(204);
        assertThat(unaccounted()).contains(name);
        assertThat(api.get("/api/lines/" + line).statusCode()).isEqualTo(404);
    }

    @Test
    void aLiveSessionShowsItsNewestReading() {
        int name = report(1, "reader", "10.0.0.8", "");
        api.sql(
                """
                insert into telemetry.sample (time, session, batch, down_total, up_total, down, up,
                                              line, span_ms, source, reason, marks)
                select session.checkpoint_time + n * interval '1 minute', session.id, 100 + n,
                       session.down_total + n * 1000, session.up_total + n * 100, 1000, 100,
                       session.line, 60000, 1, 0, 0
                from telemetry.session, generate_series(1, 3) as n where session.line = %d
                """
                        .formatted(name));
        long checkpoint =
                Long.parseLong(
                        api.value("select down_total from telemetry.session where line = " + name));
        JsonNode live = TestApi.json(api.get("/api/names/" + name)).path("sessions").get(0);
        assertThat(live.path("downBytes").asLong()).isEqualTo(checkpoint + 3000);
        api.sql("update telemetry.session set ended = now(), end_reason = 6 where line = " + name);
        JsonNode ended =
                TestApi.json(api.get("/api/names/" + name + "/sessions")).path("items").get(0);
        assertThat(ended.path("downBytes").asLong()).isEqualTo(checkpoint);
    }

    @Test
    void aLineIsChangedByItsVersion() {
        int line = add("{\"router\":1,\"name\":\"change\"}");
        String path = "/api/lines/" + line;
        JsonNode changed =
                TestApi.json(api.put(path, 1, "{\"name\":\"changed\",\"rateBps\":20000000}"));
        assertThat(changed.path("version").asInt()).isEqualTo(2);
        assertThat(changed.path("router").isNull()).isTrue();
        assertThat(changed.path("changedBy").asText()).isEqualTo("operator");
        assertThat(api.value("select rate_bps from core.pollable_line where name = 'changed'"))
                .isEqualTo("20000000");
        assertThat(api.put(path, 1, "{\"name\":\"changed\"}").statusCode()).isEqualTo(412);
    }

    @Test
    void unaccountedNamesComeWithTheirBytes() {
        int name = report(2, "stranger", "10.0.9.9", "");
        api.sql(
                """
                insert into telemetry.rollup_day (bucket, line, down, up)
                values ('2026-11-20T18:00:00Z', %1$d, 5000, 500),
                       ('2026-09-01T18:00:00Z', %1$d, 9, 9)
                """
                        .formatted(name));
        for (JsonNode item : TestApi.json(api.get("/api/unaccounted?router=2")).path("items")) {
            if (item.path("id").asInt() == name) {
                assertThat(item.path("downBytes").asLong()).isEqualTo(5000);
                assertThat(item.path("live").asBoolean()).isTrue();
                return;
            }
        }
        throw new AssertionError("name " + name + " is not listed");
    }
}
