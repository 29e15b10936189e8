package io.lastmile.core.usage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lastmile.core.TestApi;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Line 1 is at router 1, line 2 at router 2. Between 06:00 and 07:00 each 5-minute bucket n of
/// line 1 has n x 37,500 bytes down (n kbit/s x 1000), but nothing was polled from 06:20 to 06:30.
class UsageRoutesTest {
    private static TestApi api;

    @BeforeAll
    static void start() {
        api = TestApi.start();
        api.sql(
                """
                insert into core.router (name, host, port, tls, username, secret, created, changed,
                                         changed_by, area)
                select 'r' || n, 'h' || n, 8728, false, 'u', '', now(), now(), '', 'area' || n
                from generate_series(1, 2) as n
                """,
                """
                insert into telemetry.line (router, source, raw_name, name, first_seen)
                values (1, 1, 'a', 'a', now()), (2, 1, 'b', 'b', now())
                """,
                """
                insert into core.line (router, name, label, created, changed, changed_by)
                values (1, 'a', 'Anwar', now(), now(), '')
                """,
                """
                insert into telemetry.rollup_5m (bucket, line, down, up)
                select timestamptz '2026-11-22T06:00:00Z' + n * interval '5 min', 1,
                       n * 37500, 3750
                from generate_series(0, 11) as n where n not in (4, 5)
                """,
                """
                insert into telemetry.rollup_router_5m
                    (bucket, router, polls, covered_ms, spread_ms, down, up)
                select timestamptz '2026-11-22T06:00:00Z' + n * interval '5 min', r, 10,
                       300000, 0, case r when 1 then n * 37500 else 37500 end, 3750
                from generate_series(0, 11) as n, generate_series(1, 2) as r
                where n not in (4, 5)
                """,
                """
                insert into telemetry.rollup_5m (bucket, line, down, up)
                values ('2026-11-21T06:00:00Z', 1, 750000, 0), ('2026-11-22T08:00:00Z', 2, 10, 1),
                       ('2026-11-22T08:00:00Z', 1, 5, 100)
                """,
                """
                insert into telemetry.rollup_router_5m (bucket, router, polls, covered_ms, down, up)
                values ('2026-11-21T06:00:00Z', 1, 10, 300000, 750000, 0)
                """);
        api.sql(Rolled.COARSER);
        api.sql(POLLS, SAMPLES);
    }

    private static final String POLLS =
            """
            insert into telemetry.poll
                (time, router, batch, epoch, uptime_ms, span_ms, interval_ms, answer_ms,
                 sessions, samples)
            select timestamptz '2026-11-22T07:30:00Z' + n * interval '10 s', 1, 1, 0, 0,
                   10000, 10000, 1, 1, 1
            from generate_series(1, 3) as n
            """;

    private static final String SAMPLES =
            """
            insert into telemetry.sample
                (time, session, batch, down_total, up_total, down, up, line, span_ms, source,
                 reason, marks)
            values ('2026-11-22T07:30:20Z', 1, 1, 0, 0, 20000, 0, 1, 10000, 1, 0, 0)
            """;

    @AfterAll
    static void stop() {
        api.close();
    }

    private static JsonNode series(String path, String query) {
        var response =
                api.get(
                        "/api/usage/%s?from=2026-11-22T06:00:00Z&to=2026-11-22T07:00:00Z%s"
                                .formatted(path, query));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return TestApi.json(response);
    }

    @Test
    void aGapIsNullAndSilenceIsZero() {
        JsonNode series = series("names/1", "&step=300");
        assertThat(series.path("down").toString())
                .isEqualTo("[0,1000,2000,3000,null,null,6000,7000,8000,9000,10000,11000]");
        assertThat(series.path("t").get(1).asLong() - series.path("t").get(0).asLong())
                .isEqualTo(300_000);
        assertThat(series.path("gaps")).hasSize(1);
        assertThat(series.path("gaps").get(0).path("from").asLong())
                .isEqualTo(Instant.parse("2026-11-22T06:20:00Z").toEpochMilli());
        assertThat(series.path("gaps").get(0).path("to").asLong())
                .isEqualTo(Instant.parse("2026-11-22T06:30:00Z").toEpochMilli());
        assertThat(series.path("total").path("down").asLong()).isEqualTo(57 * 37_500);
    }

