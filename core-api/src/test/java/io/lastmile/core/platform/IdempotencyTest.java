package io.lastmile.core.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.lastmile.core.TestApi;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class IdempotencyTest {
    private static TestApi api;

    @BeforeAll
    static void start() {
        api = TestApi.start(List.of(IdempotencyTest::routes, IdempotencyTest::pages));
        api.sql("create table core.lamp (id int generated always as identity, name text)");
        api.sql("call core.protect('core.lamp', 'true', 'true')");
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    private static void routes(Routes routes) {
        routes.anyone()
                .post(
                        "/api/test/lamps",
                        (request, response) -> {
                            String name = Body.json(request).text("name", 20);
                            if (name.equals("dark")) {
                                throw Problem.invalid("name", name, "a bright one").refusal();
                            }
                            int id = lit(name);
                            response.status(Status.CREATED_201);
                            response.header(HeaderNames.LOCATION, "/api/test/lamps/" + id);
                            Json.send(response, Map.of("id", id));
                        });
    }

    /// As pages do: what a unit of work refused is drawn with what was typed.
    private static void pages(Routes routes) {
        routes.anyone()
                .post(
                        "/test/lamps",
                        (request, response) -> {
                            String name = Body.json(request).text("name", 20);
                            try {
                                api.core.platform().database().transact(() -> tried(name));
                                response.status(Status.SEE_OTHER_303);
                                response.header(HeaderNames.LOCATION, "/test/lamps");
                                response.send();
                            } catch (Refusal refusal) {
                                response.status(refusal.problem().status());
                                response.send("again: " + name);
                            }
                        });
    }

    private static int tried(String name) {
        int id = lit(name);
        if (name.endsWith("more")) {
            throw Problem.conflict(new Fault("lamps", name, "fewer")).refusal();
        }
        return id;
    }

    private static HttpResponse<String> page(String key, String name) {
        return post("/test/lamps", key, name);
    }

    private static int lit(String name) {
        Database database = api.core.platform().database();
        return database.transact(() ->
                database.client()
                        .execute()
                        .createQuery("insert into core.lamp (name) values (:name) returning id")
                        .addParam("name", name)
                        .execute()
                        .map(row -> new Row(row).integer("id"))
                        .toList()
                        .getFirst());
    }

    private static HttpResponse<String> post(String key, String name) {
        return post("/api/test/lamps", key, name);
    }

    private static HttpResponse<String> post(String path, String key, String name) {
        return api.send(
                api.request(path)
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", key)
                        .POST(BodyPublishers.ofString("{\"name\":\"" + name + "\"}")));
    }

    private static String lamps(String name) {
        return api.value("select count(*) from core.lamp where name = '" + name + "'");
    }

    @Test
    void aRepeatedRequestGetsTheFirstAnswerAndDoesNothing() {
        HttpResponse<String> first = post("key-0001", "hall");
        HttpResponse<String> second = post("key-0001", "hall");
        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.headers().firstValue("location"))
                .isEqualTo(first.headers().firstValue("location"));
        assertThat(second.headers().firstValue("idempotency-replayed")).contains("true");
        assertThat(lamps("hall")).isEqualTo("1");
    }

    @Test
    void aKeyBelongsToOneRequest() {
        post("key-0002", "yard");
        assertThat(post("key-0002", "gate").statusCode()).isEqualTo(422);
        assertThat(lamps("gate")).isEqualTo("0");
    }

    @Test
    void aRefusedRequestMayBeRepeated() {
        assertThat(post("key-0003", "dark").statusCode()).isEqualTo(400);
        assertThat(post("key-0003", "roof").statusCode()).isEqualTo(201);
    }

    @Test
    void aPageThatDrawsItsRefusalKeepsNothingThatWasWrittenBefore() {
        HttpResponse<String> refused = page("key-0006", "attic and more");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).isEqualTo("again: attic and more");
        assertThat(lamps("attic and more")).isEqualTo("0");
        assertThat(page("key-0006", "attic").statusCode()).isEqualTo(303);
        assertThat(lamps("attic")).isEqualTo("1");
        assertThat(page("key-0006", "attic").statusCode()).isEqualTo(303);
        assertThat(lamps("attic")).isEqualTo("1");
    }

    @Test
    void theTableTellsNeitherKeyNorBody() {
        post("key-0005", "cellar");
        assertThat(
                        api.value(
                                """
                                select string_agg(cast(to_jsonb(request_key) as text), ' ')
                                from core.request_key
                                """))
                .doesNotContain("key-0005", "cellar");
    }

    @Test
    void aKeyHasAForm() {
        assertThat(post("short", "door").statusCode()).isEqualTo(400);
    }

    @Test
    void manyAtOnceDoTheWorkOnce() throws Exception {
        Callable<Integer> send = () -> post("key-0004", "stairs").statusCode();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> answers =
                    threads.invokeAll(IntStream.range(0, 16).mapToObj(_ -> send).toList());
            for (Future<Integer> answer : answers) {
                assertThat(answer.get()).isEqualTo(201);
            }
        }
        assertThat(lamps("stairs")).isEqualTo("1");
    }
}
