package io.lastmile.core.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.lastmile.core.TestApi;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What ends a stream and what must not.
class LiveOutageTest {
    private static final Duration FRAMES_APART = Duration.ofSeconds(5);

    private LiveApi live;

    @BeforeEach
    void start() {
        live = new LiveApi();
    }

    @AfterEach
    void stop() {
        live.close();
    }

    @Test
    void aDatabaseThatIsAwayStopsNoRates() {
        try (var events = live.events("{\"count\":1}")) {
            events.next("window", w -> !w.path("ids").isEmpty());
            ProcessHandle database =
                    ProcessHandle.of(live.api.database.postgres().pid()).orElseThrow();
            database.destroyForcibly();
            database.onExit().join();
            long before = events.next("rates").data().path("t").asLong();
            for (int frame = 0; frame < 10; frame++) {
                long time = events.next("rates").data().path("t").asLong();
                assertThat(time - before).isLessThan(FRAMES_APART.toMillis());
                before = time;
            }
            live.feed.poll(id -> id == 7 ? 70_000 : 10);
            events.next("rates", rates -> rates.path("down").get(0).asInt() == 70_000);

            long start = System.nanoTime();
            assertThat(live.api.get("/health").statusCode()).isEqualTo(503);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(Duration.ofSeconds(20));
        }
    }

    @Test
    void aLogoutEndsTheStreamsOfItsSession() {
        String cookie = cookie();
        String other = cookie();
        try (var events = stream(cookie);
                var staying = stream(other)) {
            events.next("rates");
            assertThat(live.api.send(logout(cookie)).statusCode()).isEqualTo(303);
            assertThat(events.next("end").data().path("reason").asText()).isEqualTo("login");
            events.next("closed");
            staying.next("rates");
            staying.next("rates");
        }
    }

    private HttpRequest.Builder logout(String cookie) {
        return live.api
                .anonymous("/logout")
                .header("Cookie", cookie)
                .header("Sec-Fetch-Site", "same-origin")
                .POST(BodyPublishers.noBody());
    }

    private EventReader stream(String cookie) {
        String path = "/live/" + live.view("{}");
        HttpRequest.Builder request = live.api.anonymous(path).header("Cookie", cookie);
        return new EventReader(live.api, request);
    }

    private String cookie() {
        var login =
                live.api
                        .anonymous("/login")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(
                                BodyPublishers.ofString(
                                        "username=operator&password="
                                                + TestApi.PASSWORD.replace(' ', '+')));
        String cookie = live.api.send(login).headers().firstValue("set-cookie").orElseThrow();
        return cookie.substring(0, cookie.indexOf(';'));
    }
}
