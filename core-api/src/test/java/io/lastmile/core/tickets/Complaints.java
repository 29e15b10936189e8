package io.lastmile.core.tickets;

import com.fasterxml.jackson.databind.JsonNode;
import io.lastmile.core.TestApi;
import io.lastmile.core.platform.Role;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;

/// Arranges customers, staff and tickets for tests of this room.
final class Complaints {
    final TestApi api;

    Complaints(TestApi api) {
        this.api = api;
    }

    /// A customer, of a reseller if `reseller` is not 0; its id.
    int customer(String name, int reseller) {
        return Integer.parseInt(
                api.value(
                        """
                        insert into core.customer (reseller, name, name_bn, mobile, email, gender,
                            father, mother, spouse, district, upazila, union_name, address,
                            postcode, place, created, changed, changed_by)
                        values (nullif(%d, 0), '%s', '', '+8801712345678', '', '', '', '', '',
                                'Dhaka', '', '', '', '', '', now(), now(), 'test')
                        returning id
                        """
                                .formatted(reseller, name)));
    }

    int account(Role role, String login) {
        return Integer.parseInt(
                api.value(
                        """
                        insert into core.account (login, name, role, created, changed, changed_by)
                        values ('%1$s', '%1$s', '%2$s', now(), now(), 'test') returning id
                        """
                                .formatted(login, role.word())));
    }

    String cookie(String kind, int id) {
        String token = kind + id;
        api.sql(
                """
                insert into core.session (token_hash, kind, %s, mobile, created, seen, idle_until,
                    expires, address, agent)
                values (sha256('%s'), '%s', %d, %s, '%s', '%s', 'infinity', 'infinity', '', '')
                """
                        .formatted(
                                kind.equals("staff") ? "account" : "customer",
                                token,
                                kind,
                                id,
                                kind.equals("staff") ? "null" : "'01712345678'",
                                api.clock.instant(),
                                api.clock.instant()));
        return "lastmile=" + token;
    }

    HttpRequest.Builder request(String cookie, String path) {
        return api.anonymous(path).header("Cookie", cookie).header("Sec-Fetch-Site", "same-origin");
    }

    HttpResponse<String> get(String cookie, String path) {
        return api.send(request(cookie, path));
    }

    HttpResponse<String> post(String cookie, String path, String json) {
        return api.send(
                request(cookie, path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(json)));
    }

    /// As staff, with the version that is there now.
    HttpResponse<String> act(int ticket, String action, String json) {
        return api.send(
                api.request("/api/tickets/" + ticket + "/" + action)
                        .header("Content-Type", "application/json")
                        .header("If-Match", "\"" + ticket(ticket).path("version").asLong() + "\"")
                        .POST(BodyPublishers.ofString(json)));
    }

    JsonNode ticket(int id) {
        return TestApi.json(api.get("/api/tickets/" + id)).path("ticket");
    }

    JsonNode detail(int id) {
        return TestApi.json(api.get("/api/tickets/" + id));
    }

    /// By staff on a customer's behalf. Type 1 runs day and night: reply in 60 minutes, solved in
    /// 480.
    int open(int customer, int type, String subject) {
        HttpResponse<String> opened =
                api.post(
                        "/api/tickets",
                        """
                        {"customer": %d, "type": %d, "subject": "%s", "text": "It is broken"}
                        """
                                .formatted(customer, type, subject));
        if (opened.statusCode() != 201) {
            throw new IllegalStateException(opened.body());
        }
        return TestApi.json(opened).path("id").asInt();
    }

    /// By the customer itself.
    int complain(String cookie, String text) {
        HttpResponse<String> opened =
                post(cookie, "/api/portal/tickets", "{\"type\": 1, \"text\": \"" + text + "\"}");
        if (opened.statusCode() != 201) {
            throw new IllegalStateException(opened.body());
        }
        return TestApi.json(opened).path("id").asInt();
    }

    long events(String kind, int ticket) {
        return Long.parseLong(
                api.value(
                        """
                        select count(*) from core.event
                        where kind = '%s' and body -> 'ticket' ->> 'id' = '%d'
                        """
                                .formatted(kind, ticket)));
    }

    /// The job as another instance would have it.
    TicketDeadlines deadlines() {
        var db = api.core.database();
        var stores =
                new TicketStores(
                        new Tickets(db.client(), api.clock, java.time.ZoneId.of("Asia/Dhaka")),
                        new TicketMessages(db.client(), api.clock),
                        new TicketTypes(db.client(), api.clock),
                        new TicketCalendar(db.client(), java.time.ZoneId.of("Asia/Dhaka")),
                        new TicketRoom.Below(
                                api.core.identity().accounts(),
                                api.core.customers().parts().customers(),
                                api.core.lines().stores().lines(),
                                api.core.alarms()),
                        api.core.platform().outbox(),
                        api.clock);
        return new TicketDeadlines(db, stores, api.meters);
    }
}
