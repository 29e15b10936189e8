package io.lastmile.core.lines;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lastmile.core.TestApi;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Role;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Names that change hands, lines that keep what is given up elsewhere, and addresses that find
/// them. Customer 1 is reseller 3's.
class LinePastTest {
    private static TestApi api;
    private static int reseller;

    @BeforeAll
    static void start() {
        api = TestApi.start();
        api.sql(
                """
                insert into core.router (name, host, port, tls, username, secret, created, changed,
                                         changed_by)
                select 'r' || n, 'h' || n, 8728, false, 'u', '', now(), now(), ''
                from generate_series(1, 3) as n
                """,
                """
                insert into core.account (login, name, role, created, changed, changed_by)
                values ('seller', 'Seller', 'reseller', now(), now(), '')
                """);
        reseller =
                Integer.parseInt(api.value("select id from core.account where login = 'seller'"));
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    private static int added(String path, String json) {
        HttpResponse<String> response = api.post(path, json);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        return TestApi.json(response).path("id").asInt();
    }

    private static int customer(String mobile) {
        return added(
                "/api/customers",
                "{\"name\":\"Customer %1$s\",\"mobile\":\"%1$s\"}".formatted(mobile));
    }

    private static int line(int router, String name, int customer) {
        String where = router == 0 ? "" : "\"router\":%d,".formatted(router);
        return added(
                "/api/lines",
                "{%s\"name\":\"%s\",\"customer\":%d}".formatted(where, name, customer));
    }

    private static int report(int router, String name) {
        api.sql(
                """
                insert into telemetry.line (router, source, raw_name, name, first_seen)
                values (%d, 1, convert_to('%2$s', 'UTF8'), '%2$s', '2026-11-01T06:00:00Z')
                """
                        .formatted(router, name));
        return Integer.parseInt(
                api.value(
                        "select id from telemetry.line where name = '%s' and router = %d"
                                .formatted(name, router)));
    }

    private static void session(int name, Instant started, String ended, String where) {
        api.sql(
                """
                insert into telemetry.session
                    (line, router, epoch, source, ros_id, if_name, started, start_reason, ended,
                     checkpoint_batch, checkpoint_time, address, caller_id)
                select id, router, 0, 1, 1, '', '%s', 2, %s, 1, '%s', %s
                from telemetry.line where id = %d
                """
                        .formatted(started, ended, api.clock.instant(), where, name));
    }

    private static List<String> sessions(int line) {
        List<String> addresses = new ArrayList<>();
        TestApi.json(api.get("/api/lines/" + line + "/sessions"))
                .path("items")
                .forEach(session -> addresses.add(session.path("address").asText()));
        return addresses;
    }

    private static long down(int line) {
        return TestApi.json(
                        api.get(
                                "/api/usage/lines/"
                                        + line
                                        + "?from=2026-11-01T00:00:00Z&to=2026-11-22T08:00:00Z"))
                .path("total")
                .path("down")
                .asLong();
    }

    private static void remove(int line) {
        JsonNode found = TestApi.json(api.get("/api/lines/" + line)).path("line");
        assertThat(api.delete("/api/lines/" + line, found.path("version").asLong()).statusCode())
                .isEqualTo(204);
    }

    /// With a session that ended, bytes of a day and an alarm.
    private static int used(int router, String name) {
        int id = report(router, name);
        Instant started = api.clock.instant().minus(Duration.ofDays(4));
        session(id, started, "timestamptz '" + started + "' + interval '1 hour'", "'10.3.3.3', ''");
        api.sql(
                """
                insert into telemetry.rollup_day (bucket, line, spread_ms, down, up)
                values ('2026-11-18T18:00:00Z', %d, 0, 5000, 500)
                """
                        .formatted(id),
                """
                insert into core.alarm (condition, kind, severity, state, router, line, since)
                values (%1$d, 'flapping', 'warning', 'resolved', %2$d, %1$d, '2026-11-19T06:00:00Z')
                """
                        .formatted(id, router));
        return id;
    }

    private static boolean alarmed(int customer) {
        return api.get("/api/customers/" + customer + "/timeline").body().contains("alarm.fired");
    }

    @Test
    void whoGetsAUsedNameDoesNotGetThePastOfWhoHadIt() {
        int first = customer("01711000001");
        int second = customer("01711000002");
        int name = used(1, "flat3");
        int before = line(1, "flat3", first);
        assertThat(sessions(before)).containsExactly("10.3.3.3");
        assertThat(down(before)).isEqualTo(5000);
        assertThat(alarmed(first)).isTrue();
        remove(before);
        int after = line(1, "flat3", second);
        assertThat(sessions(after)).isEmpty();
        assertThat(down(after)).isZero();
        assertThat(alarmed(second)).isFalse();
        session(name, api.clock.instant(), "null", "'10.4.4.4', ''");
        assertThat(sessions(after)).containsExactly("10.4.4.4");
        api.sql("update telemetry.session set ended = now(), end_reason = 6 where line = " + name);
        api.clock.move(Duration.ofMinutes(1));
        remove(after);
        assertThat(sessions(line(1, "flat3", first))).isEmpty();
    }

    @Test
    void aLineThatIsGivenToAnotherCustomerHasNoPast() {
        used(1, "moved");
        int line = line(1, "moved", customer("01711000003"));
        int next = customer("01711000004");
        api.put(
                "/api/lines/" + line,
                1,
                "{\"router\":1,\"name\":\"moved\",\"customer\":" + next + "}");
        assertThat(sessions(line)).isEmpty();
        assertThat(down(line)).isZero();
    }

    @Test
    void theFirstCustomerOfALineHasItsPastAndARenamedLineKeepsNone() {
        used(1, "fresh");
        int line = added("/api/lines", "{\"router\":1,\"name\":\"fresh\"}");
        int owner = customer("01711000005");
        String own = "{\"router\":1,\"name\":\"%s\",\"customer\":" + owner + "}";
        api.put("/api/lines/" + line, 1, own.formatted("fresh"));
        assertThat(sessions(line)).containsExactly("10.3.3.3");
        api.put("/api/lines/" + line, 2, own.formatted("other"));
        assertThat(sessions(line)).isEmpty();
        assertThat(sessions(line(1, "fresh", customer("01711000006")))).isEmpty();
    }

    @Test
    void aLineOfOneRouterTakesTheNameWithoutItsPast() {
        used(2, "roam");
        int roaming = line(0, "roam", customer("01711000007"));
        assertThat(sessions(roaming)).containsExactly("10.3.3.3");
        int near = line(2, "roam", customer("01711000008"));
        assertThat(sessions(near)).isEmpty();
        assertThat(sessions(roaming)).isEmpty();
    }

    @Test
    void theNearestLineIsTheSameForWhoeverAsks() {
        used(1, "same");
        int far = customer("01711000009");
        int line = line(0, "same", far);
        int near = line(1, "same", customer("01711000010"));
        api.sql("update core.customer set reseller = %d where id = %d".formatted(reseller, far));
        for (Actor actor :
                List.of(
                        Actor.system("test"),
                        new Actor(Role.CUSTOMER, new Actor.Who("c", 0, far, 0), Set.of(), ""),
                        new Actor(
                                Role.RESELLER,
                                new Actor.Who("seller", reseller, 0, reseller),
                                Set.of(),
                                ""))) {
            assertThat(namesOf(actor, line)).isZero();
        }
        assertThat(namesOf(Actor.system("test"), near)).isOne();
        assertThat(alarmed(far)).isFalse();
    }

    private static int namesOf(Actor actor, int line) {
        return actor.call(() ->
                api.core
                        .database()
                        .read(() -> api.core.lines().stores().names().ofLine(line).size()));
    }

    @Test
    void aLineKeepsWhatNobodyCouldChooseAnyMore() {
        int customer = customer("01711000011");
        int line = line(3, "keeper", customer);
        int plan =
                added(
                        "/api/plans",
                        """
                        {"name":"Old","rateLimit":"10M/25M","price":70000,"why":"once sold"}\
                        """);
        api.sql(
                "update core.line set plan = %d where id = %d".formatted(plan, line),
                "update core.plan set retired = now()",
                "update core.customer set closed = now() where id = " + customer,
                "update core.router set removed = now() where id = 3");
        String own =
                "{\"router\":3,\"name\":\"keeper\",\"customer\":%d,\"plan\":%d,\"label\":\"%s\"}";
        HttpResponse<String> changed =
                api.put("/api/lines/" + line, 1, own.formatted(customer, plan, "new label"));
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
        HttpResponse<String> other =
                api.post("/api/lines", own.formatted(customer, plan, "").replace("keeper", "k2"));
        assertThat(other.statusCode()).isEqualTo(409);
    }

    @Test
    void addressesFindFixedLinesAndWhoIsOffline() {
        int fixed = line(1, "fixed", customer("01711000012"));
        api.sql(
                """
                insert into core.line_endpoint (line, kind, address, mac, profile, changed,
                                                changed_by, why)
                values (%d, 'dhcp', '10.9.8.7', 'AA:BB:CC:DD:EE:FF', '', now(), '', '')
                """
                        .formatted(fixed));
        int name = report(1, "offline");
        line(1, "offline", customer("01711000013"));
        Instant started = api.clock.instant().minus(Duration.ofDays(2));
        session(name, started, "now()", "'10.55.0.7', '0A:0B:0C:0D:0E:0F'");
        for (String q :
                List.of(
                        "10.9.8.7",
                        "10.9.8.",
                        "AA:BB:CC:DD",
                        "AABBCCDDEEFF",
                        "aabb.ccdd.eeff",
                        "aa-bb-cc-dd-ee-ff")) {
            assertThat(found(q)).as(q).containsExactly("fixed");
            assertThat(api.get("/api/search?q=" + q).body()).as(q).contains("01711000012");
        }
        for (String q : List.of("10.55.0.7", "0a0b0c0d0e0f", "0a0b.0c0d.0e0f")) {
            assertThat(found(q)).as(q).containsExactly("offline");
        }
        assertThat(found("10.9.8.8")).isEmpty();
    }

    @Test
    void aMacIsFoundByItsFirstAndByItsLastBytes() {
        int name = report(1, "online");
        line(1, "online", customer("01711000014"));
        Instant started = api.clock.instant().minus(Duration.ofHours(2));
        session(name, started, "null", "'10.56.0.7', 'D4:CA:6D:01:02:F3'");
        for (String q :
                List.of(
                        "d4:ca",
                        "D4-CA-6D-01",
                        "d4ca.6d01",
                        "02:F3",
                        "6d-01-02-f3",
                        "d4ca6d0102f3")) {
            assertThat(found(q)).as(q).containsExactly("online");
            assertThat(api.get("/api/search?q=" + q).body()).as(q).contains("01711000014");
        }
        assertThat(found("02:f4")).isEmpty();
    }

    private static List<String> found(String q) {
        List<String> names = new ArrayList<>();
        TestApi.json(api.get("/api/lines?q=" + q))
                .path("items")
                .forEach(line -> names.add(line.path("name").asText()));
        return names;
    }
}
