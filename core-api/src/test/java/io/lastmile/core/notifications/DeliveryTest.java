package io.lastmile.core.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import io.lastmile.core.TestApi;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Messages on their way through a real gateway: they arrive, they are tried again, they end.
class DeliveryTest {
    private TestApi api;
    private TextGateway gateway;
    private NotificationRoom room;

    @BeforeEach
    void start() {
        api = TestApi.start();
        gateway = new TextGateway();
        room = api.core.notifications();
        assertThat(
                        api.put(
                                        "/api/message-settings/sms",
                                        0,
                                        """
                                        {"way": "http", "method": "post", "url": "%s",
                                         "perSecond": 1000,
                                         "body": "to={to}&text={text}&key={secret}",
                                         "secret": "key-of-ours", "success": "^1101"}
                                        """
                                                .formatted(gateway.url("/")))
                                .statusCode())
                .isEqualTo(200);
    }

    @AfterEach
    void stop() {
        gateway.close();
        api.close();
    }

    private void queue(int messages, String cause) {
        Instant now = api.clock.instant();
        api.sql(
                """
                insert into core.message (event, cause, channel, address, recipient, language,
                    subject, body, state, due, expires, created)
                select 'test:' || gen_random_uuid(), '%s', 'sms', '+8801712345678', 'Rahim',
                       'en', '', 'text ' || n, 'queued', '%s',
                       timestamptz '%s' + interval '2 days', '%s'
                from generate_series(1, %d) as n
                """
                        .formatted(cause, now, now, now, messages));
    }

    private String states() {
        return api.value(
                """
                select string_agg(state || ' ' || n, ', ' order by state)
                from (select state, count(*) as n from core.message group by state) as s
                """);
    }

    @Test
    void whatWaitsArrivesOnce() {
        queue(10, "ticket-replied");
        while (room.deliver() > 0) {
            assertThat(gateway.got().size()).isLessThanOrEqualTo(10);
        }
        assertThat(states()).isEqualTo("sent 10");
        assertThat(gateway.got()).hasSize(10);
        assertThat(gateway.got().stream().map(TextGateway.Got::body).distinct()).hasSize(10);
        assertThat(gateway.got().getFirst().body()).contains("key=key-of-ours");
        assertThat(api.value("select min(answer) from core.message"))
                .isEqualTo("HTTP 200 1101|OK!");
        assertThat(api.get("/api/message-settings/sms").body()).doesNotContain("key-of-ours");
    }

    @Test
    void twoInstancesSendNoMessageTwice() throws InterruptedException {
        queue(40, "ticket-replied");
        gateway.answer(socket -> {
            TimeUnit.MILLISECONDS.sleep(20);
            TextGateway.saying(TextGateway.OK).answer(socket);
        });
        List<Thread> instances =
                IntStream.range(0, 3)
                        .mapToObj(_ -> Thread.startVirtualThread(this::drain))
                        .toList();
        for (Thread instance : instances) {
            instance.join();
        }
        assertThat(states()).isEqualTo("sent 40");
        assertThat(gateway.got().stream().map(TextGateway.Got::body).distinct()).hasSize(40);
        assertThat(gateway.got()).hasSize(40);
    }

