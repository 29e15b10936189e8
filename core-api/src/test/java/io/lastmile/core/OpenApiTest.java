package io.lastmile.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.lastmile.core.platform.Routes;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The document and the product say the same: every route is documented, every documented operation
/// is a route, and what is answered is what the document promises.
class OpenApiTest {
    private static final String ROUTER =
            """
            {"name": "mirpur-1", "area": "Mirpur", "host": "10.20.0.1", "port": 8728, "tls": false,
             "username": "lastmile", "password": "secret"}
            """;
    private static final String LINE =
            """
            {"router": 1, "source": "ppp", "name": "karim", "label": "Karim", "rateBps": 20000000}
            """;

    private static final List<Routes.Entry> TABLE = new ArrayList<>();
    private static TestApi api;
    private static Document document;

    private final SoftAssertions soft = new SoftAssertions();

    @BeforeAll
    static void start() {
        api = TestApi.start(List.of(routes -> TABLE.addAll(routes.table())));
        document = new Document(TestApi.json(api.get("/openapi.json")));
        assertThat(api.post("/api/routers", ROUTER).body()).contains("\"id\":1,");
        assertThat(api.post("/api/lines", LINE).body()).contains("\"id\":1,");
        api.sql(
                """
                insert into telemetry.line (router, source, raw_name, name, first_seen)
                values (1, 1, 'karim', 'karim', now()), (1, 1, 'stray', 'stray', now());
                insert into telemetry.session (line, router, epoch, source, start_reason, ros_id,
                    started, ended, end_reason, checkpoint_batch, checkpoint_time, if_name,
                    address, caller_id)
                select id, 1, 0, 1, 4, 7, timestamptz '%1$s', timestamptz '%1$s', 3, 1,
                       timestamptz '%1$s', raw_name, '10.0.0.9', 'AA:BB:CC:DD:EE:FF'
                from telemetry.line
                union all
                select id, 1, 1, 1, 3, 8, timestamptz '%1$s', null, null, 1, timestamptz '%1$s',
                       raw_name, null, null
                from telemetry.line;
                insert into telemetry.router_health (router, state, since, checked, failures,
                    interval_ms, answer_ms, sessions)
                values (1, 'up', timestamptz '%1$s', timestamptz '%1$s', 0, 30000, 12, 2);
                insert into core.alarm (condition, kind, severity, state, router, since)
                values (1, 'clock-skew', 'notice', 'firing', 1, timestamptz '%1$s');
                insert into core.alarm_event (alarm, time, kind)
                values (1, timestamptz '%1$s', 'fired')
                """
                        .formatted(api.clock.instant().minusSeconds(600)));
    }

    @AfterEach
    void showAllThatDiffers() {
        soft.assertAll();
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @Test
    void everyRouteIsDocumentedAndEveryDocumentedOperationIsARoute() {
        Set<String> routes = new TreeSet<>();
        TABLE.forEach(entry -> routes.add(Document.operation(entry.method(), entry.pattern())));

        assertThat(routes).hasSizeGreaterThan(40);
        assertThat(document.operations()).containsExactlyInAnyOrderElementsOf(routes);
    }

    /// With the first of everything and with what is not there.
    @Test
    void everyGetAnswersWhatItsSchemaSays() throws IOException {
        int good = 0;
        for (String path : document.paths()) {
            boolean endless = path.startsWith("/live");
            if (document.has("get", path) && !endless) {
                good +=
                        hold("get", path, api.get(path.replaceAll("\\{[^}]*}", "1"))) == 200
                                ? 1
                                : 0;
                var _ = hold("get", path, api.get(path.replaceAll("\\{[^}]*}", "999999999")));
            }
        }
        assertThat(good).isGreaterThan(20);
    }

    @Test
    void writesAndTheirRefusalsAnswerWhatTheirSchemasSay() throws IOException {
        String routers = "/api/routers";
        String router = ROUTER.replace("mirpur-1", "uttara-1").replace("10.20.0.1", "10.20.0.2");
        assertThat(hold("post", routers, api.post(routers, router))).isEqualTo(201);
        assertThat(hold("post", routers, api.post(routers, router))).isEqualTo(409);
        assertThat(hold("post", routers, api.post(routers, "{\"port\": 70000}"))).isEqualTo(400);
        String lines = "/api/lines";
        String line = LINE.replace("karim", "rahim");
        assertThat(hold("post", lines, api.post(lines, line))).isEqualTo(201);
        assertThat(hold("post", lines, api.post(lines, line))).isEqualTo(409);
        assertThat(hold("put", lines + "/{id}", api.put(lines + "/1", 99, LINE))).isEqualTo(412);
        assertThat(hold("put", lines + "/{id}", api.put(lines + "/1", 1, LINE))).isEqualTo(200);
        String note = "/api/alarms/{id}/note";
        assertThat(hold("post", note, api.post("/api/alarms/1/note", "{\"note\": \"fibre\"}")))
                .isEqualTo(200);
        assertThat(hold("get", "/api/alarms/{id}", api.get("/api/alarms/1"))).isEqualTo(200);
    }

    /// The answer's status is promised for the operation, and its body is what is promised for it.
    private int hold(String method, String path, HttpResponse<String> answer) throws IOException {
        int status = answer.statusCode();
        String what = "%s %s: %d %s".formatted(method, path, status, answer.body());
        soft.assertThat(document.statuses(method, path)).as(what).contains("" + status);
        String type =
                answer.headers().firstValue("Content-Type").orElse("").replaceFirst(";.*", "");
        soft.assertThat(document.types(method, path, status)).as(what).contains(type);
        if (document.types(method, path, status).contains(type) && type.endsWith("json")) {
            soft.assertThat(document.faults(method, path, status, type, answer.body()))
                    .as(what)
                    .isEmpty();
        }
        return status;
    }
}
