package io.lastmile.core.portal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lastmile.core.TestApi;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Customer 1 has lines 1 (online, at router 1) and 3 (never seen); customer 2 has line 2, which is
/// at router 2 under the same session name `a`, and which no router of its own is said for.
class PortalRoutesTest {
    private static TestApi api;

    @BeforeAll
    static void start() {
        api = TestApi.start();
        String now = api.clock.instant().toString();
        api.sql(
                """
                insert into core.customer (name, name_bn, mobile, email, gender, father, mother,
                    spouse, district, upazila, union_name, address, postcode, place, created,
                    changed, changed_by)
                select 'Customer ' || n, '', '+880171234567' || n, n || '@example.com', '', '', '',
                       '', 'dhaka', 'Savar', '', 'House ' || n, '', 'Dhaka', now(), now(), 'test'
                from generate_series(1, 2) as n
                """,
                """
                insert into core.session (token_hash, kind, customer, mobile, created, seen,
                    idle_until, expires, address, agent)
                select sha256(cast('customer' || n as bytea)), 'customer', n, '01712345678', now(),
                       now(), 'infinity', 'infinity', '', ''
                from generate_series(1, 2) as n
                """,
                """
                insert into core.router (name, host, port, tls, username, secret, created, changed,
                                         changed_by, area)
                select 'r' || n, 'h' || n, 8728, false, 'u', '', now(), now(), '', 'area' || n
                from generate_series(1, 2) as n
                """,
                """
                insert into core.line (router, name, area, customer, created, changed, changed_by)
                values (null, 'a', 'Mirpur', 1, now(), now(), ''),
                       (2, 'a', '', 2, now(), now(), ''), (1, 'c', '', 1, now(), now(), '')
                """,
                """
                insert into telemetry.line (router, source, raw_name, name, first_seen)
                values (1, 1, 'a', 'a', now()), (2, 1, 'a', 'a', now())
                """,
                """
                insert into telemetry.session (line, router, epoch, source, start_reason, ros_id,
                    started, checkpoint_batch, checkpoint_time, if_name, address)
                select id, router, 0, 1, 1, 7, timestamptz '%1$s' - interval '1 hour', 1,
                       timestamptz '%1$s', raw_name, '10.0.0.' || router
                from telemetry.line
                """
                        .formatted(now),
                """
                insert into telemetry.rollup_day (bucket, line, spread_ms, down, up)
                select date_trunc('day', timestamptz '%1$s', 'Asia/Dhaka') - interval '1 day', id,
                       0, id * 1000, id * 100
                from telemetry.line
                """
                        .formatted(now),
                """
                insert into telemetry.rollup_router_day
                    (bucket, router, polls, covered_ms, spread_ms, down, up)
                select date_trunc('day', timestamptz '%1$s', 'Asia/Dhaka') - interval '1 day', n,
                       10, 86400000, 0, 1, 1
                from generate_series(1, 2) as n
                """
                        .formatted(now));
    }

    @BeforeEach
    void healthy() {
        api.sql(
                "delete from core.line_hold",
                "delete from telemetry.router_health",
                """
                insert into telemetry.router_health (router, state, since, checked, last_answer,
                    failures, interval_ms, answer_ms, sessions)
                select n, 'up', timestamptz '%1$s', timestamptz '%1$s', timestamptz '%1$s', 0,
                       5000, 12, 2
                from generate_series(1, 2) as n
                """
                        .formatted(api.clock.instant()));
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    private static HttpResponse<String> get(int customer, String path) {
        return api.send(api.anonymous(path).header("Cookie", "lastmile=customer" + customer));
    }

    private static JsonNode line(int customer, int line) {
        HttpResponse<String> response = get(customer, "/api/portal/lines/" + line);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return TestApi.json(response);
    }

    @Test
    void aCustomerSeesTheirOwnLinesOnly() {
        JsonNode items = TestApi.json(get(1, "/api/portal/lines")).path("items");
        assertThat(items.findValuesAsText("id")).containsExactly("1", "3");
        assertThat(items.get(0).path("state").asText()).isEqualTo("online");
        assertThat(items.get(1).path("state").asText()).isEqualTo("never");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/portal/lines/2",
                "/api/portal/lines/2/usage",
                "/api/portal/lines/2/usage?format=csv",
                "/api/portal/lines/2/series"
            })
    void anothersLineIsNoLine(String path) {
        assertThat(get(1, path).statusCode()).isEqualTo(404);
        assertThat(get(2, path).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/lines/1",
                "/api/usage/lines/1",
                "/api/names/1",
                "/api/customers/1",
                "/api/live/names/1"
            })
    void theRoutesOfStaffAreShutToThem(String path) {
        assertThat(get(1, path).statusCode()).isEqualTo(403);
    }

