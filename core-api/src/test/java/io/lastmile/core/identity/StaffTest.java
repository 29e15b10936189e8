package io.lastmile.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lastmile.core.TestApi;
import io.lastmile.core.platform.Role;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StaffTest {
    private static TestApi api;
    private static People people;
    private static int names;

    @BeforeAll
    static void start() {
        api = TestApi.start();
        people = new People(api);
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @BeforeEach
    void forget() {
        api.clock.move(Duration.ofHours(2));
    }

    private static String fresh() {
        return "someone" + names++;
    }

    private static String draft(String login, String role) {
        return "{\"login\":\"%s\",\"name\":\"Rahim\",\"role\":\"%s\"}".formatted(login, role);
    }

    private static String cookie(Role role) {
        return people.session(people.account(role, fresh()));
    }

    @Test
    void anInvitedPersonSetsThePasswordAndLogsIn() {
        String login = fresh() + "@isp.example";
        HttpResponse<String> created = api.post("/api/accounts", draft(login, "field-manager"));
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        String path = TestApi.json(created).path("path").asText();
        String token = path.substring(path.indexOf('=') + 1);
        assertThat(people.login(login, "anything at all").statusCode()).isEqualTo(401);
        String password = "jamdani saree 42";
        var fields = Map.of("token", token, "password", password);
        assertThat(People.location(people.form("/password/reset", fields)))
                .contains("/login?changed=1");
        assertThat(people.form("/password/reset", fields).statusCode()).as("again").isEqualTo(403);
        HttpResponse<String> in = people.login(login.toUpperCase(java.util.Locale.ROOT), password);
        JsonNode me = TestApi.json(people.as(People.cookie(in), "GET", "/api/me", ""));
        assertThat(me.path("role").asText()).isEqualTo("field-manager");
        assertThat(me.path("permissions").toString()).contains("tickets-settings");
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "aaaaaaaaaaaa", "  LOGIN  "})
    void aWeakPasswordIsRefused(String weak) {
        String login = fresh() + "@isp.example";
        String password = weak.replace("LOGIN", login);
        int id = people.account(Role.NOC, login);
        String reset = "/api/accounts/" + id + "/reset-password";
        JsonNode created = TestApi.json(api.post(reset, ""));
        String token = created.path("path").asText().split("=", 2)[1];
        var fields = Map.of("token", token, "password", password);
        assertThat(people.form("/password/reset", fields).statusCode()).isEqualTo(400);
        var good = Map.of("token", token, "password", TestApi.PASSWORD);
        assertThat(people.form("/password/reset", good).statusCode()).isEqualTo(303);
    }

    @Test
    void loginsAreUniqueWhateverTheirCase() {
        String login = fresh();
        assertThat(api.post("/api/accounts", draft(login, "noc")).statusCode()).isEqualTo(201);
        HttpResponse<String> second =
                api.post("/api/accounts", draft(login.toUpperCase(java.util.Locale.ROOT), "noc"));
        assertThat(second.statusCode()).isEqualTo(409);
    }

    @Test
    void anAdminMakesNoOwnerAndTouchesNone() {
        String admin = cookie(Role.ADMIN);
        for (String path : new String[] {"disable", "reset-password", "reset-second-factor"}) {
            assertThat(people.as(admin, "POST", "/api/accounts/1/" + path, "{}").statusCode())
                    .as(path)
                    .isEqualTo(403);
        }
        assertThat(people.as(admin, "POST", "/api/accounts", draft(fresh(), "owner")).statusCode())
                .isEqualTo(403);
        assertThat(people.as(admin, "POST", "/api/accounts", draft(fresh(), "noc")).statusCode())
                .isEqualTo(201);
    }

    @Test
    void nobodyRaisesThemselves() {
        int id = people.account(Role.ADMIN, fresh());
        String admin = people.session(id);
        String up = "/api/accounts/" + id;
        assertThat(people.as(admin, "PUT", up, draft(fresh(), "owner")).statusCode())
                .isEqualTo(403);
        assertThat(people.as(admin, "PUT", up, draft(fresh(), "noc")).statusCode())
                .as("not down either")
                .isEqualTo(409);
        assertThat(people.as(admin, "POST", up + "/disable", "{}").statusCode()).isEqualTo(409);
    }

    @Test
    void oneOwnerAlwaysRemains() {
        int other = people.account(Role.OWNER, fresh());
        assertThat(api.post("/api/accounts/" + other + "/disable", "{}").statusCode())
                .isEqualTo(200);
        int third = people.account(Role.OWNER, fresh());
        api.sql("update core.account set disabled = now(), disabled_by = 'x' where id = 1");
        String cookie = people.session(third);
        api.sql("update core.account set disabled = null, disabled_by = null where id = 1");
        assertThat(people.as(cookie, "POST", "/api/accounts/1/disable", "{}").statusCode())
                .isEqualTo(200);
        int admin = people.account(Role.ADMIN, fresh());
        assertThat(
                        people.as(cookie, "PUT", "/api/accounts/" + third, draft(fresh(), "admin"))
                                .statusCode())
                .isEqualTo(409);
        assertThat(admin).isPositive();
        assertThat(people.as(cookie, "POST", "/api/accounts/1/enable", "").statusCode())
                .isEqualTo(200);
        assertThat(api.post("/api/accounts/" + third + "/disable", "{}").statusCode())
                .isEqualTo(200);
    }

    @Test
    void whoIsDisabledIsOutAtOnceAndEverywhere() {
        String login = fresh();
        int id = people.account(Role.NOC, login);
        String cookie = people.session(id);
        JsonNode key =
                TestApi.json(
                        people.as(
                                cookie,
                                "POST",
                                "/api/keys",
                                "{\"name\":\"n\",\"scopes\":\"live-see\",\"current\":\"%s\"}"
                                        .formatted(TestApi.PASSWORD)));
        String bearer = "Bearer " + key.path("text").asText();
        assertThat(bearer(bearer)).isEqualTo(200);
        String why = "{\"why\":\"left the company\"}";
        JsonNode disabled = TestApi.json(api.post("/api/accounts/" + id + "/disable", why));
        assertThat(disabled.path("disabled").path("by").asText()).isEqualTo("operator");
        assertThat(people.me(cookie)).isEqualTo(401);
        assertThat(bearer(bearer)).isEqualTo(401);
        assertThat(people.login(login, TestApi.PASSWORD).statusCode()).isEqualTo(401);
        assertThat(api.post("/api/accounts/" + id + "/enable", "").statusCode()).isEqualTo(200);
        assertThat(people.login(login, TestApi.PASSWORD).statusCode()).isEqualTo(303);
        assertThat(bearer(bearer)).isEqualTo(200);
    }

    private static int bearer(String authorization) {
        return api.send(api.anonymous("/api/me").header("Authorization", authorization))
                .statusCode();
    }

    @Test
    void aChangedRoleCountsFromTheNextRequestOn() {
        int id = people.account(Role.NOC, fresh());
        String cookie = people.session(id);
        assertThat(people.as(cookie, "GET", "/api/accounts", "").statusCode()).isEqualTo(403);
        assertThat(api.put("/api/accounts/" + id, 1, draft(fresh(), "auditor")).statusCode())
                .isEqualTo(200);
        assertThat(people.as(cookie, "GET", "/api/accounts", "").statusCode()).isEqualTo(200);
        assertThat(api.put("/api/accounts/" + id, 1, draft(fresh(), "noc")).statusCode())
                .as("stale")
                .isEqualTo(412);
    }

    @Test
    void sessionsAreSeenAndEndedByTheirOwnerAndByWhoLooksAfterUsers() {
        int id = people.account(Role.NOC, fresh());
        String mine = people.session(id);
        String other = people.session(id);
        String stranger = cookie(Role.SUPPORT);
        JsonNode list = TestApi.json(people.as(mine, "GET", "/api/sessions", ""));
        assertThat(list.path("items")).hasSize(2);
        long otherId = list.path("items").get(0).path("id").asLong();
        long myId = list.path("items").get(1).path("id").asLong();
        assertThat(list.path("items").get(1).path("current").asBoolean()).isTrue();
        String path = "/api/sessions/";
        assertThat(people.as(stranger, "DELETE", path + otherId, "").statusCode()).isEqualTo(404);
        assertThat(people.as(stranger, "GET", "/api/sessions?account=" + id, "").statusCode())
                .isEqualTo(404);
        assertThat(people.as(mine, "DELETE", path + otherId, "").statusCode()).isEqualTo(204);
        assertThat(people.me(other)).isEqualTo(401);
        assertThat(api.send(api.request(path + myId).DELETE()).statusCode()).isEqualTo(204);
        assertThat(people.me(mine)).isEqualTo(401);
    }

    @Test
    void aChangedPasswordEndsEveryOtherSession() {
        String login = fresh();
        int id = people.account(Role.BILLING, login);
        String mine = people.session(id);
        String other = people.session(id);
        String body = "{\"current\":\"%s\",\"password\":\"%s\"}";
        String password = "hilsa & mustard 7";
        assertThat(
                        people.as(
                                        mine,
                                        "POST",
                                        "/api/me/password",
                                        body.formatted("wrong", password))
                                .statusCode())
                .isEqualTo(400);
        String right = body.formatted(TestApi.PASSWORD, password);
        assertThat(people.as(mine, "POST", "/api/me/password", right).statusCode()).isEqualTo(204);
        assertThat(people.me(mine)).isEqualTo(200);
        assertThat(people.me(other)).isEqualTo(401);
        assertThat(people.login(login, password).statusCode()).isEqualTo(303);
    }

    @Test
    void everyWriteLeavesWhoWhereBeforeAndAfterWithoutSecrets() {
        HttpResponse<String> created =
                api.send(
                        api.request("/api/accounts")
                                .header("Content-Type", "application/json")
                                .header("X-Forwarded-For", "198.51.100.7")
                                .POST(
                                        java.net.http.HttpRequest.BodyPublishers.ofString(
                                                draft(fresh(), "noc"))));
        int id = TestApi.json(created).path("account").path("id").asInt();
        api.put("/api/accounts/" + id, 1, draft(fresh(), "support"));
        JsonNode audit =
                TestApi.json(api.get("/api/audit?relation=account&row=" + id)).path("items");
        assertThat(audit).hasSize(2);
        JsonNode change = audit.get(0);
        assertThat(change.path("action").asText()).isEqualTo("update");
        assertThat(change.path("before").path("role").asText()).isEqualTo("noc");
        assertThat(change.path("after").path("role").asText()).isEqualTo("support");
        assertThat(audit.get(1).path("address").asText()).isEqualTo("198.51.100.7");
        assertThat(audit.get(1).path("login").asText()).isEqualTo("operator");
        people.login("operator", TestApi.PASSWORD);
        String all = api.get("/api/audit?limit=200").body();
        assertThat(all).doesNotContain("$argon2id").doesNotContain("token_hash\":\"\\\\x");
        assertThat(all).contains("\"relation\":\"session\"");
    }

    @Test
    void theAuditIsReadInPages() {
        api.post("/api/accounts", draft(fresh(), "noc"));
        api.post("/api/accounts", draft(fresh(), "noc"));
        JsonNode first = TestApi.json(api.get("/api/audit?limit=1&relation=account"));
        JsonNode second =
                TestApi.json(
                        api.get(
                                "/api/audit?limit=1&relation=account&after="
                                        + first.path("next").asText()));
        assertThat(second.path("items").get(0).path("id").asLong())
                .isLessThan(first.path("items").get(0).path("id").asLong());
    }
}
