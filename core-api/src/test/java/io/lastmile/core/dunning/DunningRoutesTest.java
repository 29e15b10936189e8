package io.lastmile.core.dunning;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lastmile.core.TestApi;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What staff do by the API: spare customers within limits, look ahead, answer runs, set rules.
class DunningRoutesTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-11-23");

    private DunningGround ground;

    @BeforeEach
    void start() {
        ground = new DunningGround();
    }

    @AfterEach
    void stop() {
        ground.close();
    }

    private JsonNode get(String path) {
        HttpResponse<String> answer = ground.api.get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return TestApi.json(answer);
    }

    private HttpResponse<String> promise(int customer, LocalDate lastDay) {
        return ground.api.post(
                "/api/customers/" + customer + "/promises",
                "{\"lastDay\": \"%s\", \"why\": \"Salary\"}".formatted(lastDay));
    }

    @Test
    void aPromiseSetsFreeAtOnceAndWithdrawnItHoldsNoMore() {
        int late = ground.service(TODAY, 0);
        ground.job();
        assertThat(ground.off(late)).isTrue();
        HttpResponse<String> answer = promise(late, TODAY.plusDays(7));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertThat(ground.off(late)).isFalse();
        long id = TestApi.json(answer).at("/promises/0/id").asLong();

        var back = ground.api.post("/api/promises/" + id + "/withdrawal", "{}");
        assertThat(back.statusCode()).as(back.body()).isEqualTo(200);
        ground.job();
        assertThat(ground.off(late)).isTrue();
        assertThat(ground.api.post("/api/promises/" + id + "/withdrawal", "{}").statusCode())
                .isEqualTo(409);
    }

    @Test
    void promisesHaveALimitOfDaysAndOneOfHowMany() {
        int one = ground.service(TODAY, 0);
        assertThat(promise(one, TODAY.minusDays(1)).statusCode()).isEqualTo(409);
        assertThat(promise(one, TODAY.plusDays(8)).statusCode()).isEqualTo(409);
        assertThat(promise(one, TODAY.plusDays(1)).statusCode()).isEqualTo(201);
        assertThat(promise(one, TODAY.plusDays(2)).statusCode()).isEqualTo(201);
        var third = promise(one, TODAY.plusDays(3));
        assertThat(third.statusCode()).isEqualTo(409);
        assertThat(third.body()).contains("fewer than 2 within 90 days");
        ground.api.clock.move(Promises.SPAN.plusMinutes(1));
        assertThat(promise(one, LocalDate.parse("2027-02-22")).statusCode()).isEqualTo(201);
        assertThat(promise(999_999, TODAY).statusCode()).isEqualTo(404);
    }

    @Test
    void anExemptionHoldsOnceItIsApprovedAndUntilItsDayIsOver() {
        int late = ground.service(TODAY, 0);
        ground.job();
        String path = "/api/customers/" + late + "/exemption";
        ground.api.sql(
                """
                insert into core.dunning_exemption (customer, last_day, why, made, made_by)
                values (%d, '2026-11-24', 'The mosque', now(), 'support')
                """
                        .formatted(late));
        ground.look(late);
        assertThat(ground.off(late)).isTrue();
        assertThat(get("/api/dunning/exemptions").at("/items/0/customer").asInt()).isEqualTo(late);

        var approved = ground.api.post(path + "/approval", "{}");
        assertThat(approved.statusCode()).as(approved.body()).isEqualTo(200);
        assertThat(TestApi.json(approved).at("/exemptions/0/approvedBy").asText())
                .isEqualTo("operator");
        assertThat(ground.off(late)).isFalse();
        assertThat(get("/api/dunning/exemptions").path("items")).isEmpty();
        assertThat(ground.api.post(path + "/approval", "{}").statusCode()).isEqualTo(404);

        ground.api.clock.set(Instant.parse("2026-11-25T06:00:00Z"));
        ground.job();
        assertThat(ground.off(late)).isTrue();
        var made = ground.api.post(path, "{\"lastDay\": \"2027-01-31\", \"why\": \"The mosque\"}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        assertThat(ground.off(late)).isFalse();
        assertThat(ground.api.post(path + "/end", "{}").statusCode()).isEqualTo(200);
        ground.job();
        assertThat(ground.off(late)).isTrue();
        assertThat(
                        ground.api
                                .post(path, "{\"lastDay\": \"2028-01-31\", \"why\": \"ever\"}")
                                .statusCode())
                .isEqualTo(409);
    }

    @Test
    void theForecastNamesWhomTheRunThenCutsOff() {
        int today = ground.service(TODAY, 0);
        int tomorrow = ground.service(TODAY.plusDays(1), 0);
        ground.service(TODAY.plusDays(5), 0);
        int spared = ground.service(TODAY, 0);
        assertThat(promise(spared, TODAY).statusCode()).isEqualTo(201);

        JsonNode ahead = get("/api/dunning/ahead?days=1");
        assertThat(ahead.at("/found/items")).hasSize(3);
        assertThat(ahead.at("/found/items").findValuesAsText("subscription"))
                .containsExactly("" + today, "" + tomorrow, "" + spared);
        assertThat(ahead.at("/found/items/1/verdict/at").asLong())
                .isEqualTo(Instant.parse("2026-11-24T04:00:00Z").toEpochMilli());
        assertThat(ahead.at("/found/items/1/verdict/rule").asText()).isEqualTo("expired");
        assertThat(ahead.at("/found/items/0/names/name").asText()).isEqualTo("Karim");
        assertThat(get("/api/dunning/ahead?limit=1").at("/found/items")).hasSize(1);

        ground.job();
        ground.api.clock.set(Instant.parse("2026-11-24T06:00:00Z"));
        ground.job();
        assertThat(get("/api/dunning?rule=expired").path("items")).hasSize(3);
        assertThat(get("/api/dunning?text=line-2").at("/items/0/who/subscription").asInt())
                .isEqualTo(tomorrow);
        assertThat(get("/api/dunning?kind=postpaid-advance").path("items")).isEmpty();
        JsonNode why = get("/api/subscriptions/" + today + "/dunning");
        assertThat(why.at("/verdict/rule").asText()).isEqualTo("expired");
        assertThat(why.path("history")).hasSize(1);
    }

    @Test
    void aRunThatAsksIsAnsweredOnceByWhoReadItsList() {
        for (int i = 0; i < 21; i++) {
            ground.service(LocalDate.parse("2026-11-20"), 0);
        }
        ground.job();
        long run = get("/api/dunning/runs").at("/items/0/id").asLong();
        String path = "/api/dunning/runs/" + run;
        assertThat(get(path + "/items").path("items")).hasSize(21);
        assertThat(ground.api.post(path + "/confirm", "{\"count\": 20}").statusCode())
                .isEqualTo(409);
        assertThat(ground.api.post(path + "/confirm", "{\"count\": 21}").statusCode())
                .isEqualTo(204);
        assertThat(ground.api.post(path + "/drop", "{\"why\": \"no\"}").statusCode())
                .isEqualTo(409);
        ground.job();
        assertThat(get(path).path("begun").asInt()).isEqualTo(21);
    }

    @Test
    void whoIsOnADroppedListIsLeftAloneForADay() {
        for (int i = 0; i < 21; i++) {
            ground.service(LocalDate.parse("2026-11-20"), 0);
        }
        ground.job();
        var dropped = ground.api.post("/api/dunning/runs/1/drop", "{\"why\": \"bank\"}");
        assertThat(dropped.statusCode()).as(dropped.body()).isEqualTo(204);
        ground.job();
        assertThat(ground.count("core.nonpay")).isZero();
        assertThat(ground.count("core.dunning_run where state = 'asks'")).isZero();
        ground.api.clock.move(Duration.ofDays(1).plusMinutes(1));
        ground.job();
        assertThat(ground.count("core.dunning_run where state = 'asks' and count = 21"))
                .isEqualTo(1);
    }

    @Test
    void rulesAndQuietDaysWorkFromTheNextRunOn() {
        int late = ground.service(TODAY, 0);
        String eid = "{\"name\": \"Eid\", \"firstDay\": \"2026-11-23\"}";
        var made = ground.api.post("/api/dunning/quiet-periods", eid);
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        ground.job();
        assertThat(ground.off(late)).isFalse();
        long id = TestApi.json(made).path("id").asLong();
        assertThat(ground.api.delete("/api/dunning/quiet-periods/" + id, 1).statusCode())
                .isEqualTo(204);

        String rules = "/api/dunning/rules";
        assertThat(ground.api.put(rules, 7, "{\"active\": false}").statusCode()).isEqualTo(412);
        var off = ground.api.put(rules, 1, "{\"active\": false, \"graceDays\": 5}");
        assertThat(off.statusCode()).as(off.body()).isEqualTo(204);
        ground.job();
        assertThat(ground.off(late)).isFalse();
        JsonNode now = get(rules);
        assertThat(now.path("graceDays").asInt()).isEqualTo(5);
        assertThat(now.at("/reminding/days")).isEmpty();
        var again =
                ground.api.put(
                        rules, 2, "{\"reminding\": {\"days\": [\"2\"], \"hour\": \"09:30\"}}");
        assertThat(again.statusCode()).as(again.body()).isEqualTo(204);
        assertThat(get(rules).at("/reminding/days/0").asText()).isEqualTo("2");
        ground.job();
        assertThat(ground.off(late)).isTrue();
        assertThat(
                        ground.api
                                .put(rules, 3, "{\"hours\": {\"from\": \"17:00\", \"to\": \"9\"}}")
                                .statusCode())
                .isEqualTo(400);
    }
}