    /// The line of any router has the name `a` at router 1, but not at router 2, where another's
    /// nearer line has it: row-level security must not hide that from the question.
    @Test
    void aSessionThatIsNearerToAnothersLineIsNotMine() {
        JsonNode mine = TestApi.json(get(1, "/api/portal/lines/1/usage?span=week"));
        JsonNode theirs = TestApi.json(get(2, "/api/portal/lines/2/usage?span=week"));
        assertThat(mine.path("down").asLong()).isEqualTo(1000);
        assertThat(theirs.path("down").asLong()).isEqualTo(2000);
    }

    @Test
    void aDayOfWhichNothingIsKnownIsAGapAndNotNothing() {
        JsonNode volumes =
                TestApi.json(get(1, "/api/portal/lines/1/usage?span=week")).path("volumes");
        assertThat(volumes).hasSize(7);
        assertThat(volumes.get(5).path("known").asBoolean()).isTrue();
        assertThat(volumes.get(0).path("known").asBoolean()).isFalse();
        String csv = get(1, "/api/portal/lines/1/usage?span=week&format=csv").body();
        assertThat(csv.lines()).hasSize(8).anyMatch(row -> row.endsWith(",1000,100"));
        assertThat(csv.lines().skip(1).findFirst().orElse("")).endsWith(",,");
    }

    @Test
    void aRouterThatDoesNotAnswerProvesNothingAboutTheLine() {
        Instant longAgo = api.clock.instant().minusSeconds(600);
        api.sql(
                "update telemetry.router_health set last_answer = '%s' where router = 1"
                        .formatted(longAgo));
        JsonNode line = line(1, 1);
        assertThat(line.path("state").asText()).isEqualTo("unknown");
        assertThat(line.path("lastSeen").asLong()).isEqualTo(longAgo.toEpochMilli());
        assertThat(line.path("outage").asLong()).isEqualTo(longAgo.toEpochMilli());
        assertThat(line(2, 2).path("state").asText()).isEqualTo("online");
    }

    @Test
    void aSuspendedLineSaysWhyAlsoToWhoeverIsOnIt() {
        assertThat(walled("10.0.0.1").path("reasons")).isEmpty();
        api.sql(
                """
                insert into core.line_hold (line, reason, since, placed_by, note)
                values (1, 'NONPAY', now(), 'test', 'secret note')
                """);
        JsonNode line = line(1, 1);
        assertThat(line.path("state").asText()).isEqualTo("suspended");
        assertThat(line.path("holds").toString()).isEqualTo("[\"nonpay\"]");
        JsonNode walled = walled("10.0.0.1");
        assertThat(walled.toString()).isEqualTo("{\"known\":true,\"reasons\":[\"nonpay\"]}");
        assertThat(walled("10.0.0.2").path("reasons")).isEmpty();
        assertThat(walled("10.0.0.9").path("known").asBoolean()).isFalse();
    }

    /// Behind the trusted proxy, without a login.
    private static JsonNode walled(String address) {
        return TestApi.json(
                api.send(api.anonymous("/api/walled").header("X-Forwarded-For", address)));
    }

    @Test
    void theAccountIsMaskedAndConsentsAreTheCustomersOwn() {
        JsonNode account = TestApi.json(get(1, "/api/portal/account"));
        assertThat(account.path("mobile").asText()).isEqualTo("017••••5671");
        assertThat(account.path("email").asText()).isEqualTo("1••••@example.com");
        assertThat(account.path("name").asText()).isEqualTo("Customer 1");
        assertThat(consent("{\"purpose\": \"offers\", \"given\": true}")).isEqualTo(204);
        assertThat(consent("{\"purpose\": \"service\", \"given\": false}")).isEqualTo(400);
        assertThat(api.value("select customer || ' ' || given from core.customer_consent"))
                .isEqualTo("1 true");
    }

    private static int consent(String json) {
        return api.send(
                        api.anonymous("/api/portal/consents")
                                .header("Cookie", "lastmile=customer1")
                                .header("Content-Type", "application/json")
                                .header("Sec-Fetch-Site", "same-origin")
                                .POST(BodyPublishers.ofString(json)))
                .statusCode();
    }

    @ParameterizedTest
    @ValueSource(strings = {"day=2999-01-01", "day=yesterday", "span=year", "format=pdf"})
    void whatCannotBeAskedIsRefused(String query) {
        assertThat(get(1, "/api/portal/lines/1/usage?" + query).statusCode()).isEqualTo(400);
    }
}
