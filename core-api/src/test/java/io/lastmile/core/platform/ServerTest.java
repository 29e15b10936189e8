package io.lastmile.core.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lastmile.core.TestApi;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every shape of refusal, over a socket.
class ServerTest {
    private static final int PATIENCE_MILLIS = 30_000;
    private static final int SILENCE_MILLIS = 400;
    private static TestApi api;

    @BeforeAll
    static void start() {
        api = TestApi.start(List.of(ServerTest::routes));
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    private static void routes(Routes routes) {
        routes.anyone()
                .get(
                        "/api/test/{id}",
                        (request, response) -> {
                            Json.send(response, Map.of("id", Routes.id(request, "test")));
                        });
        routes.anyone()
                .post(
                        "/api/test",
                        (request, response) -> {
                            Fields body = Body.json(request);
                            Map<String, Object> read =
                                    Map.of(
                                            "name",
                                            body.text("name", 10),
                                            "size",
                                            body.number("size", 1, 9));
                            body.done();
                            Json.send(response, read);
                        });
        routes.anyone()
                .post(
                        "/api/test/form",
                        (request, response) -> {
                            Fields form = Body.form(request);
                            Map<String, Object> read = Map.of("size", form.number("size", 1, 9));
                            form.done();
                            Json.send(response, read);
                        });
        routes.anyone()
                .get(
                        "/api/broken",
                        (_, _) -> {
                            throw new IllegalStateException("secret of the house");
                        });
        routes.anyone().get("/page", (_, response) -> response.send("<p>hello"));
    }

    private static JsonNode problem(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("content-type"))
                .contains("application/problem+json");
        JsonNode problem = TestApi.json(response);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("type").asText()).startsWith("/problems/");
        assertThat(problem.path("title").asText()).isNotEmpty();
        assertThat(problem.path("instance").asText()).hasSize(8);
        return problem;
    }

    @Test
    void anUnknownPathIs404() {
        problem(api.get("/api/nothing"), 404);
    }

    @Test
    void anIdThatIsNoNumberIs404() {
        assertThat(problem(api.get("/api/test/abc"), 404).path("detail").asText())
                .isEqualTo("test: abc (expected: one that exists)");
    }

    @Test
    void aWrongMethodOnAKnownPathIs405WithAllow() {
        HttpResponse<String> response = api.send(api.request("/api/test/1").DELETE());
        problem(response, 405);
        assertThat(response.headers().firstValue("allow")).contains("GET, HEAD");
    }

    @Test
    void headIsGetWithoutItsBody() throws IOException {
        String raw = raw("HEAD /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertThat(raw).startsWith("HTTP/1.1 200").endsWith("\r\n\r\n");
        assertThat(raw.toLowerCase(java.util.Locale.ROOT)).containsPattern("content-length: [1-9]");
    }

    @Test
    void headOfAnUnknownPathIs404WithoutBody() throws IOException {
        String raw = raw("HEAD /openapi.xml HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertThat(raw).startsWith("HTTP/1.1 401").endsWith("\r\n\r\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"name\":\"a\",\"size\":70}|size: 70 (expected: a whole number from 1 to 9)",
                "{\"name\":\"a\",\"size\":1.5}|size: 1.5 (expected: a whole number from 1 to 9)",
                "{\"name\":\"a\",\"size\":\"1\"}|"
                        + "size: \"1\" (expected: a whole number from 1 to 9)",
                "{\"name\":\"a\",\"size\":1e99}|"
                        + "size: 1.0E99 (expected: a whole number from 1 to 9)",
                "{\"name\":\"a\"}|size: nothing (expected: a whole number from 1 to 9)",
                "{\"size\":1}|name: nothing (expected: a text of at most 10 characters)",
                "{\"name\":7,\"size\":1}|name: 7 (expected: a text of at most 10 characters)",
                "{\"name\":[],\"size\":1}|"
                        + "name: a value of type array (expected: a text of at most 10 characters)",
                "{\"name\":\"\\u0000\",\"size\":1}|"
                        + "name: control characters (expected: a text of at most 10 characters)",
                "{\"name\":\"\\ud800\",\"size\":1}|"
                        + "name: control characters (expected: a text of at most 10 characters)",
                "{\"name\":\"a\",\"size\":1,\"sise\":2}|"
                        + "sise: an unknown field (expected: one of name, size)",
                "[]|body: a JSON value of type array (expected: a JSON object)",
                "7|body: a JSON value of type number (expected: a JSON object)",
            })
    void aFaultNamesFieldFoundAndExpected(String body, String detail) {
        JsonNode problem = problem(api.post("/api/test", body), 400);
        assertThat(problem.path("detail").asText()).isEqualTo(detail);
        assertThat(problem.path("faults").get(0).path("field").asText())
                .isEqualTo(detail.substring(0, detail.indexOf(':')));
    }

    @Test
    void allFaultsAreToldAtOnce() {
        JsonNode problem = problem(api.post("/api/test", "{\"size\":0,\"x\":1}"), 400);
        assertThat(problem.path("faults")).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"name\":|line 1",
                "{\"a\":1,\"a\":2}|Duplicate",
                "{} {}|Trailing",
                "{\"name\":tru}|line 1"
            })
    void brokenJsonIs400AndSaysWhere(String body, String part) {
        assertThat(problem(api.post("/api/test", body), 400).path("detail").asText())
                .startsWith("body: ")
                .contains(part);
    }

    @Test
    void anEmptyBodyIs400() {
        assertThat(problem(api.post("/api/test", ""), 400).path("detail").asText())
                .isEqualTo("body: an empty body (expected: a JSON object)");
    }

    @Test
    void deepNestingIs400() {
        String deep = "{\"name\":" + "[".repeat(20_000) + "]".repeat(20_000) + "}";
        problem(api.post("/api/test", deep), 400);
    }

    @Test
    void aWrongTypeIs415() {
        HttpRequest.Builder request =
                api.request("/api/test")
                        .header("Content-Type", "text/plain")
                        .POST(BodyPublishers.ofString("{}"));
        assertThat(problem(api.send(request), 415).path("detail").asText())
                .isEqualTo("Content-Type: text/plain (expected: application/json)");
    }

    @Test
    void aTypeThatIsNoTypeIsAClientsFault() {
        HttpRequest.Builder request =
                api.request("/api/test")
                        .header("Content-Type", "////")
                        .POST(BodyPublishers.ofString("{}"));
        assertThat(api.send(request).statusCode()).isIn(400, 415);
    }

    @Test
    void aBodyThatIsTooLongIs413() {
        String body = "{\"name\":\"" + "x".repeat(Body.BYTES_MAX) + "\"}";
        problem(answered(() -> api.post("/api/test", body)), 413);
    }

    @Test
    void aChunkedBodyThatIsTooLongIs413() {
        byte[] bytes =
                ("{\"name\":\"" + "x".repeat(Body.BYTES_MAX) + "\"}")
                        .getBytes(StandardCharsets.UTF_8);
        HttpRequest.Builder request =
                api.request("/api/test")
                        .header("Content-Type", "application/json")
                        .POST(
                                BodyPublishers.ofInputStream(
                                        () -> new java.io.ByteArrayInputStream(bytes)));
        problem(answered(() -> api.send(request)), 413);
    }

    @Test
    void ourOwnFaultIs500AndTellsNothing() {
        HttpResponse<String> response = api.get("/api/broken");
        problem(response, 500);
        assertThat(response.body()).doesNotContain("secret");
    }

    @Test
    void aBrokenRequestLineIsAProblem() throws IOException {
        assertThat(raw("GET / HTTP/1.1\r\nHost: x\r\nno header\r\n\r\n"))
                .contains("400")
                .contains("application/problem+json");
    }

    @Test
    void anEndlessHeaderIsAProblem() throws IOException {
        String raw = raw("GET / HTTP/1.1\r\nHost: x\r\nX: " + "y".repeat(40_000) + "\r\n\r\n");
        assertThat(raw).startsWith("HTTP/1.1 4").contains("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"limit=%zz", "limit=%", "%00=1", "limit=%ff", "&&==", "a=1&a=2&limit=x"})
    void aQueryThatIsNoneIs400(String query) throws IOException {
        String authorization = api.request("/").build().headers().firstValue("Authorization").get();
        String raw =
                raw(
                        "GET /api/routers?%s HTTP/1.1\r\nHost: x\r\nAuthorization: %s\r\n\r\n"
                                .formatted(query, authorization));
        assertThat(raw).startsWith("HTTP/1.1 400").contains("problem+json");
    }

    @Test
    void aPathOutsideOfTheRootIsNotServed() throws IOException {
        String raw = raw("GET /../../etc/passwd HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertThat(raw).startsWith("HTTP/1.1 4").contains("problem+json");
    }

    @Test
    void everyAnswerHasTheSecurityHeaders() {
        for (String path : List.of("/health", "/api/nothing", "/api/broken", "/api/test/1")) {
            var headers = api.get(path).headers();
            assertThat(headers.firstValue("content-security-policy"))
                    .contains(Server.Config.POLICY_OF_API);
            assertThat(headers.firstValue("x-content-type-options")).contains("nosniff");
            assertThat(headers.firstValue("x-request-id")).isPresent();
            assertThat(headers.firstValue("cache-control")).contains("no-store");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Sec-Fetch-Site, cross-site, 403",
        "Sec-Fetch-Site, same-site, 403",
        "Sec-Fetch-Site, same-origin, 200",
        "Origin, http://evil.example, 403",
        "Origin, null, 403",
        "Cookie, lastmile=x, 403",
    })
    void aChangeMustComeFromThisSite(String header, String value, int status) {
        HttpRequest.Builder request =
                api.request("/api/test")
                        .header("Content-Type", "application/json")
                        .header(header, value)
                        .POST(BodyPublishers.ofString("{\"name\":\"a\",\"size\":1}"));
        assertThat(api.send(request).statusCode()).isEqualTo(status);
    }

    @Test
    void theOwnOriginMayChange() {
        HttpRequest.Builder request =
                api.request("/api/test")
                        .header("Content-Type", "application/json")
                        .header("Origin", "http://127.0.0.1:" + api.server.port())
                        .POST(BodyPublishers.ofString("{\"name\":\"a\",\"size\":1}"));
        assertThat(api.send(request).statusCode()).isEqualTo(200);
    }

    @Test
    void aFormIsReadLikeJson() {
        HttpRequest.Builder request =
                api.request("/api/test/form")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("size=7"));
        assertThat(api.send(request).body()).isEqualTo("{\"size\":7}");
    }

    @Test
    void healthTellsOfDatabaseAndCollector() {
        JsonNode health = TestApi.json(api.send(api.anonymous("/health")));
        assertThat(health.path("status").asText()).isEqualTo("up");
        assertThat(health.path("database").path("status").asText()).isEqualTo("up");
    }

    @Test
    void metricsAreForThisMachineOrWhoIsLoggedIn() {
        api.get("/api/nothing");
        HttpResponse<String> here = api.send(api.anonymous("/metrics"));
        assertThat(here.body())
                .contains("lastmile_core_requests")
                .contains("lastmile_core_problems");
        problem(api.send(api.anonymous("/metrics").header("X-Forwarded-For", "192.0.2.1")), 401);
    }

    @Test
    void theDescriptionComesAsYamlAndJson() {
        assertThat(api.send(api.anonymous("/openapi")).body()).startsWith("openapi: 3.1.0");
        assertThat(TestApi.json(api.send(api.anonymous("/openapi.json"))).path("openapi").asText())
                .isEqualTo("3.1.0");
    }

    @Test
    void aPageWithoutASessionLeadsToTheLogin() {
        HttpResponse<String> response =
                api.send(api.anonymous("/page?a=b").header("Accept", "text/html"));
        assertThat(response.statusCode()).isEqualTo(303);
        assertThat(response.headers().firstValue("location"))
                .contains("/login?next=%2Fpage%3Fa%3Db");
    }

    @Test
    void theApiWithoutASessionIs401() {
        HttpResponse<String> response = api.send(api.anonymous("/api/test/1"));
        problem(response, 401);
        assertThat(response.headers().firstValue("www-authenticate")).isPresent();
    }

    /// The server answers and hangs up while the client still sends; then TCP may drop the answer
    /// that has arrived, which no server can help.
    private static <T> T answered(Supplier<T> exchange) {
        for (int tries = 1; ; tries++) {
            try {
                return exchange.get();
            } catch (UncheckedIOException dropped) {
                if (tries == 10) {
                    throw dropped;
                }
            }
        }
    }

    /// Writes a request byte for byte and reads until the server hangs up, or falls silent after it
    /// has begun its answer.
    private static String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", api.server.port())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            var answer = new ByteArrayOutputStream();
            InputStream in = socket.getInputStream();
            try {
                for (int octet = in.read(); octet >= 0; octet = in.read()) {
                    answer.write(octet);
                    socket.setSoTimeout(SILENCE_MILLIS);
                }
            } catch (SocketTimeoutException e) {
                // The connection is kept alive.
            }
            return answer.toString(StandardCharsets.ISO_8859_1);
        }
    }
}
