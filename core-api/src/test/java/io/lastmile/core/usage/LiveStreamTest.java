package io.lastmile.core.usage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lastmile.core.TestApi;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveStreamTest {
    private static LiveApi live;
    private static TestApi api;

    @BeforeAll
    static void start() {
        live = new LiveApi();
        api = live.api;
    }

    @AfterAll
    static void stop() {
        live.close();
    }

    @Test
    void theWindowShowsTheGreatestFirstWithRatesAndTotals() {
        try (var events = new EventReader(api, live.view("{\"count\":3}"), "")) {
            assertThat(events.next("hello").data().path("countMax").asInt()).isEqualTo(60);
            JsonNode history = events.next("totals").data();
            assertThat(history.path("t").size()).isEqualTo(history.path("online").size());
            JsonNode window = events.next("window", w -> !w.path("ids").isEmpty()).data();
            assertThat(LiveApi.ids(window)).containsExactly(100, 99, 98);
            assertThat(window.path("matching").asInt()).isEqualTo(LiveApi.LINES);
            JsonNode row = window.path("rows").get(1);
            assertThat(row.path("name").asText()).isEqualTo("n99");
            assertThat(row.path("label").asText()).isEqualTo("Label \"99\"");
            assertThat(row.path("down").asText()).hasSize(Frames.HISTORY_POINTS);
            assertThat(window.path("rows").get(0).path("line").asInt()).isZero();
            JsonNode rates = events.next("rates").data();
            assertThat(rates.path("down").toString()).isEqualTo("[1000,990,980]");
            assertThat(rates.path("up").toString()).isEqualTo("[100,99,98]");
            assertThat(rates.path("state").asText()).isEqualTo("ooo");
            JsonNode totals =
                    events.next(
                                    "rates",
                                    r -> r.path("totals").path("names").asInt() == LiveApi.LINES)
                            .data()
                            .path("totals");
            assertThat(totals.path("unaccounted").asInt()).isEqualTo(1);
            assertThat(totals.path("down").asLong()).isEqualTo(50_500);
            assertThat(totals.path("routersAnswering").asInt()).isEqualTo(1);
        }
    }

    @Test
    void aMovedWindowComesAtOnceAndDescribesOnlyNewRows() {
        String view = live.view("{\"count\":3}");
        try (var events = new EventReader(api, view, "")) {
            events.next("window", w -> w.path("ids").size() == 3);
            var moved = api.post("/live/" + view + "/window", "{\"from\":2,\"count\":3}");
            assertThat(moved.statusCode()).isEqualTo(204);
            JsonNode window =
                    events.next("window", w -> LiveApi.ids(w).equals(List.of(98, 97, 96))).data();
            assertThat(window.path("rows").findValuesAsText("id")).containsExactly("97", "96");
        }
    }

    @Test
    void filterSearchAndSortAreTheServers() {
        String view = live.view("{\"sort\":\"name\",\"count\":2,\"filter\":{\"area\":\"Mirpur\"}}");
        try (var events = new EventReader(api, view, "")) {
            JsonNode window = events.next("window", w -> !w.path("ids").isEmpty()).data();
            assertThat(LiveApi.ids(window)).containsExactly(1, 10);
            assertThat(window.path("matching").asInt()).isEqualTo(49);
            live.move(view, "{\"search\":\"LABEL \\\"7\\\"\"}");
            assertThat(LiveApi.ids(events.next("window").data())).containsExactly(7);
            live.move(view, "{\"filter\":{\"only\":\"unaccounted\"}}");
            assertThat(LiveApi.ids(events.next("window").data())).containsExactly(100);
            live.move(view, "{\"sort\":\"up\",\"order\":\"asc\",\"count\":2}");
            assertThat(LiveApi.ids(events.next("window").data())).containsExactly(1, 2);
            live.move(view, "{\"from\":1000}");
            assertThat(LiveApi.ids(events.next("window").data())).isEmpty();
        }
    }

    @Test
    void aReconnectGetsOnlyTheTotalsThatItMissed() {
        String view = live.view("{}");
        String last;
        try (var events = new EventReader(api, view, "")) {
            events.next("rates");
            last = events.next("rates").data().path("t").asText();
        }
        try (var events = new EventReader(api, view, last)) {
            for (JsonNode t : events.next("totals").data().path("t")) {
                assertThat(t.asLong()).isGreaterThan(Long.parseLong(last));
            }
        }
    }

    @Test
    void aSecondStreamOfAViewTakesOver() {
        String view = live.view("{}");
        try (var first = new EventReader(api, view, "")) {
            first.next("rates");
            try (var second = new EventReader(api, view, "")) {
                second.next("rates");
                first.next("closed");
            }
        }
    }

    @Test
    void aClosedViewIsGone() {
        String view = live.view("{}");
        assertThat(api.send(api.request("/live/" + view).DELETE()).statusCode()).isEqualTo(204);
        assertThat(api.get("/live/" + view).statusCode()).isEqualTo(404);
        assertThat(api.post("/live/nonsense/window", "{}").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"count\":61}",
                "{\"count\":0}",
                "{\"from\":-1}",
                "{\"sort\":\"rtt\"}",
                "{\"filter\":\"all\"}",
                "{\"filter\":{\"only\":\"x\"}}",
                "{\"filter\":{\"pop\":1}}",
                "{\"window\":1}"
            })
    void aFaultyWindowIs400(String window) {
        assertThat(api.post("/live", window).statusCode()).isEqualTo(400);
    }

    @Test
    void historyOfANetworkAndOfAName() {
        JsonNode network = TestApi.json(api.get("/api/live/network"));
        assertThat(network.path("totals").path("routers").asInt()).isEqualTo(1);
        JsonNode name = TestApi.json(api.get("/api/live/names/100"));
        assertThat(name.path("t").size()).isPositive().isEqualTo(name.path("down").size());
        assertThat(api.get("/api/live/names/9999").statusCode()).isEqualTo(404);
    }

    /// The collector may have started a moment ago; the name is there all the same.
    @Test
    void aNameThatWasNotHeardYetHasAnEmptyHistory() {
        String id =
                api.value(
                        """
                        insert into telemetry.line (router, source, raw_name, name, first_seen)
                        values (1, 1, convert_to('unheard', 'UTF8'), 'unheard', now())
                        returning id
                        """);
        JsonNode unheard = TestApi.json(api.get("/api/live/names/" + id));
        api.sql("delete from telemetry.line where id = " + id);
        assertThat(unheard.path("t").isArray()).isTrue();
        assertThat(unheard.path("t")).isEmpty();
        assertThat(unheard.at("/totals/down").isNull()).isTrue();
    }

    @Test
    void talkersNowComeFromMemory() {
        try (var events = new EventReader(api, live.view("{}"), "")) {
            events.next("window", w -> !w.path("ids").isEmpty());
        }
        JsonNode top = TestApi.json(api.get("/api/talkers?limit=2"));
        assertThat(top.path("items").findValuesAsText("id")).containsExactly("100", "99");
        assertThat(top.path("items").get(0).path("down").asLong()).isEqualTo(1_000_000);
    }
}
