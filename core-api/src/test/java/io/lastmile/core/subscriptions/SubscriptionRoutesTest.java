package io.lastmile.core.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lastmile.core.TestApi;
import io.lastmile.core.platform.Money;
import java.net.http.HttpResponse;
import java.time.ZoneId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What staff do by the API: begin, pause, end and change services, and read why.
class SubscriptionRoutesTest {
    private TestApi api;
    private Services services;
    private int small;
    private int large;
    private int line;

    @BeforeEach
    void start() {
        api = TestApi.start();
        services = new Services(api, ZoneId.of("Asia/Dhaka"));
        services.on("2026-07-01");
        small = services.plan(700, "calendar-months", 1);
        large = services.plan(1100, "calendar-months", 1);
        line = services.line(services.customer(), small);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private static JsonNode good(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return TestApi.json(answer);
    }

    private JsonNode get(String path) {
        return good(api.get(path), 200);
    }

    private JsonNode post(String path, String json) {
        return good(api.post(path, json), path.endsWith("plan-changes") ? 201 : 200);
    }

    private HttpResponse<String> begin() {
        return api.post(
                "/api/subscriptions",
                "{\"line\": %d, \"plan\": %d, \"graceDays\": 2, \"start\": \"2026-07-01\"}"
                        .formatted(line, small));
    }

    private String path() {
        int id = good(begin(), 201).at("/summary/subscription/id").asInt();
        return "/api/subscriptions/" + id;
    }

    private String paid() {
        String path = path();
        int id = Integer.parseInt(path.substring(path.lastIndexOf('/') + 1));
        services.buy(id, 1, 1).idOrRefuse();
        return path;
    }

    @Test
    void aServiceBeginsOnALineThatHasNone() {
        JsonNode made = good(begin(), 201);
        assertThat(made.at("/summary/state").asText()).isEqualTo("unpaid");
        assertThat(made.at("/summary/plan/name").asText()).isEqualTo("plan " + small);
        assertThat(made.at("/summary/subscription/anchor").asInt()).isEqualTo(1);
        assertThat(made.path("why").isNull()).isTrue();
        var again = begin();
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.body()).contains("one without a running subscription");
        int customer = made.at("/summary/subscription/customer").asInt();
        assertThat(get("/api/customers/" + customer + "/subscriptions").path("items")).hasSize(1);
        assertThat(get("/api/lines/" + line + "/subscriptions").path("items")).hasSize(1);
        assertThat(api.get("/api/customers/99999/subscriptions").statusCode()).isEqualTo(404);
        assertThat(api.post("/api/subscriptions", "{\"line\": 1}").statusCode()).isEqualTo(400);
    }

    @Test
    void theEndDateIsExplainedBySaleAndRule() {
        String path = paid();
        int id = Integer.parseInt(path.substring(path.lastIndexOf('/') + 1));
        JsonNode first = get(path);
        assertThat(first.at("/summary/paidUntil").asText()).isEqualTo("2026-08-01");
        assertThat(first.at("/summary/state").asText()).isEqualTo("paid");
        assertThat(first.at("/why/reason").asText()).isEqualTo("first");
        assertThat(first.at("/why/rule").isNull()).isTrue();
        services.on("2026-07-20");
        services.buy(id, 2, 2).idOrRefuse();
        JsonNode early = get(path);
        assertThat(early.at("/why/rule").asText()).isEqualTo("E1");
        assertThat(early.at("/why/sale/origin/id").asLong()).isEqualTo(2);
        assertThat(early.at("/why/until").asText()).isEqualTo("2026-10-01");
        JsonNode page = get(path + "/segments?limit=2");
        assertThat(page.at("/items/0/period/start").asText()).isEqualTo("2026-09-01");
        JsonNode rest = get(path + "/segments?limit=2&after=" + page.path("next").asText());
        assertThat(rest.path("items")).hasSize(1);
        assertThat(get(path + "/causes?limit=1").at("/items/0/kind").asText())
                .isEqualTo("extended");
    }