    @Test
    void theNinetyFifthIsOfFiveMinuteAveragesOfExactlyTheRange() {
        JsonNode p95 = series("lines/1", "&step=3600").path("p95");
        assertThat(p95.path("down").asLong()).isEqualTo(11_000);
        assertThat(p95.path("up").asLong()).isEqualTo(100);
        assertThat(p95.path("larger").asLong()).isEqualTo(11_000);
        assertThat(p95.path("direction").asText()).isEqualTo("down");
        assertThat(p95.path("buckets").asInt()).isEqualTo(10);
        assertThat(p95.path("missing").asInt()).isEqualTo(2);
        JsonNode half =
                TestApi.json(
                                api.get(
                                        "/api/usage/names/1?from=2026-11-22T06:00:00Z"
                                                + "&to=2026-11-22T06:15:00Z&step=300"))
                        .path("p95");
        assertThat(half.path("down").asLong()).isEqualTo(2000);
    }

    @Test
    void widerBucketsHaveAnEnvelope() {
        JsonNode series = series("names/1", "&step=900");
        assertThat(series.path("down").toString()).isEqualTo("[1000,3000,7000,10000]");
        assertThat(series.path("downMax").toString()).isEqualTo("[2000,3000,8000,11000]");
        assertThat(series.path("downMin").toString()).isEqualTo("[0,3000,6000,9000]");
        assertThat(series("names/1", "&step=300").path("downMax")).isEmpty();
    }

    @Test
    void theNetworkIsTheSumOfItsRouters() {
        assertThat(series("network", "&step=900").path("down").toString())
                .isEqualTo("[2000,4000,8000,11000]");
        assertThat(series("routers/2", "&step=900").path("down").toString())
                .isEqualTo("[1000,1000,1000,1000]");
    }

    @Test
    void thePreviousPeriodHasItsOwnTimes() {
        JsonNode previous = series("names/1", "&step=3600&previous=day").path("previous");
        assertThat(previous.path("t").get(0).asLong())
                .isEqualTo(Instant.parse("2026-11-21T06:00:00Z").toEpochMilli());
        assertThat(previous.path("down").get(0).asLong()).isEqualTo(20_000);
        assertThat(series("names/1", "&step=3600").path("previous").isNull()).isTrue();
    }

    @Test
    void daysAreLocalDays() {
        JsonNode series =
                TestApi.json(
                        api.get(
                                "/api/usage/names/1?from=2026-11-19T18:00:00Z"
                                        + "&to=2026-11-21T18:00:00Z&step=86400"));
        assertThat(series.path("t").toString())
                .isEqualTo(
                        "[%d,%d]"
                                .formatted(
                                        Instant.parse("2026-11-19T18:00:00Z").toEpochMilli(),
                                        Instant.parse("2026-11-20T18:00:00Z").toEpochMilli()));
        assertThat(series.path("source").asText()).isEqualTo("day");
    }

    @Test
    void shortStepsComeFromSamples() {
        JsonNode series =
                TestApi.json(
                        api.get(
                                "/api/usage/names/1?from=2026-11-22T07:30:00Z"
                                        + "&to=2026-11-22T07:31:00Z&step=10"));
        assertThat(series.path("down").toString()).isEqualTo("[0,16000,0,null,null,null]");
        assertThat(series.path("source").asText()).isEqualTo("samples");
    }

    @Test
    void aTableForPeopleIsInTheIspsZone() {
        var response =
                api.get(
                        "/api/usage/names/1?from=2026-11-22T06:15:00Z&to=2026-11-22T06:25:00Z"
                                + "&step=300&format=csv");
        assertThat(response.headers().firstValue("content-type"))
                .contains("text/csv; charset=utf-8");
        assertThat(response.body())
                .isEqualTo(
                        """
                        time,down_bps,up_bps
                        2026-11-22T12:15:00+06:00,3000,100
                        2026-11-22T12:20:00+06:00,,
                        """);
    }

