package io.lastmile.core.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lastmile.core.TestApi;
import io.lastmile.core.identity.Permissions;
import io.lastmile.core.payments.CashDraft;
import io.lastmile.core.payments.Wish;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Money;
import io.lastmile.core.platform.Role;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What customers read of their money by the API: no login of staff, no word that is none of
/// theirs.
class OwnPapersTest {
    private static final List<String> LISTS = List.of("invoices", "receipts", "credit-notes");

    private static TestApi api;
    private static Desk desk;

    @BeforeAll
    static void start() {
        api = TestApi.start();
        Desk.tax(api, "5");
        desk = new Desk(api, ZoneId.of("Asia/Dhaka"));
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    private static Actor person(String login, Role role) {
        String id =
                api.value(
                        """
                        insert into core.account (login, name, role, created, changed, changed_by)
                        values ('%s', 'Person', '%s', now(), now(), 'test') returning id
                        """
                                .formatted(login, role.word()));
        var who = new Actor.Who(login, Integer.parseInt(id), 0, 0);
        return new Actor(role, who, Permissions.of(role), "127.0.0.1");
    }

    private static <T> T as(Actor actor, Supplier<T> work) {
        return actor.call(() -> api.core.database().transact(work));
    }

    private static String read(int customer, String path) {
        var answer =
                api.send(
                        api.anonymous("/api/portal" + path)
                                .header("Cookie", "lastmile=own" + customer));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static void enters(int customer) {
        api.sql(
                """
                insert into core.session (token_hash, kind, customer, mobile, created, seen,
                    idle_until, expires, address, agent)
                values (sha256('own%1$d'), 'customer', %1$d, '01712345678', '%2$s', '%2$s',
                        'infinity', 'infinity', '', '')
                """
                        .formatted(customer, api.clock.instant()));
    }

    private static long draft(int customer) {
        var made =
                api.post(
                        "/api/customers/" + customer + "/invoices",
                        "{\"lines\": [{\"says\": \"Cable\", \"amount\": 50000}]}");
        return TestApi.json(made).at("/invoice/head/id").asLong();
    }

    private static long invoice(int customer) {
        long id = draft(customer);
        var done =
                api.send(
                        api.request("/api/invoices/" + id + "/finalisation")
                                .header("If-Match", "\"1\"")
                                .header("Content-Type", "application/json")
                                .POST(java.net.http.HttpRequest.BodyPublishers.ofString("{}")));
        assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
        return id;
    }

    @Test
    void nobodyOfTheStaffAndNoReasonOfTheirsIsToldToACustomer() {
        Actor taker = person("secret-taker", Role.SUPPORT);
        Actor judge = person("secret-judge", Role.BILLING);
        int customer = desk.services.customer();
        enters(customer);
        long paid = invoice(customer);
        var draft =
                new CashDraft(
                        customer, Money.ofTaka(500), Optional.empty(), Wish.NONE, "secret note");
        var taken = as(taker, () -> api.core.payments().cash().take(draft));
        String bad = "{\"why\": \"secret doubt\", \"lines\": [{\"line\": 1, \"amount\": 100}]}";
        assertThat(api.post("/api/invoices/" + paid + "/credit", bad).statusCode()).isEqualTo(201);
        Object unused =
                as(
                        judge,
                        () ->
                                api.core
                                        .payments()
                                        .cash()
                                        .undo(taken.payment(), "secret forgery")
                                        .idOrRefuse());
        long gone = invoice(customer);
        String why = "{\"why\": \"secret slip\"}";
        assertThat(api.post("/api/invoices/" + gone + "/void", why).statusCode()).isEqualTo(200);
        long waits = draft(customer);
        String note = api.value("select id from core.credit_note where customer = " + customer);
        String all =
                String.join(
                        "\n",
                        read(customer, "/billing"),
                        read(customer, "/invoices/" + paid),
                        read(customer, "/invoices/" + gone),
                        read(customer, "/receipts/" + taken.received().receipt().id()),
                        read(customer, "/credit-notes/" + note),
                        LISTS.stream().map(list -> read(customer, "/" + list)).toList() + "");
        assertThat(all).doesNotContain("secret", "operator", "\"by\"", "\"why\"");
        assertThat(all).contains("\"void\"", "\"undone\"", "RCT-", "INV-", "CRN-");
        assertThat(read(customer, "/invoices")).doesNotContain("\"id\":" + waits + ",");
        JsonNode slip = node(read(customer, "/receipts/" + taken.received().receipt().id()));
        assertThat(slip.at("/receipt/way").asText()).isEqualTo("cash");
        assertThat(slip.at("/receipt/amount").asLong()).isEqualTo(500_00);
        assertThat(slip.at("/paid/0/invoice").asLong()).isEqualTo(paid);
        JsonNode whole = node(read(customer, "/invoices/" + paid));
        assertThat(whole.at("/invoice/lines/0/says/en").asText()).isEqualTo("Cable");
        assertThat(whole.at("/notes/0/amounts/net").asLong()).isEqualTo(100);
    }

    private static JsonNode node(String json) {
        try {
            return io.lastmile.core.platform.Json.MAPPER.readTree(json);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(json, e);
        }
    }
}
