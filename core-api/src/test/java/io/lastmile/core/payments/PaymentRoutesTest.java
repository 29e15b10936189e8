package io.lastmile.core.payments;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lastmile.core.TestApi;
import io.lastmile.core.platform.Money;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What staff do with money in hand by the API, as the owner `operator`.
class PaymentRoutesTest {
    private static TillGround ground;

    @BeforeAll
    static void start() {
        ground = new TillGround();
        ground.services.on("2026-11-23");
    }

    @AfterAll
    static void stop() {
        ground.close();
    }

    private static JsonNode post(int status, String path, String json) {
        HttpResponse<String> answer = ground.api.post(path, json);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return TestApi.json(answer);
    }

    private static JsonNode get(String path) {
        HttpResponse<String> answer = ground.api.get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return TestApi.json(answer);
    }

    private static long bank(String name) {
        return post(201, "/api/bank-accounts", "{\"name\": \"%s\"}".formatted(name))
                .path("id")
                .asLong();
    }

    @Test
    void cashIsTakenSaidAndCountedByAnother() {
        int customer = ground.customer().id();
        String draft = "{\"customer\": %d, \"amount\": 70000}".formatted(customer);
        JsonNode taken = post(201, "/api/cash/payments", draft);
        assertThat(taken.path("toCredit").asLong()).isEqualTo(70_000);
        long payment = taken.at("/payment/id").asLong();
        assertThat(get("/api/cash/payments/" + payment).at("/receipt/number").asText())
                .startsWith("RCT-");
        JsonNode till = get("/api/tills/own").path("till");
        assertThat(till.path("balance").asLong()).isEqualTo(70_000);
        assertThat(get("/api/tills/" + till.path("id").asInt() + "/payments").path("items"))
                .hasSize(1);
        post(409, "/api/cash/payments/" + payment + "/undo", "{\"why\": \"mine\"}");
        post(409, "/api/hand-overs", "{\"amount\": 70001}");
        long handOver = post(201, "/api/hand-overs", "{\"amount\": 70000}").path("id").asLong();
        String path = "/api/hand-overs/" + handOver;
        post(409, path + "/confirm", "{\"counted\": 70000}");
        post(400, path + "/confirm", "{\"counted\": -1}");
        assertThat(get("/api/hand-overs?state=waits").path("items")).hasSize(1);
        ground.as(
                ground.nadia,
                () ->
                        ground.room
                                .handOvers()
                                .confirm(handOver, new Money(70_000), "")
                                .idOrRefuse());
        assertThat(get(path).at("/settled/by").asText()).isEqualTo("nadia");
        post(409, path + "/refuse", "{\"why\": \"late\"}");
        assertThat(get("/api/tills/own").at("/till/balance").asLong()).isZero();
    }

    @Test
    void aChequeGoesItsWay() {
        long bank = bank("Sonali routes");
        post(409, "/api/bank-accounts", "{\"name\": \"SONALI ROUTES\"}");
        int customer = ground.customer().id();
        String paper =
                """
                {"customer": %d, "bank": "Agrani", "number": "17", "dated": "2026-11-23",
                 "amount": 5000}
                """
                        .formatted(customer);
        long id = post(201, "/api/cheques", paper).path("id").asLong();
        String path = "/api/cheques/" + id;
        post(409, path + "/clear", "{}");
        post(200, path + "/deposit", "{\"bank\": %d}".formatted(bank));
        post(400, path + "/clear", "{\"day\": \"soon\"}");
        assertThat(post(200, path + "/clear", "{}").path("state").asText()).isEqualTo("cleared");
        post(400, path + "/bounce", "{}");
        JsonNode bounced = post(200, path + "/bounce", "{\"why\": \"no cover\"}");
        assertThat(bounced.at("/steps/bounced").asText()).isEqualTo("2026-11-23");
        assertThat(get("/api/cheques?state=bounced").at("/items/0/why").asText())
                .isEqualTo("no cover");
        assertThat(ground.api.get("/api/cheques/987654").statusCode()).isEqualTo(404);
    }

    @Test
    void aBankSaysHowItCallsItsColumns() {
        String path = "/api/bank-accounts/" + bank("Janata routes") + "/columns";
        assertThat(get(path).path("date").asText()).isEmpty();
        post(200, path, "{\"date\": \"Posted\", \"amount\": \"In\"}");
        assertThat(get(path).path("amount").asText()).isEqualTo("In");
        post(404, "/api/bank-accounts/987654/columns", "{}");
        assertThat(get("/api/bank-accounts").path("items").toString()).contains("Janata routes");
    }
}
