package io.lastmile.core.plans;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lastmile.core.TestApi;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Which version holds when, what a change says before it is made, and the memos that bind it.
class PlanVersionsTest {
    private static TestApi api;

    @BeforeAll
    static void start() {
        api = TestApi.start();
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    private static String draft(String name, long price, Map<String, String> more) {
        Map<String, String> fields = new TreeMap<>(more);
        fields.put("name", "\"" + name + "\"");
        fields.put("price", "" + price);
        fields.putIfAbsent("rateLimit", "\"10M/25M\"");
        fields.put("why", "\"test\"");
        List<String> parts = new ArrayList<>();
        fields.forEach((key, value) -> parts.add("\"" + key + "\":" + value));
        return "{" + String.join(",", parts) + "}";
    }

    private static Map<String, String> in(long days) {
        return Map.of("effective", "" + day(days).toEpochMilli());
    }

    private static Instant day(long days) {
        return api.clock.instant().plus(Duration.ofDays(days));
    }

    private static int add(String json) {
        HttpResponse<String> response = api.post("/api/plans", json);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        return TestApi.json(response).path("id").asInt();
    }

    private static JsonNode change(int id, int version, String json) {
        HttpResponse<String> response = api.put("/api/plans/" + id, version, json);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return TestApi.json(response);
    }

    private static List<String> faults(HttpResponse<String> response) {
        List<String> fields = new ArrayList<>();
        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        TestApi.json(response).path("faults").forEach(f -> fields.add(f.path("field").asText()));
        return fields;
    }

    private static JsonNode difference(int id, String json) {
        HttpResponse<String> response = api.post("/api/plans/" + id + "/difference", json);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return TestApi.json(response);
    }

    private static List<String> all(JsonNode list, String field) {
        List<String> found = new ArrayList<>();
        list.forEach(item -> found.add(item.path(field).asText()));
        return found;
    }

    private static String event(int id) {
        return api.value(
                "select body ->> 'replaced' from core.event where kind = 'PlanChanged'"
                        + " and body ->> 'plan' = '"
                        + id
                        + "' order by id desc limit 1");
    }

    private static long priceHeld(int id, Instant at) {
        return Long.parseLong(
                api.value(
                        "select v.price_poisha from core.plan_terms('%s') as t join".formatted(at)
                                + " core.plan_version as v using (plan, number) where plan = "
                                + id));
    }

    @Test
    void whatIsPlannedSurvivesAChangeMadeNow() {
        int id = add(draft("Survives", 70_000, Map.of()));
        change(id, 1, draft("Survives", 90_000, in(30)));
        JsonNode changed = change(id, 2, draft("Survives", 70_000, Map.of("says", "\"fixed\"")));
        assertThat(changed.at("/current/number").asInt()).isEqualTo(3);
        assertThat(all(changed.path("planned"), "number")).containsExactly("2");
        assertThat(priceHeld(id, day(29))).isEqualTo(70_000);
        assertThat(priceHeld(id, day(31))).isEqualTo(90_000);
        assertThat(event(id)).isEqualTo("[]");
    }

    @Test
    void aChangeSaysThatItReplacesWhatIsPlanned() {
        int id = add(draft("Replaces", 70_000, Map.of()));
        change(id, 1, draft("Replaces", 80_000, in(10)));
        change(id, 2, draft("Replaces", 90_000, in(30)));
        Map<String, String> more = new TreeMap<>(in(20));
        more.put("replaces", "true");
        String json = draft("Replaces", 85_000, more);
        assertThat(difference(id, json).path("replaced").toString()).isEqualTo("[3]");
        JsonNode changed = change(id, 3, json);
        assertThat(all(changed.path("planned"), "number")).containsExactly("2", "4");
        assertThat(event(id)).isEqualTo("[3]");
        assertThat(priceHeld(id, day(15))).isEqualTo(80_000);
        assertThat(priceHeld(id, day(40))).isEqualTo(85_000);
        JsonNode versions = TestApi.json(api.get("/api/plans/" + id + "/versions")).path("items");
        assertThat(versions.at("/1/replacedBy").asInt()).isEqualTo(4);
        assertThat(versions.at("/2/replacedBy").isNull()).isTrue();
    }

    @Test
    void aLaterDecisionForOneMomentReplacesTheOther() {
        int id = add(draft("Moment", 70_000, Map.of()));
        Map<String, String> moment = in(30);
        change(id, 1, draft("Moment", 90_000, moment));
        JsonNode changed = change(id, 2, draft("Moment", 95_000, moment));
        assertThat(all(changed.path("planned"), "number")).containsExactly("3");
        assertThat(event(id)).isEqualTo("[2]");
        assertThat(priceHeld(id, day(30))).isEqualTo(95_000);
    }

    @Test
    void ofAPlanThatHasNotBegunTheFirstVersionIsShown() {
        int id = add(draft("Begins", 70_000, in(30)));
        JsonNode changed = change(id, 1, draft("Begins", 60_000, in(10)));
        assertThat(changed.at("/current/number").asInt()).isEqualTo(2);
        assertThat(all(changed.path("planned"), "number")).containsExactly("1");
    }

    @Test
    void aDifferenceIsThatFromWhatCustomersHaveOnTheDay() {
        int id = add(draft("Preview", 70_000, Map.of()));
        change(id, 1, draft("Preview", 90_000, in(30)));
        String says = "\"says\"";
        JsonNode now = difference(id, draft("Preview", 90_000, Map.of("says", says)));
        assertThat(all(now.path("changes"), "field")).containsExactly("says", "price");
        assertThat(now.at("/changes/1/before").asLong()).isEqualTo(70_000);
        JsonNode kept = difference(id, draft("Preview", 70_000, Map.of("says", says)));
        assertThat(all(kept.path("changes"), "field")).containsExactly("says");
        assertThat(all(kept.path("then"), "number")).containsExactly("2");
        assertThat(all(kept.at("/then/0/changes"), "field")).containsExactly("says", "price");
        Map<String, String> late = new TreeMap<>(in(31));
        late.put("says", says);
        JsonNode then = difference(id, draft("Preview", 90_000, late));
        assertThat(all(then.path("changes"), "field")).containsExactly("says");
        assertThat(then.path("then")).isEmpty();
    }

    private static Map<String, String> memo(String number, String date, long ceiling) {
        String json = "{\"memoNo\":\"%s\",\"memoDate\":\"%s\",\"ceiling\":%d}";
        return Map.of("approval", json.formatted(number, date, ceiling));
    }

    @Test
    void theNewestMemoBindsWhicheverStandsInTheForm() {
        int id = add(draft("Memo", 110_000, memo("old", "2021-06-06", 120_000)));
        change(id, 1, draft("Memo", 60_000, memo("new", "2025-08-05", 60_000)));
        String path = "/api/plans/" + id;
        String old = draft("Memo", 119_000, memo("old", "2021-06-06", 120_000));
        assertThat(faults(api.put(path, 2, old))).containsExactly("approval.memoDate", "price");
        assertThat(faults(api.post(path + "/difference", old)))
                .containsExactly("approval.memoDate", "price");
        String low = draft("Memo", 50_000, memo("old", "2021-06-06", 120_000));
        assertThat(faults(api.put(path, 2, low))).containsExactly("approval.memoDate");
        String none = draft("Memo", 9_000_000, Map.of());
        assertThat(faults(api.put(path, 2, none))).containsExactly("approval.memoNo");
        change(id, 2, draft("Memo", 65_000, memo("NEW", "2025-08-05", 66_000)));
        assertThat(api.value("select count(*) from core.plan_version where plan = " + id))
                .isEqualTo("3");
    }

    @Test
    void aMemoBindsWhatIsPlannedToo() {
        int id = add(draft("Bound", 110_000, memo("b1", "2021-06-06", 120_000)));
        Map<String, String> planned = new TreeMap<>(in(10));
        planned.putAll(memo("b1", "2021-06-06", 120_000));
        change(id, 1, draft("Bound", 119_000, planned));
        Map<String, String> memo = new TreeMap<>(memo("b2", "2025-08-05", 60_000));
        assertThat(faults(api.put("/api/plans/" + id, 2, draft("Bound", 60_000, memo))))
                .containsExactly("approval.ceiling");
        memo.put("replaces", "true");
        change(id, 2, draft("Bound", 60_000, memo));
        assertThat(priceHeld(id, day(11))).isEqualTo(60_000);
    }

    @Test
    void aMemoOfNoTimeIsRefused() {
        for (String date : List.of("0000-01-01", "-999-01-01", "1989-12-31")) {
            String json = draft("Year", 100, memo("m", date, 60_000));
            assertThat(faults(api.post("/api/plans", json))).contains("approval.memoDate");
        }
    }

    @Test
    void aNameIsTakenWhileItIsSoldOrPlanned() {
        int id = add(draft("Name A", 70_000, Map.of()));
        change(id, 1, draft("Name B", 70_000, in(30)));
        assertThat(api.post("/api/plans", draft("name a", 1, Map.of())).statusCode())
                .isEqualTo(409);
        assertThat(api.post("/api/plans", draft("NAME B", 1, Map.of())).statusCode())
                .isEqualTo(409);
        change(id, 2, draft("Name C", 70_000, Map.of("replaces", "true")));
        add(draft("Name A", 1, Map.of()));
        add(draft("Name B", 1, Map.of()));
        assertThat(api.post("/api/plans", draft("Name C", 1, Map.of())).statusCode())
                .isEqualTo(409);
    }

    @Test
    void ofManyAtOnceOneGetsAName() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Integer> adding =
                    () -> api.post("/api/plans", draft("Raced", 1, Map.of())).statusCode();
            List<Future<Integer>> all = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                all.add(threads.submit(adding));
            }
            List<Integer> codes = new ArrayList<>();
            for (Future<Integer> one : all) {
                codes.add(one.get());
            }
            assertThat(codes).containsOnlyOnce(201).containsOnly(201, 409);
        }
    }
}