    @ParameterizedTest
    @CsvSource({
        "names/1?from=2026-11-22T07:00:00Z&to=2026-11-22T06:00:00Z, 400",
        "names/1?from=1&to=2026-11-22T06:00:00Z, 400",
        "names/1?step=7, 400",
        "names/1?step=60&from=2026-11-01T00:00:00Z, 400",
        "names/1?from=2026-01-01T00:00:00Z&step=300, 400",
        "network?step=10&from=2026-11-22T07:59:00Z, 400",
        "names/1?from=yesterday, 400",
        "names/1?previous=year, 400",
        "names/99, 404",
        "lines/99, 404",
        "routers/99, 404",
        "names/1, 200",
        "names/1?from=2024-11-22T07:59:00Z, 200",
        "network, 200",
    })
    void whatMakesNoGraphIsRefused(String path, int status) {
        var response = api.get("/api/usage/" + path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        if (status == 200) {
            assertThat(TestApi.json(response).path("t").size()).isBetween(1, 1000);
        }
    }

    @Test
    void aBusyPastHidesNeitherTheNewestOutageNorOneThatIsNotOver() {
        api.sql(
                """
                insert into telemetry.condition (kind, router, since, until)
                select 'poll-failing', 1, timestamptz '2026-11-10T00:00:00Z' + n * interval '1 min',
                       timestamptz '2026-11-10T00:00:30Z' + n * interval '1 min'
                from generate_series(1, 600) as n
                """,
                """
                insert into telemetry.condition (kind, router, since, until)
                values ('auth-failed', 2, '2026-11-10T00:00:00Z', null)
                """);
        JsonNode items =
                TestApi.json(
                                api.get(
                                        "/api/outages?from=2026-11-10T00:00:00Z"
                                                + "&to=2026-11-10T12:00:00Z"))
                        .path("items");
        assertThat(items).hasSize(500);
        assertThat(items.get(0).path("kind").asText()).isEqualTo("auth-failed");
        assertThat(items.get(0).path("open").asBoolean()).isTrue();
        assertThat(items.get(1).path("from").asLong())
                .isEqualTo(Instant.parse("2026-11-10T01:42:00Z").toEpochMilli());
        assertThat(items.get(499).path("from").asLong())
                .isEqualTo(Instant.parse("2026-11-10T10:00:00Z").toEpochMilli());
        api.sql("delete from telemetry.condition where since < '2026-11-11'");
    }

    @Test
    void talkersOfTheHourComeFromTheRollups() {
        JsonNode top = TestApi.json(api.get("/api/talkers?period=hour&direction=down"));
        assertThat(top.path("items").findValuesAsText("name")).containsExactly("b", "a");
        assertThat(
                        TestApi.json(api.get("/api/talkers?period=hour&direction=up"))
                                .path("items")
                                .get(0)
                                .path("label")
                                .asText())
                .isEqualTo("Anwar");
        assertThat(
                        TestApi.json(api.get("/api/talkers?period=today&router=1"))
                                .path("items")
                                .findValuesAsText("name"))
                .containsExactly("a");
        assertThat(
                        TestApi.json(api.get("/api/talkers?period=today&area=area2"))
                                .path("items")
                                .findValuesAsText("name"))
                .containsExactly("b");
        assertThat(
                        TestApi.json(api.get("/api/talkers?period=cycle"))
                                .path("items")
                                .findValuesAsText("down"))
                .containsExactly("2907505", "10");
    }

    @Test
    void outagesAreCutAtTheRangesEnds() {
        api.sql(
                """
                insert into telemetry.condition (kind, router, since, until)
                values ('router-unreachable', 1, '2026-11-22T05:00:00Z', '2026-11-22T06:10:00Z'),
                       ('router-unreachable', 2, '2026-11-22T06:50:00Z', null),
                       ('clock-skew', 2, '2026-11-22T06:50:00Z', null)
                """);
        JsonNode items =
                TestApi.json(
                                api.get(
                                        "/api/outages?from=2026-11-22T06:00:00Z"
                                                + "&to=2026-11-22T07:00:00Z"))
                        .path("items");
        assertThat(items.findValuesAsText("kind"))
                .containsExactly("router-unreachable", "collector-down", "router-unreachable");
        assertThat(items.get(0).path("from").asLong())
                .isEqualTo(Instant.parse("2026-11-22T06:00:00Z").toEpochMilli());
        assertThat(items.get(1).path("from").asLong())
                .isEqualTo(Instant.parse("2026-11-22T06:20:00Z").toEpochMilli());
        assertThat(items.get(2).path("open").asBoolean()).isTrue();
    }

    @Test
    void withoutTheCollectorLiveRatesAreRefusedInWords() {
        assertThat(api.post("/live", "{}").statusCode()).isEqualTo(503);
        assertThat(api.get("/api/live/network").statusCode()).isEqualTo(503);
        assertThat(TestApi.json(api.get("/api/talkers")).path("type").asText())
                .isEqualTo("/problems/no-live");
    }
}
