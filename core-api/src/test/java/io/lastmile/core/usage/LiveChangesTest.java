package io.lastmile.core.usage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What changes under a viewer's eyes.
class LiveChangesTest {
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
    void whoDroppedIsListedNewestFirst() {
        live.feed.drop(5);
        String view = live.view("{\"filter\":{\"only\":\"dropped\"}}");
        try (var events = new EventReader(live.api, view, "")) {
            JsonNode window = events.next("window", w -> !w.path("ids").isEmpty()).data();
            assertThat(LiveApi.ids(window)).containsExactly(5);
            assertThat(window.path("rows").get(0).has("droppedAt")).isTrue();
            assertThat(events.next("rates").data().path("state").asText()).isEqualTo("g");
        }
    }

    @Test
    void ratesFollowThePollsAndRowsAreResortedWithinSeconds() {
        try (var events = new EventReader(live.api, live.view("{\"count\":1}"), "")) {
            events.next("window", w -> LiveApi.ids(w).equals(List.of(100)));
            live.feed.poll(id -> id == 3 ? 90_000 : 10);
            events.next("rates", r -> r.path("down").get(0).asInt() == 10);
            events.next("window", w -> LiveApi.ids(w).equals(List.of(3)));
            events.next("rates", r -> r.path("down").get(0).asInt() == 90_000);
        }
    }

    @Test
    void aSecondOfFortyRowsIsLessThanTwoKilobytes() {
        live.feed.poll(id -> 100_000 + id);
        try (var events = new EventReader(live.api, live.view("{\"count\":40}"), "")) {
            events.next("window", w -> w.path("ids").size() == 40);
            EventReader.Event rates =
                    events.next("rates", r -> r.path("down").get(0).asInt() > 100_000);
            assertThat(rates.bytes()).isLessThan(1_000);
        }
    }

    @Test
    void streamsEndWithTheServer() {
        try (var events = new EventReader(live.api, live.view("{}"), "")) {
            events.next("rates");
            live.api.core.close();
            assertThat(events.next("end").data().path("reason").asText()).isEqualTo("shutdown");
            events.next("closed");
        }
    }
}