    private void drain() {
        while (room.deliver() > 0) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aMessageThatFailsIsTriedSixTimesAndThenSaysWhy() {
        queue(1, "ticket-replied");
        gateway.answer(TextGateway.status(500, "no balance"));
        for (int hours = 0; hours < 12; hours++) {
            room.deliver();
            api.clock.move(Duration.ofHours(1));
        }
        assertThat(gateway.got()).hasSize(Queue.TRIES_MAX);
        assertThat(api.value("select state || ' ' || tries || ' ' || why from core.message"))
                .isEqualTo("failed 6 the gateway answers 500");
        gateway.answer(TextGateway.saying(TextGateway.OK));
        assertThat(api.post("/api/messages/1/retry", "").statusCode()).isEqualTo(200);
        room.deliver();
        assertThat(states()).isEqualTo("sent 1");
        assertThat(api.post("/api/messages/1/retry", "").statusCode()).isEqualTo(409);
    }

    /// A pattern that was typed wrong: each of them was sent and has to be paid.
    @Test
    void whatTheGatewayMayHaveTakenGoesOnceMoreAtMostAndRestsTheChannel() {
        queue(1, "ticket-replied");
        gateway.answer(TextGateway.status(200, "sent, id 7"));
        room.deliver();
        assertThat(states()).isEqualTo("queued 1");
        assertThat(api.get("/api/messages").body()).contains("\"uncertain\":true");
        for (int hours = 0; hours < 12; hours++) {
            api.clock.move(Duration.ofHours(1));
            room.deliver();
        }
        assertThat(gateway.got()).hasSize(2);
        assertThat(api.value("select state || ' ' || uncertain || ' ' || why from core.message"))
                .isEqualTo(
                        "failed true the gateway's answer does not say yes, it may have arrived");
        queue(30, "ticket-replied");
        for (int n = 0; n < 30; n++) {
            room.deliver();
        }
        assertThat(gateway.got()).hasSizeLessThanOrEqualTo(2 + Breaker.FAILURES_MAX + 4);
    }

    @Test
    void aChannelThatIsDownRestsAndComesBack() {
        queue(20, "ticket-replied");
        gateway.answer(TextGateway.status(503, "down"));
        for (int n = 0; n < 20; n++) {
            room.deliver();
        }
        int asked = gateway.got().size();
        assertThat(asked).isBetween(Breaker.FAILURES_MAX, Breaker.FAILURES_MAX + 4);
        gateway.answer(TextGateway.saying(TextGateway.OK));
        api.clock.move(Breaker.PAUSE.minusSeconds(1));
        room.deliver();
        assertThat(gateway.got()).as("still at rest").hasSize(asked);
        api.clock.move(Duration.ofMinutes(3));
        drain();
        assertThat(states()).isEqualTo("sent 20");
    }

    @Test
    void whoDiedBetweenSendingAndSayingSoIsFollowedOnceAndItIsSaid() {
        queue(1, "ticket-replied");
        String died =
                """
                update core.message
                set state = 'sending', tries = tries + 1, lease_until = now() - interval '1 second'
                """;
        api.sql(died);
        room.deliver();
        assertThat(gateway.got()).hasSize(1);
        assertThat(api.value("select state || ' ' || uncertain from core.message"))
                .isEqualTo("sent true");
        api.sql(died);
        room.deliver();
        assertThat(gateway.got()).as("no third time").hasSize(1);
        assertThat(api.value("select state || ' ' || why from core.message"))
                .isEqualTo("failed sender died twice, it may have arrived");
    }

    @Test
    void inQuietHoursOnlySecretsGo() {
        api.put(
                "/api/message-settings/site",
                0,
                "{\"sms\": {\"ticket\": {\"from\": \"22:00\", \"to\": \"07:00\"}}}");
        api.clock.set(Instant.parse("2026-11-22T17:30:00Z"));
        queue(1, "ticket-replied");
        queue(1, "login-code");
        drain();
        assertThat(states()).isEqualTo("queued 1, sent 1");
        assertThat(
                        api.value(
                                "select why || ' ' || tries || ' ' || (due at time zone 'UTC')"
                                        + " from core.message where state = 'queued'"))
                .isEqualTo("quiet hours 0 2026-11-23 01:00:00");
        api.clock.set(Instant.parse("2026-11-23T01:00:01Z"));
        drain();
        assertThat(states()).isEqualTo("sent 2");
    }

    @Test
    void withTheChannelOffNothingIsLostSilently() {
        api.put("/api/message-settings/sms", 1, "{\"way\": \"off\"}");
        api.post("/api/customers", "{\"name\": \"Rahim Uddin\", \"mobile\": \"01712345678\"}");
        api.core.platform().outbox().drain();
        api.core.platform().outbox().drain();
        assertThat(
                        api.value(
                                """
                                select string_agg(channel || ' ' || state || ' ' || why, ', '
                                                  order by channel)
                                from core.message
                                """))
                .isEqualTo("in-app sent , sms dropped channel is off");
    }

    @Test
    void anEventThatIsHeardTwiceWritesOneMessage() {
        api.post("/api/customers", "{\"name\": \"Rahim Uddin\", \"mobile\": \"01712345678\"}");
        api.core.platform().outbox().drain();
        String messages = api.value("select count(*) from core.message");
        assertThat(messages).isEqualTo("2");
        api.sql("update core.event_cursor set xid = '0', id = 0 where listener = 'notifications'");
        api.core.platform().outbox().drain();
        assertThat(api.value("select count(*) from core.message")).isEqualTo(messages);
    }
}
