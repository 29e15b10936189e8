package io.lastmile.core.usage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lastmile.core.TestApi;
import java.util.ArrayList;
import java.util.List;

/// Core-api over the collector's live room with 100 names: name n moves n x 10 kbit/s, all but the
/// last are claimed, those below 50 live in Mirpur.
final class LiveApi implements AutoCloseable {
    static final int LINES = 100;

    final LiveFeed feed = new LiveFeed(LINES);
    final TestApi api;

    LiveApi() {
        feed.poll(id -> id * 10);
        api = TestApi.startLive(feed.rates);
        api.sql(
                """
                insert into core.router (name, host, port, tls, username, secret, created, changed,
                                         changed_by)
                values ('r1', 'h1', 8728, false, 'u', '', now(), now(), '')
                """,
                """
                insert into core.line (router, name, label, area, created, changed, changed_by)
                select 1, 'n' || n, 'Label "' || n || '"',
                       case when n < 50 then 'Mirpur' else '' end, now(), now(), ''
                from generate_series(1, %d) as n where n <> 100
                """
                        .formatted(LINES),
                """
                insert into telemetry.line (router, source, raw_name, name, first_seen)
                select 1, 1, convert_to('n' || n, 'UTF8'), 'n' || n, now()
                from generate_series(1, %d) as n
                """
                        .formatted(LINES));
    }

    String view(String window) {
        var response = api.post("/live", window);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        return TestApi.json(response).path("viewId").asText();
    }

    EventReader events(String window) {
        return new EventReader(api, view(window), "");
    }

    void move(String view, String window) {
        assertThat(api.post("/live/" + view + "/window", window).statusCode()).isEqualTo(204);
    }

    static List<Integer> ids(JsonNode window) {
        List<Integer> ids = new ArrayList<>();
        window.path("ids").forEach(id -> ids.add(id.asInt()));
        return ids;
    }

    @Override
    public void close() {
        api.close();
        feed.close();
    }
}
