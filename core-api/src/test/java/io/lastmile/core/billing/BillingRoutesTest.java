package io.lastmile.core.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lastmile.core.TestApi;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.subscriptions.Restart;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.ZoneId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Invoices, credit, runs and terms by the API.
class BillingRoutesTest {
    private static final String CABLE = "{\"lines\": [{\"says\": \"Cable\", \"amount\": 50000}]}";

    private static TestApi api;
    private static Desk desk;
    private static int plan;

    @BeforeAll
    static void start() {
        api = TestApi.start();
        Desk.tax(api, "5");
        desk = new Desk(api, ZoneId.of("Asia/Dhaka"));
        plan = desk.services.plan(700, "calendar-months", 1);
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    private static JsonNode good(int status, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return TestApi.json(answer);
    }

    private static JsonNode get(String path) {
        return good(200, api.get(path));
    }

    private static long drafted(int customer) {
        JsonNode made = good(201, api.post("/api/customers/" + customer + "/invoices", CABLE));
        assertThat(made.at("/invoice/head/number").isNull()).isTrue();
        return made.at("/invoice/head/id").asLong();
    }

    private static HttpResponse<String> finalise(long id, long version) {
        return api.send(
                api.request("/api/invoices/" + id + "/finalisation")
                        .header("If-Match", "\"" + version + "\"")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{}")));
    }

    @Test
    void anInvoiceIsDraftedChangedFinalisedCreditedAndSeen() {
        int customer = desk.services.customer();
        long id = drafted(customer);
        String path = "/api/invoices/" + id;
        assertThat(api.put(path, 7, CABLE).statusCode()).isEqualTo(412);
        good(200, api.put(path, 1, CABLE.replace("50000", "60000")));
        assertThat(finalise(id, 1).statusCode()).isEqualTo(412);
        JsonNode paper = good(200, finalise(id, 2));
        assertThat(paper.at("/invoice/head/number").asText()).startsWith("INV-");
        assertThat(paper.at("/invoice/head/open").asLong()).isEqualTo(630_00);
        assertThat(api.put(path, 2, CABLE).statusCode()).isEqualTo(409);
        String credit = "{\"why\": \"Short\", \"lines\": [{\"line\": 1, \"amount\": %d}]}";
        assertThat(api.post(path + "/credit", credit.formatted(600_01)).statusCode())
                .isEqualTo(409);
        JsonNode note = good(201, api.post(path + "/credit", credit.formatted(100_00)));
        assertThat(note.at("/number").asText()).startsWith("CRN-");
        assertThat(get(path).at("/notes").size()).isEqualTo(1);
        JsonNode account = get("/api/customers/" + customer + "/billing");
        assertThat(account.at("/standing/due").asLong()).isEqualTo(525_00);
        assertThat(get("/api/customers/" + customer + "/credit-notes").at("/items").size())
                .isEqualTo(1);
        assertThat(api.post(path + "/void", "{\"why\": \"x\"}").statusCode()).isEqualTo(409);
    }

    @Test
    void aDraftGoesAndAFinalOneIsMadeVoid() {
        int customer = desk.services.customer();
        long draft = drafted(customer);
        assertThat(api.delete("/api/invoices/" + draft, 1).statusCode()).isEqualTo(204);
        assertThat(api.get("/api/invoices/" + draft).statusCode()).isEqualTo(404);
        long id = drafted(customer);
        good(200, finalise(id, 1));
        JsonNode gone = good(200, api.post("/api/invoices/" + id + "/void", "{\"why\": \"x\"}"));
        assertThat(gone.at("/invoice/head/voided/why").asText()).isEqualTo("x");
        assertThat(api.post("/api/customers/999999/invoices", CABLE).statusCode()).isEqualTo(404);
        assertThat(api.post("/api/customers/" + customer + "/invoices", "{}").body())
                .contains("lines.0.says");
    }

    @Test
    void aPaymentIsSeenWithWhatItPaid() {
        Desk.Person person = desk.person(plan, Restart.RESTART, 0);
        long receipt = desk.done(desk.buying(person, 735_00, 1)).receipt().id();
        JsonNode slip = get("/api/receipts/" + receipt);
        assertThat(slip.at("/paid/0/amount").asLong()).isEqualTo(735_00);
        assertThat(get("/api/customers/" + person.customer() + "/receipts").at("/items/0/id"))
                .isEqualTo(slip.at("/receipt/id"));
        String discounts = "/api/subscriptions/" + person.subscription() + "/discounts";
        String ten = "{\"percent\": 10, \"from\": \"%s\", \"why\": \"Neighbour\"}";
        JsonNode made = good(201, api.post(discounts, ten.formatted(desk.today())));
        assertThat(made.at("/items/0/percent").asInt()).isEqualTo(10);
        assertThat(get(discounts).at("/items").size()).isEqualTo(1);
        assertThat(api.post(discounts, "{}").statusCode()).isEqualTo(400);
    }

    @Test
    void aRunIsPreviewedAndDropped() {
        String through = "{\"through\": \"%s\"}".formatted(desk.today());
        JsonNode run = good(201, api.post("/api/billing/runs", through));
        long id = run.at("/run/id").asLong();
        assertThat(api.post("/api/billing/runs", through).statusCode()).isEqualTo(409);
        desk.jobs();
        Actor.system("billing-runs").run(() -> desk.room.catchUp());
        JsonNode preview = get("/api/billing/runs/" + id);
        assertThat(preview.at("/run/state").asText()).isEqualTo("preview");
        assertThat(get("/api/billing/runs/" + id + "/items?only=first").at("/items").isArray())
                .isTrue();
        assertThat(api.get("/api/billing/runs/" + id + "/items?only=odd").statusCode())
                .isEqualTo(400);
        api.sql("update core.billing_run set state = 'dropped' where id = " + id);
    }

    @Test
    void termsAreReadAndChangedAsTheyWereSeen() {
        long version = get("/api/billing/settings").at("/version").asLong();
        String wanted = "{\"seller\": \"Padma Net\", \"termsDays\": 9}";
        assertThat(api.put("/api/billing/settings", version + 5, wanted).statusCode())
                .isEqualTo(412);
        JsonNode now = good(200, api.put("/api/billing/settings", version, wanted));
        assertThat(now.at("/seller/name").asText()).isEqualTo("Padma Net");
        assertThat(get("/api/billing/taxes").at("/rules").size()).isEqualTo(2);
        assertThat(api.post("/api/billing/taxes", "{\"percent\": 5}").statusCode()).isEqualTo(400);
    }
}
