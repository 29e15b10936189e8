package io.lastmile.core.alarms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lastmile.core.TestApi;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Outbox;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AlarmRoutesTest {
    private static TestApi api;
    private static AlarmWatch watch;

    @BeforeAll
    static void start() {
        api = TestApi.start();
        var meters = new SimpleMeterRegistry();
        var database = new Database(api.source(), meters, api.clock);
        var news =
                new AlarmNews(
                        database.client(), new Outbox(database, meters, api.clock), api.clock);
        watch = new AlarmWatch(database, news, meters, api.clock);
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
        watch.close();
        api.close();
    }

    @BeforeEach
    void clear() {
        api.sql(
                "update core.alarm set parent = null",
                "delete from core.alarm_event",
                "delete from core.alarm",
                "delete from telemetry.condition");
    }

    private static void condition(String kind, int router, String evidence) {
        api.sql(
                """
                insert into telemetry.condition (kind, router, since, evidence)
                values ('%s', %d, '2026-11-22T07:59:00Z', '%s')
                """
                        .formatted(kind, router, evidence));
    }

    private static void end(String kind, int router) {
        api.sql(
                """
                update telemetry.condition set until = '2026-11-22T08:00:00Z'
                where kind = '%s' and router = %d and until is null
                """
                        .formatted(kind, router));
    }

    private static JsonNode items(String query) {
        return TestApi.json(api.get("/api/alarms" + query)).path("items");
    }

    private static int only() {
        assertThat(items("")).hasSize(1);
        return items("").get(0).path("id").asInt();
    }

    @Test
    void aConditionFiresOnceHoweverOftenItIsLookedAt() {
        condition(
                "router-unreachable",
                1,
                "{\"error\":\"h1:8728: connection refused\",\"why\":\"connection-refused\"}");
        assertThat(watch.pass()).isEqualTo(1);
        assertThat(watch.pass()).isZero();
        JsonNode alarm = items("").get(0);
        assertThat(alarm.path("state").asText()).isEqualTo("firing");
        assertThat(alarm.path("severity").asText()).isEqualTo("critical");
        assertThat(alarm.path("title").path("en").asText()).isEqualTo("r1 does not answer");
        assertThat(alarm.path("detail").path("en").asText())
                .startsWith("0 sessions were on. It refused the connection")
                .endsWith("(h1:8728: connection refused)");
        assertThat(alarm.path("detail").path("bn").asText()).startsWith("০টি");
    }

    @Test
    void codesAreInWordsAndUnknownOnesDoNotShow() {
        condition("interval-not-kept", 1, "{\"reason\":\"router-cpu\"}");
        condition("router-unreachable", 2, "{\"error\":\"x\",\"why\":\"new-code\"}");
        watch.pass();
        assertThat(items("?router=1").get(0).path("detail").path("bn").asText())
                .contains("এর CPU ব্যস্ত")
                .doesNotContain("router-cpu");
        assertThat(items("?router=2").get(0).path("detail").path("en").asText())
                .contains("The poll failed. (x)")
                .doesNotContain("new-code");
    }

    @Test
    void anAlarmIsAcknowledgedAssignedNotedAndResolved() {
        condition("mass-disconnect", 2, "{\"ended\":\"12\"}");
        watch.pass();
        String path = "/api/alarms/" + only();
        JsonNode taken = TestApi.json(api.post(path + "/acknowledge", "{\"note\":\"on my way\"}"));
        assertThat(taken.path("alarm").path("state").asText()).isEqualTo("acknowledged");
        assertThat(taken.path("alarm").path("owner").asText()).isEqualTo("operator");
        api.post(path + "/acknowledge", "{}");
        api.post(path + "/assign", "{\"owner\":\"rahim\",\"note\":\"your area\"}");
        api.post(path + "/note", "{\"note\":\"fibre cut\"}");
        end("mass-disconnect", 2);
        watch.pass();
        JsonNode detail = TestApi.json(api.get(path));
        assertThat(detail.path("alarm").path("state").asText()).isEqualTo("resolved");
        assertThat(detail.path("alarm").path("owner").asText()).isEqualTo("rahim");
        assertThat(detail.path("events").findValuesAsText("kind"))
                .containsExactly("fired", "acknowledged", "assigned", "noted", "resolved");
        assertThat(detail.path("events").findValuesAsText("actor"))
                .containsExactly("", "operator", "operator", "operator", "");
        assertThat(api.post(path + "/acknowledge", "{}").statusCode()).isEqualTo(409);
        assertThat(items("")).isEmpty();
        assertThat(items("?state=resolved")).hasSize(1);
    }

    @Test
    void aRoutersFailureSwallowsWhatFollowsFromItUntilItIsOver() {
        condition("clock-skew", 3, "{}");
        watch.pass();
        condition("router-unreachable", 3, "{}");
        condition("mass-disconnect", 3, "{}");
        condition("mass-disconnect", 1, "{}");
        watch.pass();
        assertThat(items("").findValuesAsText("kind"))
                .containsExactlyInAnyOrder("router-unreachable", "mass-disconnect");
        JsonNode parent = TestApi.json(api.get("/api/alarms?router=3")).path("items").get(0);
        assertThat(parent.path("children").asInt()).isEqualTo(2);
        assertThat(items("?parent=" + parent.path("id").asInt())).hasSize(2);
        assertThat(TestApi.json(api.get("/api/alarms/counts")).path("firing").asInt()).isEqualTo(2);
        end("router-unreachable", 3);
        watch.pass();
        assertThat(items("?router=3").findValuesAsText("kind"))
                .containsExactlyInAnyOrder("clock-skew", "mass-disconnect");
    }

    @Test
    void aConditionThatCameBackIsANewAlarm() {
        condition("poll-failing", 1, "{}");
        watch.pass();
        end("poll-failing", 1);
        watch.pass();
        condition("poll-failing", 1, "{}");
        watch.pass();
        assertThat(items("?state=all")).hasSize(2);
        assertThat(items("")).hasSize(1);
    }

    @Test
    void anUnknownKindStillHasWords() {
        condition("smoke", 1, "{}");
        watch.pass();
        assertThat(items("").get(0).path("title").path("en").asText()).isEqualTo("smoke at r1");
    }

    @Test
    void alarmsThatDoNotExistAre404() {
        for (String action : java.util.List.of("/acknowledge", "/note", "/assign")) {
            String body = action.equals("/acknowledge") ? "{}" : "{\"note\":\"x\"}";
            assertThat(api.post("/api/alarms/999" + action, body).statusCode()).isEqualTo(404);
        }
        assertThat(api.get("/api/alarms/999").statusCode()).isEqualTo(404);
        assertThat(api.get("/api/alarms?state=odd").statusCode()).isEqualTo(400);
    }

    @Test
    void eachLineOfARouterHasItsAlarmInTheWordsOfWhatWasFound() {
        api.sql(
                """
                insert into telemetry.line (router, source, raw_name, name, first_seen)
                values (1, 1, 'past', 'past', now()), (1, 1, 'turned', 'turned', now())
                on conflict do nothing
                """,
                """
                insert into telemetry.condition (kind, router, line, since, evidence)
                select 'source-disagreement', 1, line.id, '2026-11-22T07:59:00Z',
                       jsonb_build_object('finding',
                           case line.name when 'past' then 'bypass' else 'swapped' end,
                           'interfaceDownBytes', '500000000', 'queueDownBytes', '20')
                from telemetry.line where name in ('past', 'turned')
                """);
        condition("source-disagreement", 1, "{\"finding\":\"lines\",\"lines\":\"480\"}");
        watch.pass();

        Map<String, String> titles = new HashMap<>();
        items("")
                .forEach(item ->
                        titles.put(
                                item.path("title").path("en").asText(),
                                item.path("detail").path("en").asText()
                                        + item.path("severity").asText()));
        assertThat(titles.keySet())
                .containsExactlyInAnyOrder(
                        "past goes past its queue at r1",
                        "Directions of turned are swapped at r1",
                        "Counters disagree on more lines of r1");
        assertThat(titles.get("past goes past its queue at r1"))
                .contains("500000000 bytes down", "saw 20 and", "warning");
        assertThat(titles.get("Counters disagree on more lines of r1")).contains("of 480 lines");
    }

    @Test
    void bothLanguagesHaveTheSameKeysAndPlaces() {
        Map<String, Map<String, String>> all = new AlarmTexts().all();
        Map<String, String> english = all.getOrDefault("en", Map.of());
        Map<String, String> bangla = all.getOrDefault("bn", Map.of());
        assertThat(bangla.keySet()).isEqualTo(english.keySet()).isNotEmpty();
        english.forEach((key, text) ->
                assertThat(places(bangla.getOrDefault(key, ""))).as(key).isEqualTo(places(text)));
    }

    private static java.util.Set<String> places(String text) {
        return Pattern.compile("\\{[a-zA-Z]+}")
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toSet());
    }
}
