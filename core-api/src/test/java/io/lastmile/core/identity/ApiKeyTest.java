package io.lastmile.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lastmile.core.TestApi;
import io.lastmile.core.platform.Role;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ApiKeyTest {
    private static TestApi api;
    private static People people;

    /// The operator, whom `TestApi` made first.
    private static final int OWNER = 1;

    @BeforeAll
    static void start() {
        api = TestApi.start();
        people = new People(api);
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    private static String draft(String scopes) {
        return "{\"name\":\"meter\",\"scopes\":\"%s\",\"days\":30,\"current\":\"%s\"}"
                .formatted(scopes, TestApi.PASSWORD);
    }

    private static String key(String scopes) {
        HttpResponse<String> created =
                people.as(people.session(OWNER), "POST", "/api/keys", draft(scopes));
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        return TestApi.json(created).path("text").asText();
    }

    private static int get(String key, String path) {
        return api.send(api.anonymous(path).header("Authorization", "Bearer " + key)).statusCode();
    }

    private static HttpResponse<String> post(String key, String path, String json) {
        return api.send(
                api.anonymous(path)
                        .header("Authorization", "Bearer " + key)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(json)));
    }

    @Test
    void aKeyMayWhatItsScopesSayAndNothingElse() {
        String key = key("routers-see");
        assertThat(get(key, "/api/routers")).isEqualTo(200);
        assertThat(get(key, "/api/lines")).isEqualTo(403);
        assertThat(get(key, "/api/accounts")).isEqualTo(403);
    }

    @Test
    void aKeyMakesNoStrongerKeyAndNoStrongerAccount() {
        String key = key("users-change users-see");
        assertThat(post(key, "/api/keys", draft("users-see")).statusCode()).isEqualTo(403);
        assertThat(post(key, "/api/sessions/end-others", "{}").statusCode()).isEqualTo(403);
        String account = "{\"login\":\"key.made\",\"name\":\"x\",\"role\":\"noc\"}";
        assertThat(post(key, "/api/accounts", account).statusCode()).isEqualTo(403);
        assertThat(post(key, "/api/accounts/1/reset-password", "{}").statusCode()).isEqualTo(403);
    }

    @Test
    void aKeyNeverMayMoreThanItsAccount() {
        int id = people.account(Role.NOC, "falls");
        String cookie = people.session(id);
        String path = "/api/keys";
        assertThat(people.as(cookie, "POST", path, draft("users-see")).statusCode()).isEqualTo(400);
        JsonNode made = TestApi.json(people.as(cookie, "POST", path, draft("routers-change")));
        String key = made.path("text").asText();
        assertThat(post(key, "/api/routers", "{}").statusCode()).isEqualTo(400);
        api.sql("update core.account set role = 'auditor' where id = " + id);
        assertThat(post(key, "/api/routers", "{}").statusCode()).isEqualTo(403);
    }

    @Test
    void anExpiredAndARevokedKeyOpenNothing() {
        String key = key("routers-see");
        JsonNode listed = TestApi.json(api.get("/api/keys")).path("items").get(0);
        assertThat(key).startsWith(listed.path("prefix").asText());
        assertThat(listed.toString()).doesNotContain(key);
        int id = listed.path("id").asInt();
        assertThat(api.send(api.request("/api/keys/" + id).DELETE()).statusCode()).isEqualTo(403);
        String owner = people.session(OWNER);
        assertThat(people.as(owner, "DELETE", "/api/keys/" + id, "").statusCode()).isEqualTo(204);
        assertThat(get(key, "/api/routers")).isEqualTo(401);
        String other = key("routers-see");
        assertThat(get(other, "/api/routers")).isEqualTo(200);
        api.clock.move(Duration.ofDays(31));
        assertThat(get(other, "/api/routers")).isEqualTo(401);
    }

    @Test
    void nobodyRevokesAnothersKeyOrSeesIt() {
        String stranger = people.session(people.account(Role.ADMIN, "stranger"));
        String noc = people.session(people.account(Role.NOC, "noc.one"));
        key("routers-see");
        String id = api.value("select max(id) from core.api_key where account = 1");
        assertThat(people.as(noc, "GET", "/api/keys?account=1", "").statusCode()).isEqualTo(404);
        assertThat(people.as(noc, "DELETE", "/api/keys/" + id, "").statusCode()).isEqualTo(404);
        assertThat(people.as(stranger, "DELETE", "/api/keys/" + id, "").statusCode())
                .as("owners are looked after by owners")
                .isEqualTo(404);
        assertThat(people.as(stranger, "GET", "/api/sessions?account=1", "").statusCode())
                .isEqualTo(404);
        people.as(noc, "POST", "/api/keys", draft("routers-see"));
        String his = api.value("select max(id) from core.api_key");
        assertThat(people.as(stranger, "DELETE", "/api/keys/" + his, "").statusCode())
                .as("who looks after users may")
                .isEqualTo(204);
    }

    @Test
    void aKeyIsMadeWithThePasswordAndEndsWithIt() {
        int id = people.account(Role.NOC, "leaves");
        String cookie = people.session(id);
        String guess = draft("routers-see").replace(TestApi.PASSWORD, "a guess");
        assertThat(people.as(cookie, "POST", "/api/keys", guess).statusCode()).isEqualTo(400);
        JsonNode made = TestApi.json(people.as(cookie, "POST", "/api/keys", draft("routers-see")));
        String key = made.path("text").asText();
        assertThat(get(key, "/api/routers")).isEqualTo(200);
        assertThat(api.post("/api/accounts/" + id + "/reset-password", "").statusCode())
                .isEqualTo(200);
        assertThat(get(key, "/api/routers")).isEqualTo(401);
    }

    @Test
    void theTableHoldsNoKeyAndTheLastUseIsNoted() {
        String key = key("routers-see");
        get(key, "/api/routers");
        assertThat(
                        api.value(
                                """
                                select string_agg(cast(to_jsonb(api_key) as text), ' ')
                                from core.api_key
                                """))
                .doesNotContain(key.substring(12));
        assertThat(api.value("select used_from from core.api_key order by id desc limit 1"))
                .isEqualTo("127.0.0.1");
    }
}
