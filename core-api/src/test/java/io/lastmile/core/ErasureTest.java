package io.lastmile.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Somebody who is forgotten is nowhere in the database any more, but for the audit, which is
/// append-only on purpose (deploy/docs/erasure.md).
class ErasureTest {
    private static final String NAME = "Zubaida Khatun";
    private static final String MOBILE = "1855512345";

    /// Tables with a text, in any column, that has these words; pictures and sealed texts are
    /// bytes.
    private static final String SEARCH =
            """
            select coalesce(string_agg(relname, ' ' order by relname), '')
            from pg_class
            where relnamespace = 'core'::regnamespace and relkind = 'r' and relname <> 'audit'
              and query_to_xml(format('select 1 from core.%%I as t where t::text ilike %%L',
                                      relname,
                                      '%%%s%%'), true, false, '')::text like '%%<row>%%'
            """;

    private TestApi api;
    private int id;

    @BeforeEach
    void start() {
        api = TestApi.start();
        api.core.notifications().keepInLog("https://isp.example");
        id =
                number(
                        post(
                                "/api/customers",
                                """
                                {"name": "%1$s", "mobile": "0%2$s", "email": "zubaida@isp.example",
                                 "father": "Father of %1$s", "address": "House of %1$s",
                                 "district": "dhaka"}
                                """
                                        .formatted(NAME, MOBILE)));
        api.sql(
                """
                insert into core.line (id, name, label, address, customer, created, changed,
                    changed_by)
                overriding system value
                values (1, 'dhk-0001', '%1$s', 'House of %1$s', %2$d, now(), now(), 'test')
                """
                        .formatted(NAME, id),
                """
                insert into core.session (token_hash, kind, customer, mobile, created, seen,
                    idle_until, expires, address, agent)
                values (sha256('their'), 'customer', %d, '0%s', '%s', '%s', 'infinity', 'infinity',
                        '', '')
                """
                        .formatted(id, MOBILE, api.clock.instant(), api.clock.instant()));
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private static int number(HttpResponse<String> response) {
        return TestApi.json(response).path("id").asInt();
    }

    private HttpResponse<String> post(String path, String json) {
        HttpResponse<String> response = api.post(path, json);
        assertThat(response.statusCode()).as(path + response.body()).isBetween(200, 299);
        return response;
    }

    private HttpRequest.Builder theirs(String path) {
        return api.anonymous(path)
                .header("Cookie", "lastmile=their")
                .header("Sec-Fetch-Site", "same-origin");
    }

    private String at(String words) {
        return api.value(SEARCH.formatted(words));
    }

    private void live() throws IOException {
        String customer = "/api/customers/" + id;
        String says = "{\"text\": \"%s called\"}".formatted(NAME);
        post(customer + "/notes", says);
        post(
                customer + "/contacts",
                """
                {"name": "Son of %s", "relation": "son", "mobile": "0%s"}
                """
                        .formatted(NAME, MOBILE));
        String hold = "{\"reason\": \"admin\", \"note\": \"%s moves\"}".formatted(NAME);
        post("/api/lines/1/holds", hold);
        post("/api/lines/1/holds/admin/lift", "{\"why\": \"%s is back\"}".formatted(NAME));
        int open = number(post("/api/tickets", ticket("from staff")));
        complain();
        post("/api/tickets/" + open + "/note", says);
        api.sql(
                """
                insert into core.account (id, login, name, role, created, changed, changed_by)
                overriding system value values (99, 'noc', 'Noc', 'noc', now(), now(), 'test')
                """);
        api.sql("update core.ticket set version = 7 where id = " + open);
        assign(open);
        api.send(
                api.anonymous("/portal/login")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Sec-Fetch-Site", "same-origin")
                        .POST(HttpRequest.BodyPublishers.ofString("mobile=0" + MOBILE)));
        post(customer + "/erasure", "{\"note\": \"%s wrote\"}".formatted(NAME));
        api.core.platform().outbox().drain();
        api.core.notifications().deliver();
    }

    private String ticket(String subject) {
        return """
        {"customer": %d, "type": 1, "subject": "%s of %s", "text": "I am %s, 0%s"}
        """
                .formatted(id, subject, NAME, NAME, MOBILE);
    }

    private void assign(int ticket) {
        var assigned =
                api.send(
                        api.request("/api/tickets/" + ticket + "/assign")
                                .header("Content-Type", "application/json")
                                .header("If-Match", "\"7\"")
                                .POST(HttpRequest.BodyPublishers.ofString("{\"account\": 99}")));
        assertThat(assigned.statusCode()).as(assigned.body()).isEqualTo(200);
    }

    /// By the customer, with a picture.
    private void complain() throws IOException {
        var opened =
                api.send(
                        theirs("/api/portal/tickets")
                                .header("Content-Type", "application/json")
                                .POST(
                                        HttpRequest.BodyPublishers.ofString(
                                                """
                                                {"type": 1, "text": "%s has no internet"}
                                                """
                                                        .formatted(NAME))));
        assertThat(opened.statusCode()).as(opened.body()).isEqualTo(201);
        var picture = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(60, 60, BufferedImage.TYPE_INT_RGB), "png", picture);
        var added =
                api.send(
                        new TestForm()
                                .field("text", NAME)
                                .file("photo", NAME + ".png", "image/png", picture.toByteArray())
                                .post(
                                        theirs(
                                                "/api/portal/tickets/"
                                                        + number(opened)
                                                        + "/pictures")));
        assertThat(added.statusCode()).as(added.body()).isEqualTo(200);
    }

    @Test
    void whoIsForgottenIsNowhereButInTheAudit() throws IOException {
        live();
        assertThat(at(NAME).split(" "))
                .contains("customer", "customer_contact", "customer_erasure", "customer_note")
                .contains("event", "line", "line_hold", "message", "ticket", "ticket_message");
        assertThat(at(MOBILE).split(" "))
                .contains("customer", "login_code", "message", "session", "ticket_message");
        api.delete("/api/lines/1", 1);
        String wish = "{\"outcome\": \"done\", \"erase\": true}";
        post("/api/customers/" + id + "/erasure/settle", wish);
        api.core.platform().outbox().drain();
        for (String words : List.of(NAME, MOBILE, "zubaida@isp")) {
            assertThat(at(words)).as(words).isEmpty();
        }
        assertThat(api.value("select count(*) from core.ticket_file")).isEqualTo("0");
        assertThat(api.value("select count(*) from core.event_parked")).isEqualTo("0");
        assertThat(api.value("select name = number from core.customer where id = " + id))
                .isEqualTo("t");
        assertThat(api.send(theirs("/api/me")).statusCode()).isEqualTo(401);
    }

    @Test
    void whoHasALineIsNotForgottenYet() {
        post("/api/customers/" + id + "/erasure", "{}");
        String wish = "{\"outcome\": \"done\", \"erase\": true}";
        var refused = api.post("/api/customers/" + id + "/erasure/settle", wish);
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("dhk-0001");
        assertThat(at(NAME)).contains("customer");
    }
}
