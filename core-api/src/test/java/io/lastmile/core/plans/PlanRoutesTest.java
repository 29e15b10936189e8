package io.lastmile.core.plans;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lastmile.core.TestApi;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PlanRoutesTest {
    private static final String APPROVED =
            "\"approval\":{\"memoNo\":\"14.32/77\",\"memoDate\":\"2021-06-06\",\"ceiling\":80000}";
    private static TestApi api;

    @BeforeAll
    static void start() {
        api = TestApi.start();
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    private static String plan(String name, String more) {
        return """
        {"name":"%s","rateLimit":"10M/25M 12M/30M 8M/20M 10/10","price":70000,"why":"new season",
         "nameBn":"হোম ২৫"%s}\
        """
                .formatted(name, more.isEmpty() ? "" : "," + more);
    }

    private static int add(String json) {
        HttpResponse<String> response = api.post("/api/plans", json);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        return TestApi.json(response).path("id").asInt();
    }

    private static JsonNode get(String path) {
        HttpResponse<String> response = api.get(path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return TestApi.json(response);
    }

    private static List<String> faults(HttpResponse<String> response) {
        List<String> fields = new ArrayList<>();
        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        TestApi.json(response).path("faults").forEach(f -> fields.add(f.path("field").asText()));
        return fields;
    }

    @Test
    void aPlanIsKeptAsItWasEntered() {
        int id = add(plan("Home 25", APPROVED + ",\"published\":true,\"contention\":4"));
        JsonNode terms = get("/api/plans/" + id).path("current").path("terms");
        assertThat(terms.path("rateLimit").asText()).isEqualTo("10M/25M 12M/30M 8M/20M 10/10");
        assertThat(terms.path("rate").isMissingNode()).isTrue();
        assertThat(terms.path("price").asLong()).isEqualTo(70_000);
        assertThat(terms.path("validity").asText()).isEqualTo("calendar-months");
        assertThat(terms.path("approval").path("memoDate").asText()).isEqualTo("2021-06-06");
        assertThat(terms.path("nameBn").asText()).isEqualTo("হোম ২৫");
        assertThat(api.value("select down_bps from core.plan_version where plan = " + id))
                .isEqualTo("25000000");
        assertThat(api.value("select kind from core.event where body ->> 'plan' = '" + id + "'"))
                .isEqualTo("PlanChanged");
    }

    @Test
    void aChangeIsANewVersionAndTheOldOneStays() {
        int id = add(plan("Changing", ""));
        HttpResponse<String> changed =
                api.put("/api/plans/" + id, 1, plan("Changing", "\"contention\":2"));
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
        JsonNode versions = get("/api/plans/" + id + "/versions").path("items");
        assertThat(versions).hasSize(2);
        assertThat(versions.get(0).path("terms").path("contention").asInt()).isEqualTo(2);
        assertThat(versions.get(1).path("terms").path("contention").asInt()).isEqualTo(8);
        assertThat(versions.get(1).path("madeBy").asText()).isEqualTo("operator");
        assertThat(api.put("/api/plans/" + id, 1, plan("Changing", "")).statusCode())
                .isEqualTo(412);
    }

    @Test
    void thePastCannotBeAltered() {
        int id = add(plan("Stone", ""));
        String past = api.clock.instant().minus(Duration.ofDays(1)).toString();
        assertThat(
                        faults(
                                api.put(
                                        "/api/plans/" + id,
                                        1,
                                        plan("Stone", "\"effective\":\"" + past + "\""))))
                .containsExactly("effective");
        for (String privilege : List.of("update", "delete")) {
            String sql =
                    "select has_table_privilege('lastmile_app', 'core.plan_version', '%s')"
                            .formatted(privilege);
            assertThat(api.value(sql)).isEqualTo("f");
        }
    }

    @Test
    void aPlannedChangeComesIntoForceByItself() {
        int id = add(plan("Later", ""));
        Instant later = api.clock.instant().plus(Duration.ofDays(9));
        String at = "\"contention\":3,\"effective\":" + later.toEpochMilli();
        assertThat(api.put("/api/plans/" + id, 1, plan("Later", at)).statusCode()).isEqualTo(200);
        JsonNode before = get("/api/plans/" + id);
        assertThat(before.path("current").path("number").asInt()).isEqualTo(1);
        assertThat(before.at("/planned/0/number").asInt()).isEqualTo(2);
        api.clock.set(later.plusSeconds(1));
        JsonNode after = get("/api/plans/" + id);
        assertThat(after.path("current").path("terms").path("contention").asInt()).isEqualTo(3);
        assertThat(after.path("planned")).isEmpty();
    }

    @Test
    void theCeilingOfTheDayBindsThePrice() {
        assertThat(faults(api.post("/api/plans", plan("Dear", APPROVED + ",\"price\":80001"))))
                .containsExactly("body");
        String dear = plan("Dear", APPROVED).replace("70000", "80001");
        assertThat(faults(api.post("/api/plans", dear))).containsExactly("price");
        String early = plan("Early", APPROVED).replace("2021-06-06", "2999-01-01");
        assertThat(faults(api.post("/api/plans", early))).containsExactly("approval.memoDate");
        assertThat(faults(api.post("/api/plans", plan("Bare", "\"published\":true"))))
                .containsExactly("published");
        assertThat(faults(api.post("/api/plans", plan("Crowd", "\"contention\":9"))))
                .containsExactly("contention");
    }

    @Test
    void whatIsSoldAsUnlimitedHasNoFairUsageSteps() {
        String steps =
                "\"allowance\":{\"steps\":[{\"limitBytes\":500000000000,\"rateLimit\":\"5M/5M\"}]}";
        assertThat(faults(api.post("/api/plans", plan("Free", steps + ",\"unlimited\":true"))))
                .containsExactly("unlimited");
        int id = add(plan("Fair", steps));
        JsonNode step = get("/api/plans/" + id).at("/current/terms/allowance/steps/0");
        assertThat(step.path("limitBytes").asLong()).isEqualTo(500_000_000_000L);
        assertThat(step.path("rateLimit").asText()).isEqualTo("5M/5M");
    }

    @Test
    void stepsGoUpInBytesAndDownInSpeed() {
        String steps =
                """
                "allowance":{"steps":[{"limitBytes":9,"rateLimit":"5M/5M"},
                                      {"limitBytes":9,"rateLimit":"2M/2M"},
                                      {"limitBytes":10,"rateLimit":"6M/6M"}]}\
                """;
        assertThat(faults(api.post("/api/plans", plan("Steps", steps))))
                .containsExactly("allowance.steps.1.limitBytes", "allowance.steps.2.rateLimit");
        String fast = "\"allowance\":{\"steps\":[{\"limitBytes\":9,\"rateLimit\":\"50M\"}]}";
        assertThat(faults(api.post("/api/plans", plan("Fast", fast))))
                .containsExactly("allowance.steps");
    }

    @Test
    void bonusHoursHaveASpeed() {
        String bonus =
                "\"allowance\":{\"bonus\":{\"from\":\"01:00\",\"to\":\"07:00\","
                        + "\"rateLimit\":\"50M/50M\",\"counted\":false}}";
        int id = add(plan("Night", bonus));
        JsonNode kept = get("/api/plans/" + id).at("/current/terms/allowance/bonus");
        assertThat(kept.path("from").asText()).startsWith("01:00");
        assertThat(kept.path("counted").asBoolean()).isFalse();
        String half = "\"allowance\":{\"bonus\":{\"from\":\"01:00\"}}";
        assertThat(faults(api.post("/api/plans", plan("Half", half))))
                .contains("allowance.bonus.to");
        String never = bonus.replace("07:00", "01:00:00");
        assertThat(faults(api.post("/api/plans", plan("Never", never))))
                .containsExactly("allowance.bonus.to");
    }

    @Test
    void twoPlansThatAreSoldHaveDifferentNames() {
        int id = add(plan("Only One", ""));
        assertThat(api.post("/api/plans", plan("only one", "")).statusCode()).isEqualTo(409);
        HttpResponse<String> retired = retire(id, 1);
        assertThat(retired.statusCode()).as(retired.body()).isEqualTo(200);
        assertThat(TestApi.json(retired).path("retired").path("why").asText()).isEqualTo("old");
        assertThat(api.put("/api/plans/" + id, 1, plan("Only One", "")).statusCode())
                .isEqualTo(409);
        add(plan("only one", ""));
        assertThat(names("/api/plans?limit=200")).contains("only one").doesNotContain("Only One");
        assertThat(names("/api/plans?limit=200&retired=true")).contains("Only One");
    }

    private static HttpResponse<String> retire(int id, int version) {
        return api.send(
                api.request("/api/plans/" + id + "/retire")
                        .header("Content-Type", "application/json")
                        .header("If-Match", "\"" + version + "\"")
                        .POST(BodyPublishers.ofString("{\"why\":\"old\"}")));
    }

    private static List<String> names(String path) {
        List<String> names = new ArrayList<>();
        get(path).path("items").forEach(p -> names.add(p.at("/current/terms/name").asText()));
        return names;
    }

    @Test
    void theDifferenceIsShownBeforeAnythingIsSaved() {
        int id = add(plan("Compare", ""));
        String json = plan("Compare", "\"contention\":5").replace("70000", "75000");
        JsonNode difference = TestApi.json(api.post("/api/plans/" + id + "/difference", json));
        List<String> fields = new ArrayList<>();
        difference.path("changes").forEach(change -> fields.add(change.path("field").asText()));
        assertThat(fields).containsExactly("price", "contention");
        assertThat(difference.at("/changes/0/before").asLong()).isEqualTo(70_000);
        assertThat(get("/api/plans/" + id).path("version").asInt()).isEqualTo(1);
    }

    @Test
    void everybodySeesPublishedTariffsAndNothingElse() {
        add(plan("Hidden", ""));
        add(plan("Shown", APPROVED + ",\"published\":true,\"profile\":\"pool-7\""));
        HttpResponse<String> tariffs = api.send(api.anonymous("/api/tariffs"));
        assertThat(tariffs.statusCode()).isEqualTo(200);
        assertThat(tariffs.body()).contains("Shown").doesNotContain("Hidden", "pool-7", "madeBy");
        assertThat(api.send(api.anonymous("/api/plans")).statusCode()).isEqualTo(401);
    }

    @Test
    void aRateLimitIsExplained() {
        JsonNode words = get("/api/rate-limit?text=64k%20256k");
        assertThat(words.at("/burst/threshold/down").asLong()).isEqualTo(64_000);
        assertThat(words.path("text").asText()).isEqualTo("64k/64k 256k/256k");
        assertThat(faults(api.get("/api/rate-limit?text=fast"))).containsExactly("text");
    }
}