    @Test
    void holidaysMoveTheEndAndStandInTheWhy() {
        String path = paid();
        services.on("2026-07-10");
        String holidays = "{\"from\": \"2026-07-10\", \"until\": \"2026-07-20\", \"why\": \"Eid\"}";
        JsonNode paused = post(path + "/pause", holidays);
        assertThat(paused.at("/summary/state").asText()).isEqualTo("paused");
        assertThat(api.post(path + "/pause", holidays).statusCode()).isEqualTo(409);
        services.on("2026-07-15");
        JsonNode on = post(path + "/resumption", "{}");
        assertThat(on.at("/summary/paidUntil").asText()).isEqualTo("2026-08-06");
        assertThat(on.at("/why/moves/0/kind").asText()).isEqualTo("paused");
        assertThat(on.at("/why/moves/0/why/days").asInt()).isEqualTo(5);
        assertThat(api.post(path + "/resumption", "{}").statusCode()).isEqualTo(409);
    }

    @Test
    void anEndIsPlannedAndTakenBack() {
        String path = paid();
        String end = "{\"day\": \"2026-07-20\", \"why\": \"Moves away\"}";
        assertThat(post(path + "/termination", end).at("/summary/termination/day").asText())
                .isEqualTo("2026-07-20");
        assertThat(
                        post(path + "/termination/cancellation", "{}")
                                .at("/summary/termination")
                                .isNull())
                .isTrue();
        post(path + "/termination", end.replace("-20", "-01"));
        assertThat(get(path).at("/summary/state").asText()).isEqualTo("ended");
        var late = api.post(path + "/termination", end);
        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(late.body()).contains("one that has not ended");
    }

    /// The vector of billing.md C.3: 700 to 1,100 on the 11th of July. No invoice stands behind the
    /// days of this test, so nothing is credited on one.
    @Test
    void aQuoteShowsItsTwoLinesAndWhatTheyWereFed() {
        String path = paid();
        api.core.subscriptions().changes().connect(LineCredits.ofEach(_ -> Money.ZERO));
        services.on("2026-07-11");
        String wanted = "{\"plan\": %d, \"mode\": \"money\"}".formatted(large);
        JsonNode quote = post(path + "/plan-changes", wanted);
        assertThat(quote.at("/change/credit").asLong()).isEqualTo(47419);
        assertThat(quote.at("/change/charge").asLong()).isEqualTo(74516);
        assertThat(quote.path("net").asLong()).isEqualTo(27097);
        assertThat(quote.at("/rule/credits/0/days").asInt()).isEqualTo(21);
        assertThat(quote.at("/rule/credits/0/wholeDays").asInt()).isEqualTo(31);
        assertThat(quote.at("/rule/charges/0/price").asLong()).isEqualTo(110000);
        String change = "/api/plan-changes/" + quote.at("/change/id").asLong();
        var early = api.post(change + "/approval", "{}");
        assertThat(early.statusCode()).as(early.body()).isEqualTo(409);
        post(change + "/acceptance", "{}");
        JsonNode approved = post(change + "/approval", "{}");
        assertThat(approved.at("/change/settled").asBoolean()).isFalse();
        assertThat(get(path).at("/summary/plan/id").asInt()).isEqualTo(small);
        JsonNode cancelled = post(change + "/cancellation", "{\"why\": \"Stays\"}");
        assertThat(cancelled.at("/change/settled").asBoolean()).isTrue();
        assertThat(cancelled.path("rule").isNull()).isTrue();
        assertThat(get(path).path("change").isNull()).isTrue();
    }

    @Test
    void aChangeAtThePeriodsEndWaitsForItsDay() {
        String path = paid();
        JsonNode quote = post(path + "/plan-changes", "{\"plan\": %d}".formatted(large));
        String change = "/api/plan-changes/" + quote.at("/change/id").asLong();
        post(change + "/acceptance", "{}");
        assertThat(post(change + "/approval", "{}").path("scheduled").asBoolean()).isTrue();
        JsonNode next = get(path).at("/summary/change");
        assertThat(next.path("day").asText()).isEqualTo("2026-08-01");
        assertThat(next.path("scheduled").asBoolean()).isTrue();
        services.on("2026-08-01");
        services.jobs();
        assertThat(get(path).at("/summary/plan/id").asInt()).isEqualTo(large);
    }
}
