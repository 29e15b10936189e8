package io.lastmile.core.tickets;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lastmile.core.TestApi;
import io.lastmile.core.platform.Actor;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TicketLifeTest {
    private static TestApi api;
    private static Complaints complaints;
    private static int karim;
    private static int rahim;
    private static String karims;
    private static String rahims;

    @BeforeAll
    static void start() {
        api = TestApi.start();
        complaints = new Complaints(api);
        karim = complaints.customer("Karim", 0);
        rahim = complaints.customer("Rahim", 0);
        karims = complaints.cookie("customer", karim);
        rahims = complaints.cookie("customer", rahim);
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    private static String state(int ticket) {
        return complaints.ticket(ticket).path("standing").path("state").asText();
    }

    private static JsonNode solve(int ticket) {
        return complaints.ticket(ticket).path("clocks").path("solve");
    }

    private static String reply(String text) {
        return "{\"text\": \"" + text + "\"}";
    }

    @Test
    void theClockStandsWhileTheCustomerIsAsked() {
        int id = complaints.open(karim, 1, "Clock");
        Instant opened = api.clock.instant();
        assertThat(solve(id).path("due").asLong())
                .isEqualTo(opened.plus(Duration.ofMinutes(480)).toEpochMilli());
        api.clock.move(Duration.ofMinutes(30));
        assertThat(
                        api.post(
                                        "/api/tickets/" + id + "/reply",
                                        "{\"text\": \"Which?\", \"state\": \"waiting-customer\"}")
                                .statusCode())
                .isEqualTo(200);
        assertThat(solve(id).path("due").isNull()).isTrue();
        assertThat(solve(id).path("left").asInt()).isEqualTo(450 * 60);
        api.clock.move(Duration.ofDays(2));
        assertThat(
                        complaints
                                .post(karims, "/api/portal/tickets/" + id + "/reply", reply("red"))
                                .statusCode())
                .isEqualTo(200);
        assertThat(state(id)).isEqualTo("open");
        assertThat(solve(id).path("due").asLong())
                .isEqualTo(api.clock.instant().plus(Duration.ofMinutes(450)).toEpochMilli());
    }

    @Test
    void aBrokenPromiseIsToldOnceEvenByTwoInstances() throws Exception {
        int id = complaints.open(rahim, 1, "Late");
        TicketDeadlines one = complaints.deadlines();
        TicketDeadlines other = complaints.deadlines();
        api.clock.move(Duration.ofMinutes(50));
        both(one, other);
        assertThat(complaints.events("TicketWarned", id)).isEqualTo(1);
        assertThat(complaints.events("TicketBreached", id)).isZero();
        api.clock.move(Duration.ofMinutes(11));
        both(one, other);
        both(one, other);
        assertThat(complaints.events("TicketBreached", id)).isEqualTo(1);
        api.clock.move(Duration.ofHours(6));
        both(one, other);
        api.clock.move(Duration.ofHours(2));
        both(one, other);
        assertThat(complaints.events("TicketBreached", id)).isEqualTo(2);
        assertThat(complaints.events("TicketWarned", id)).isEqualTo(2);
        assertThat(TestApi.json(api.get("/api/tickets?overdue=true&q=Late")).path("items"))
                .hasSize(1);
    }

    private static void both(TicketDeadlines one, TicketDeadlines other) throws Exception {
        try (var threads = Executors.newFixedThreadPool(2)) {
            for (var done : threads.invokeAll(List.of(() -> passes(one), () -> passes(other)))) {
                done.get();
            }
        }
    }

    private static long passes(TicketDeadlines deadlines) {
        return Actor.system("ticket-deadlines").call(deadlines::pass);
    }

    @Test
    void mergedTicketsAreOneForStaffAndTwoForTheirCustomers() {
        int first = complaints.complain(karims, "Fibre is cut, says Karim");
        int second = complaints.complain(rahims, "Nothing works, says Rahim");
        String number = complaints.ticket(first).path("number").asText();
        assertThat(complaints.act(second, "merge", "{\"into\": \"" + number + "\"}").statusCode())
                .isEqualTo(200);
        assertThat(complaints.detail(first).path("messages")).hasSize(2);
        assertThat(complaints.get(karims, "/api/portal/tickets/" + first).body())
                .contains("says Karim")
                .doesNotContain("says Rahim");
        assertThat(complaints.get(rahims, "/api/portal/tickets/" + second).body())
                .contains("says Rahim")
                .doesNotContain("says Karim");
        api.post(
                "/api/tickets/" + first + "/reply",
                "{\"text\": \"Wait\", \"state\": \"waiting-customer\"}");
        assertThat(
                        complaints
                                .post(
                                        rahims,
                                        "/api/portal/tickets/" + second + "/reply",
                                        reply("?"))
                                .statusCode())
                .isEqualTo(200);
        api.core.platform().outbox().drain();
        assertThat(state(first)).isEqualTo("open");
        assertThat(state(second)).isEqualTo("merged");
        assertThat(complaints.act(first, "state", "{\"state\": \"resolved\"}").statusCode())
                .isEqualTo(200);
        assertThat(complaints.events("TicketResolved", second)).isEqualTo(1);
        complaints.post(rahims, "/api/portal/tickets/" + second + "/reply", reply("not for me"));
        assertThat(state(second)).isEqualTo("open");
        assertThat(state(first)).isEqualTo("resolved");
    }

    @Test
    void whatIsResolvedMayComeBackForSomeDays() {
        int id = complaints.open(rahim, 1, "Again");
        complaints.act(id, "state", "{\"state\": \"resolved\"}");
        String rate = "/api/portal/tickets/" + id + "/rating";
        assertThat(complaints.post(rahims, rate, "{\"stars\": 4}").statusCode()).isEqualTo(200);
        assertThat(complaints.post(karims, rate, "{\"stars\": 1}").statusCode()).isEqualTo(404);
        complaints.post(rahims, "/api/portal/tickets/" + id + "/reply", reply("still broken"));
        assertThat(state(id)).isEqualTo("open");
        assertThat(complaints.events("TicketReopened", id)).isEqualTo(1);
        complaints.act(id, "state", "{\"state\": \"resolved\"}");
        api.clock.move(Duration.ofDays(8));
        assertThat(
                        complaints
                                .post(rahims, "/api/portal/tickets/" + id + "/reply", reply("x"))
                                .statusCode())
                .isEqualTo(409);
        passes(complaints.deadlines());
        assertThat(state(id)).isEqualTo("closed");
        assertThat(complaints.events("TicketClosed", id)).isEqualTo(1);
    }

    @Test
    void changingThePriorityKeepsWhatWasUsed() {
        int id = complaints.open(karim, 1, "Hurry");
        api.clock.move(Duration.ofMinutes(20));
        JsonNode ticket = complaints.ticket(id);
        HttpResponse<String> changed =
                api.put(
                        "/api/tickets/" + id,
                        ticket.path("version").asLong(),
                        """
                        {"subject": "Hurry", "type": 1, "queue": 1, "priority": "urgent"}
                        """);
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
        assertThat(TestApi.json(changed).at("/clocks/reply/due").asLong())
                .isEqualTo(api.clock.instant().plus(Duration.ofMinutes(10)).toEpochMilli());
    }

    @Test
    void erasureKeepsTheNumbers() {
        int customer = complaints.customer("Gone", 0);
        int id = complaints.open(customer, 1, "Secret subject");
        complaints.act(id, "state", "{\"state\": \"resolved\"}");
        int open = complaints.open(customer, 1, "Still open");
        assertThat(api.post("/api/customers/" + customer + "/tickets/erase", "").body())
                .contains("\"tickets\":1");
        assertThat(complaints.detail(id).toString())
                .doesNotContain("Secret", "broken")
                .contains(complaints.ticket(id).path("number").asText());
        assertThat(complaints.detail(open).toString()).contains("It is broken");
    }

    @Test
    void closedTicketsGoWhenTheyWereKeptLongEnough() {
        int id = complaints.open(rahim, 1, "Old");
        complaints.act(id, "state", "{\"state\": \"resolved\"}");
        complaints.act(id, "state", "{\"state\": \"closed\"}");
        api.sql("update core.ticket set closed = closed - interval '399 days' where id = " + id);
        retention();
        assertThat(api.get("/api/tickets/" + id).statusCode()).isEqualTo(200);
        api.sql("update core.ticket set closed = closed - interval '2 days' where id = " + id);
        retention();
        assertThat(api.get("/api/tickets/" + id).statusCode()).isEqualTo(404);
    }

    private static void retention() {
        var db = api.core.database();
        var calendar = new TicketCalendar(db.client(), java.time.ZoneId.of("Asia/Dhaka"));
        Actor.system("ticket-retention")
                .run(() -> new TicketRetention(api.core.platform(), calendar).pass());
    }
}
