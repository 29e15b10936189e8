package io.lastmile.core.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.lastmile.core.TestApi;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WriterRoutesTest {
    private static final String PATH = "/api/routers/7/writer";
    private static final String WRITER = "{\"username\": \"writes\", \"password\": \"hush-hush\"}";

    private TestApi api;

    @BeforeEach
    void start() {
        api = TestApi.start();
        api.sql(
                """
                insert into core.router (id, name, host, port, tls, username, secret, created,
                    changed, changed_by)
                overriding system value
                values (7, 'mirpur-1', '127.0.0.1', 8728, false, 'reads', '', now(), now(), 'test')
                """);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void whoSawAnotherVersionChangesNothing() {
        var set = api.put(PATH, 0, WRITER);
        assertThat(set.statusCode()).as(set.body()).isEqualTo(200);
        assertThat(set.headers().firstValue("etag")).contains("\"1\"");
        assertThat(api.put(PATH, 0, WRITER).statusCode()).isEqualTo(412);
        assertThat(api.put(PATH, 2, WRITER).statusCode()).isEqualTo(412);
        var slower = "{\"username\": \"writes\", \"requestsPerSecond\": 5}";
        assertThat(api.put(PATH, 1, slower).headers().firstValue("etag")).contains("\"2\"");
        var now = api.get(PATH);
        assertThat(now.headers().firstValue("etag")).contains("\"2\"");
        assertThat(TestApi.json(now).path("requestsPerSecond").asInt()).isEqualTo(5);
    }

    @Test
    void withoutAVersionNothingIsTried() {
        var request =
                api.request(PATH)
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString(WRITER));
        assertThat(api.send(request).statusCode()).isEqualTo(428);
        assertThat(api.send(api.request(PATH).DELETE()).statusCode()).isEqualTo(428);
        assertThat(api.get(PATH).statusCode()).isEqualTo(404);
    }

    @Test
    void removingAsksForTheVersionToo() {
        assertThat(api.delete(PATH, 1).statusCode()).isEqualTo(404);
        api.put(PATH, 0, WRITER);
        assertThat(api.delete(PATH, 2).statusCode()).isEqualTo(412);
        assertThat(api.delete(PATH, 1).statusCode()).isEqualTo(204);
        assertThat(api.put(PATH, 1, WRITER).statusCode()).isEqualTo(412);
        assertThat(api.get(PATH).statusCode()).isEqualTo(404);
    }
}
