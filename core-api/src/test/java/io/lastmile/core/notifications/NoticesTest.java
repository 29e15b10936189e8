package io.lastmile.core.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lastmile.core.TestApi;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Notices are their reader's alone, and come at once.
class NoticesTest {
    private TestApi api;

    @BeforeEach
    void start() {
        api = TestApi.start();
        api.sql(
                """
                insert into core.account (login, name, role, created, changed, changed_by)
                values ('noc', 'Noc', 'noc', now(), now(), 'test')
                """,
                """
                insert into core.customer (name, name_bn, mobile, email, gender, father, mother,
                    spouse, district, upazila, union_name, address, postcode, place, created,
                    changed, changed_by)
                select 'Customer ' || n, '', '+8801712345678', '', '', '', '', '', 'dhaka', '', '',
                       '', '', '', now(), now(), 'test'
                from generate_series(1, 2) as n
                """);
        session("staff", "account", 2);
        session("customer", "customer", 1);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private void session(String kind, String column, int id) {
        String mobile = kind.equals("customer") ? "'01712345678'" : "null";
        api.sql(
                """
                insert into core.session (token_hash, kind, %s, mobile, created, seen, idle_until,
                    expires, address, agent)
                values (sha256('%s'), '%s', %d, %s, '%s', '%s', 'infinity', 'infinity', '', '')
                """
                        .formatted(
                                column,
                                kind,
                                kind,
                                id,
                                mobile,
                                api.clock.instant(),
                                api.clock.instant()));
    }

    private void notice(String column, int id, String title) {
        api.sql(
                """
                insert into core.message (event, cause, channel, %s, address, recipient, language,
                    subject, body, state, due, expires, created)
                values ('test:' || gen_random_uuid(), 'ticket-assigned', 'in-app', %d, '', '', 'en',
                    '%s', 'text', 'sent', now(), now(), now())
                """
                        .formatted(column, id, title));
    }

    private HttpRequest.Builder as(String who, String path) {
        return api.anonymous(path)
                .header("Cookie", "lastmile=" + who)
                .header("Sec-Fetch-Site", "same-origin");
    }

    private JsonNode get(String who, String path) {
        return TestApi.json(api.send(as(who, path)));
    }

    private int post(String who, String path) {
        return api.send(as(who, path).POST(BodyPublishers.noBody())).statusCode();
    }

    @Test
    void everybodyReadsTheirOwnAndNobodyAnothers() {
        notice("account", 1, "of the owner");
        notice("account", 2, "of the noc");
        notice("customer", 1, "of one");
        notice("customer", 2, "of another");
        assertThat(get("staff", "/api/notices").findValuesAsText("title"))
                .containsExactly("of the noc");
        assertThat(get("customer", "/api/notices").findValuesAsText("title"))
                .containsExactly("of one");
        assertThat(post("staff", "/api/notices/1/read")).as("of the owner").isEqualTo(404);
        assertThat(post("customer", "/api/notices/4/read")).as("of another").isEqualTo(404);
        assertThat(get("staff", "/api/notices/unread").path("unread").asInt()).isEqualTo(1);
        assertThat(post("staff", "/api/notices/2/read")).isEqualTo(204);
        assertThat(post("customer", "/api/notices/read")).isEqualTo(204);
        assertThat(api.value("select count(*) from core.message where read is null"))
                .isEqualTo("2");
        assertThat(api.send(as("customer", "/api/messages")).statusCode()).isEqualTo(403);
    }

    @Test
    void theDatabaseItselfShowsACustomerNothingOfOthers() {
        notice("customer", 1, "of one");
        notice("customer", 2, "of another");
        assertThat(seen("customer", 1)).isEqualTo(1);
        assertThat(seen("noc", 0)).as("staff see no notice of others").isZero();
    }

    private int seen(String role, int customer) {
        try (var connection = api.source().getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(
                    """
                    select set_config('role', 'lastmile_app', true),
                           set_config('app.role', '%s', true),
                           set_config('app.customer', '%d', true)
                    """
                            .formatted(role, customer));
            try (var rows = statement.executeQuery("select count(*) from core.message")) {
                rows.next();
                return rows.getInt(1);
            } finally {
                connection.rollback();
            }
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aNoticeComesWithinTwoSecondsAndNoneIsMissedAfterABreak() throws Exception {
        api.core.notifications().start();
        BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        var stream = open(lines, "");
        await(lines, "event: unread");
        long began = System.nanoTime();
        notice("account", 1, "not yours");
        notice("account", 2, "yours");
        String data = await(lines, "data: {\"id\"");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
        assertThat(data).contains("\"title\":\"yours\"");
        stream.body().close();
        String last = api.value("select max(id) from core.message");
        notice("account", 2, "meanwhile");
        BlockingQueue<String> again = new LinkedBlockingQueue<>();
        try (var body = open(again, last).body()) {
            assertThat(body).isNotNull();
            assertThat(await(again, "data: {\"id\"")).contains("meanwhile");
            api.sql("delete from core.session where kind = 'staff'");
            notice("account", 2, "too late");
            assertThat(await(again, "END")).isEqualTo("END");
        }
    }

    private HttpResponse<java.io.InputStream> open(BlockingQueue<String> lines, String last)
            throws Exception {
        HttpRequest.Builder request =
                as("staff", "/live-notices").header("Accept", "text/event-stream");
        if (!last.isEmpty()) {
            request.header("Last-Event-ID", last);
        }
        HttpResponse<java.io.InputStream> response =
                api.http.send(request.build(), BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        Thread.startVirtualThread(() -> {
            try (var reader =
                    new BufferedReader(
                            new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
                reader.lines().forEach(lines::add);
            } catch (IOException | java.io.UncheckedIOException e) {
                // The test closed it, or the server did.
            }
            lines.add("END");
        });
        return response;
    }

    private static String await(BlockingQueue<String> lines, String beginning)
            throws InterruptedException {
        for (String line = lines.poll(20, TimeUnit.SECONDS);
                line != null;
                line = lines.poll(20, TimeUnit.SECONDS)) {
            if (line.startsWith(beginning)) {
                return line;
            }
        }
        return "nothing";
    }

    @Test
    void wishesAreTheirOwnersAndSecurityIsNoWish() {
        JsonNode before = get("customer", "/api/message-wishes");
        assertThat(before.path("language").asText()).isEqualTo("bn");
        assertThat(before.path("boxes").findValuesAsText("cause")).doesNotContain("alarm-fired");
        HttpResponse<String> saved =
                api.send(
                        as("customer", "/api/message-wishes")
                                .header("Content-Type", "application/json")
                                .PUT(
                                        BodyPublishers.ofString(
                                                """
                                                {"language": "en", "wants": ["welcome.email"]}
                                                """)));
        assertThat(saved.statusCode()).isEqualTo(200);
        for (JsonNode box : TestApi.json(saved).path("boxes")) {
            boolean wanted =
                    box.path("fixed").asBoolean()
                            || box.path("word").asText().equals("welcome.email");
            assertThat(box.path("wanted").asBoolean()).as(box.toString()).isEqualTo(wanted);
        }
        assertThat(get("staff", "/api/message-wishes").path("language").asText()).isEqualTo("en");
        assertThat(api.value("select count(*) from core.message_reader")).isEqualTo("1");
    }

    @Test
    void staffWriteDownWhatACustomerWantsAndTheAuditHasWho() {
        String path = "/api/customers/1/message-wishes";
        assertThat(TestApi.json(api.get(path)).path("boxes").findValuesAsText("cause"))
                .contains("ticket-replied")
                .doesNotContain("alarm-fired");
        String wish = "{\"language\": \"en\", \"wants\": [\"welcome.email\"]}";
        HttpResponse<String> saved = api.put(path, 1, wish);
        assertThat(saved.statusCode()).as(saved.body()).isEqualTo(200);
        assertThat(get("customer", "/api/message-wishes").path("language").asText())
                .isEqualTo("en");
        assertThat(
                        api.value(
                                "select login || ' ' || action from core.audit"
                                        + " where relation = 'message_reader'"))
                .isEqualTo("operator insert");
        assertThat(api.get("/api/customers/99/message-wishes").statusCode()).isEqualTo(404);
        assertThat(api.put("/api/customers/99/message-wishes", 1, wish).statusCode())
                .isEqualTo(404);
        String staffs = "{\"wants\": [\"alarm-fired.sms\"]}";
        assertThat(api.put(path, 1, staffs).statusCode()).isEqualTo(400);
    }
}
