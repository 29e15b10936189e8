package io.lastmile.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lastmile.core.TestApi;
import io.lastmile.core.platform.Money;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LedgerRoutesTest {
    private static BookGround books;

    @BeforeAll
    static void start() {
        books = new BookGround(2);
        books.post(
                BookGround.invoice(
                        books.customers.getFirst(),
                        1,
                        books.today(),
                        Money.ofTaka(500),
                        Money.ofTaka(25)));
    }

    @AfterAll
    static void stop() {
        books.close();
    }

    private static String charge(String entries) {
        return """
        {"day": "%s", "says": "Bank charge", "entries": [%s]}
        """
                .formatted(books.today(), entries);
    }

    @Test
    void whatIsPostedByHandCanBeTakenBackOnce() {
        var posted =
                books.api.post(
                        "/api/ledger/journal",
                        charge(
                                """
                                {"account": "gateway-fee", "debit": 11500},
                                {"account": "bank", "name": "City Bank", "credit": 11500}
                                """));
        assertThat(posted.statusCode()).as(posted.body()).isEqualTo(201);
        JsonNode batch = TestApi.json(posted);
        assertThat(batch.at("/entries/1/amount").asLong()).isEqualTo(-11500);
        String path = "/api/ledger/batches/" + batch.path("id").asLong();
        var reversed = books.api.post(path + "/reversal", "{\"says\": \"Wrong bank\"}");
        assertThat(reversed.statusCode()).as(reversed.body()).isEqualTo(201);
        assertThat(TestApi.json(reversed).path("reverses")).isEqualTo(batch.path("id"));
        assertThat(TestApi.json(books.api.get(path)).path("reversedBy").asLong())
                .isEqualTo(TestApi.json(reversed).path("id").asLong());
        long mirror = TestApi.json(reversed).path("id").asLong();
        assertThat(
                        books.api
                                .post(
                                        "/api/ledger/batches/" + mirror + "/reversal",
                                        "{\"says\": \"No\"}")
                                .statusCode())
                .isEqualTo(409);
    }

    @Test
    void everyFaultOfAnEntryIsTold() {
        JsonNode faults =
                TestApi.json(
                                books.api.post(
                                        "/api/ledger/journal",
                                        charge(
                                                """
                                                {"account": "receivable", "debit": 5},
                                                {"account": "bank", "credit": 5},
                                                {"account": "rounding", "debit": 5, "credit": 5},
                                                {"account": "tips", "debit": 5}
                                                """)))
                        .path("faults");
        assertThat(faults.findValuesAsText("field"))
                .contains("entries.0.account", "entries.1.name", "entries.2.debit", "entries");
        var lopsided =
                books.api.post(
                        "/api/ledger/journal",
                        charge(
                                """
                                {"account": "rounding", "debit": 5},
                                {"account": "opening", "credit": 4}
                                """));
        assertThat(lopsided.statusCode()).isEqualTo(400);
        assertThat(lopsided.body()).contains("2 with 1 more debit than credit");
    }

    @Test
    void aDocumentsBatchIsNotTakenBackByHand() {
        String id = books.api.value("select min(id) from core.ledger_batch");
        var refused =
                books.api.post("/api/ledger/batches/" + id + "/reversal", "{\"says\": \"No\"}");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("invoice 1 issued");
    }

    @Test
    void theBooksBalanceAndSaySo() {
        JsonNode balance = TestApi.json(books.api.get("/api/ledger/trial-balance"));
        long sum = 0;
        for (JsonNode line : balance.path("lines")) {
            sum += line.path("balance").asLong();
        }
        assertThat(balance.path("lines").size()).isGreaterThanOrEqualTo(3);
        assertThat(sum).isZero();
        JsonNode proof = TestApi.json(books.api.get("/api/ledger/proof"));
        // Those of the ledger itself come first; its batches here are no real documents'.
        assertThat(proof.path("checks").findValues("differences").subList(0, 5))
                .allMatch(JsonNode::isEmpty);
    }

    @Test
    void anAccountIsReadByItsDays() {
        String id =
                books.api.value(
                        "select id from core.ledger_account where kind = 'revenue-internet'");
        JsonNode statement = TestApi.json(books.api.get("/api/ledger/accounts/" + id));
        assertThat(statement.at("/lines/items/0/running").asLong()).isEqualTo(-50_000);
        String tomorrow = books.today().plusDays(1).toString();
        JsonNode later =
                TestApi.json(
                        books.api.get(
                                "/api/ledger/accounts/"
                                        + id
                                        + "?from="
                                        + tomorrow
                                        + "&to="
                                        + tomorrow));
        assertThat(later.path("opening").asLong()).isEqualTo(-50_000);
        assertThat(later.at("/lines/items")).isEmpty();
        assertThat(books.api.get("/api/ledger/accounts/" + id + "?from=31-12-2026").body())
                .contains("31-12-2026");
    }

    @Test
    void aCustomersAccountIsTheirBalanceAndStatement() {
        JsonNode account =
                TestApi.json(
                        books.api.get("/api/customers/" + books.customers.getFirst() + "/ledger"));
        assertThat(account.at("/balance/due").asLong()).isEqualTo(52_500);
        assertThat(account.at("/lines/items/0/says").asText()).isEqualTo("Invoice 1");
        assertThat(books.api.get("/api/customers/99999/ledger").statusCode()).isEqualTo(404);
    }

    @Test
    void aPeriodIsClosedWithAReason() {
        String day = books.today().minusDays(400).toString();
        books.api.clock.move(Duration.ZERO);
        var closed =
                books.api.post(
                        "/api/ledger/closes",
                        "{\"through\": \"%s\", \"why\": \"year\"}".formatted(day));
        assertThat(closed.statusCode()).as(closed.body()).isEqualTo(201);
        assertThat(
                        TestApi.json(books.api.get("/api/ledger/closes"))
                                .at("/items/0/through")
                                .asText())
                .isEqualTo(day);
        var future =
                books.api.post(
                        "/api/ledger/closes",
                        "{\"through\": \"%s\", \"why\": \"year\"}".formatted(books.today()));
        assertThat(future.statusCode()).isEqualTo(409);
    }
}
