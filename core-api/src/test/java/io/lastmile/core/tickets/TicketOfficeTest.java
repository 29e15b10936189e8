package io.lastmile.core.tickets;

import static org.assertj.core.api.Assertions.assertThat;

import io.lastmile.core.TestApi;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Role;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What an office hears, who may be given what, and clocks under other hours.
class TicketOfficeTest {
    private TestApi api;
    private Complaints complaints;

    @BeforeEach
    void start() {
        api = TestApi.start();
        complaints = new Complaints(api);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private String told(String cause, int account) {
        api.core.platform().outbox().drain();
        return api.value(
                """
                select count(*) from core.message
                where cause = '%s' and account = %d and channel = 'in-app'
                """
                        .formatted(cause, account));
    }

    @Test
    void whoHandsOutWorkHearsOfATicketThatNobodyHasAndElseWhoHasIt() {
        int support = complaints.account(Role.SUPPORT, "support");
        int technician = complaints.account(Role.TECHNICIAN, "technician");
        String customer = complaints.cookie("customer", complaints.customer("Karim", 0));
        int id = complaints.complain(customer, "Fibre is cut");
        String path = "/api/portal/tickets/" + id + "/reply";
        assertThat(complaints.post(customer, path, "{\"text\": \"Hello?\"}").statusCode())
                .isEqualTo(200);
        assertThat(told("ticket-answered", support)).isEqualTo("1");
        api.clock.move(Duration.ofDays(3));
        Actor.system("ticket-deadlines").call(complaints.deadlines()::pass);
        assertThat(told("ticket-breached", support)).isEqualTo("2");
        complaints.act(id, "assign", "{\"account\": " + technician + "}");
        complaints.post(customer, path, "{\"text\": \"Still there?\"}");
        assertThat(told("ticket-answered", technician)).isEqualTo("1");
        assertThat(told("ticket-answered", support)).isEqualTo("1");
    }

    @Test
    void aClosedCustomerGetsNoMessage() {
        int gone = complaints.customer("Karim", 0);
        complaints.open(gone, 1, "Late");
        api.sql("update core.customer set closed = now() where id = " + gone);
        api.core.platform().outbox().drain();
        assertThat(api.value("select count(*) from core.message where customer = " + gone))
                .isEqualTo("0");
    }

    @Test
    void aResellerIsGivenOnlyWhatItsOwnCustomersComplainAbout() {
        int reseller = complaints.account(Role.RESELLER, "reseller");
        int other = complaints.open(complaints.customer("Karim", 0), 1, "Not its own");
        int own = complaints.open(complaints.customer("Rahim", reseller), 1, "Its own");
        String account = "{\"account\": " + reseller + "}";
        assertThat(complaints.act(other, "assign", account).statusCode()).isEqualTo(409);
        assertThat(complaints.act(own, "assign", account).statusCode()).isEqualTo(200);
        api.sql("update core.ticket set assignee = %d where id = %d".formatted(reseller, other));
        String cookie = complaints.cookie("staff", reseller);
        assertThat(complaints.get(cookie, "/api/tickets/" + other).statusCode()).isEqualTo(404);
        assertThat(complaints.get(cookie, "/api/tickets/" + own).statusCode()).isEqualTo(200);
    }

    @Test
    void allThatWereMergedAreToldThatItIsSolved() {
        int karim = complaints.customer("Karim", 0);
        int outage = complaints.open(karim, 1, "Outage");
        int merged = complaints.open(karim, 1, "Me too");
        api.sql(
                """
                insert into core.ticket (number, customer, subject, type, queue, priority, channel,
                    state, opened, opened_by, changed, changed_by, said, said_by, always,
                    reply_minutes, solve_minutes, merged_into)
                select 'T26-' || (900000 + n), customer, subject, type, queue, priority, channel,
                       'merged', opened, opened_by, changed, changed_by, said, said_by, always,
                       reply_minutes, solve_minutes, %d
                from core.ticket, generate_series(1, 501) as n
                where id = %d
                """
                        .formatted(outage, merged));
        complaints.act(outage, "state", "{\"state\": \"resolved\"}");
        assertThat(api.value("select count(*) from core.event where kind = 'TicketResolved'"))
                .isEqualTo("502");
    }

    @Test
    void aHolidayMovesTheClocksThatRun() {
        api.clock.set(Instant.parse("2026-11-21T14:00:00Z"));
        int id = complaints.open(complaints.customer("Karim", 0), 2, "Slow");
        long before = due(id);
        assertThat(
                        api.post(
                                        "/api/ticket-holidays",
                                        """
                                        {"day": "2026-11-22", "name": "Eid", "nameBn": "ঈদ"}
                                        """)
                                .statusCode())
                .isEqualTo(204);
        assertThat(due(id)).isGreaterThan(before);
        String holiday = api.value("select max(id) from core.holiday");
        api.delete("/api/ticket-holidays/" + holiday, 1);
        assertThat(due(id)).isEqualTo(before);
    }

    private long due(int id) {
        return complaints.ticket(id).path("clocks").path("solve").path("due").asLong();
    }
}
