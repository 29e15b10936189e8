package io.lastmile.core.lines;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lastmile.collector.simulator.Fault;
import io.lastmile.collector.simulator.Fleet;
import io.lastmile.collector.simulator.FleetConfig;
import io.lastmile.collector.simulator.SimulatedRouter;
import io.lastmile.core.TestApi;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// "Test connection" against a simulated router on a real socket.
class ConnectionTestTest {
    private static TestApi api;
    private static Fleet fleet;
    private static SimulatedRouter router;

    @BeforeAll
    static void start() {
        api = TestApi.start();
        fleet = Fleet.start(FleetConfig.quiet(1, 20, 7, api.clock));
        router = fleet.routers().getFirst();
    }

    @AfterAll
    static void stop() {
        fleet.close();
        api.close();
    }

    @AfterEach
    void heal() {
        List.copyOf(router.faults()).forEach(router::clear);
    }

    private static JsonNode plain(int port, String password) {
        return test(
                """
                {"host":"127.0.0.1","port":%d,"tls":false,"username":"lastmile","password":"%s"}\
                """
                        .formatted(port, password));
    }

    private static JsonNode tls(String fingerprint) {
        return test(
                """
                {"host":"127.0.0.1","port":%d,"tls":true,"username":"lastmile",
                 "password":"lastmile-reads","fingerprint":%s}\
                """
                        .formatted(router.tlsPort().orElseThrow(), fingerprint));
    }

    private static JsonNode test(String body) {
        var response = api.post("/api/routers/test", body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return TestApi.json(response);
    }

    private static String outcome(JsonNode report, String step) {
        return step(report, step).path("outcome").asText();
    }

    private static JsonNode step(JsonNode report, String step) {
        for (JsonNode found : report.path("steps")) {
            if (found.path("step").asText().equals(step)) {
                return found;
            }
        }
        throw new AssertionError(report);
    }

    @Test
    void aGoodRouterTellsWhatItIs() {
        JsonNode report = plain(router.port(), "lastmile-reads");
        assertThat(report.path("ok").asBoolean()).as(report.toString()).isTrue();
        assertThat(outcome(report, "login")).isEqualTo("ok");
        assertThat(outcome(report, "certificate")).isEqualTo("warning");
        assertThat(outcome(report, "clock")).isEqualTo("ok");
        assertThat(report.path("version").asText()).isNotEmpty();
        assertThat(report.path("identity").asText()).isNotEmpty();
        assertThat(report.path("uptimeSeconds").asLong()).isPositive();
        assertThat(report.path("sessions").asInt()).isBetween(1, 20);
    }

    @Test
    void anUnconfirmedCertificateIsShownAndThePasswordStaysHome() {
        JsonNode report = tls("null");
        assertThat(report.path("ok").asBoolean()).isFalse();
        assertThat(report.path("fingerprint").asText()).isEqualTo(router.fingerprint());
        assertThat(outcome(report, "certificate")).isEqualTo("failed");
        assertThat(outcome(report, "login")).isEqualTo("skipped");
    }

    @Test
    void aConfirmedCertificateLetsTheTestGoOn() {
        JsonNode report = tls("\"" + router.fingerprint() + "\"");
        assertThat(report.path("ok").asBoolean()).as(report.toString()).isTrue();
        assertThat(outcome(report, "certificate")).isEqualTo("ok");
    }

    @Test
    void anotherCertificateIsAWarningOfSomebodyInBetween() {
        JsonNode report = tls("\"" + "ab".repeat(32) + "\"");
        assertThat(step(report, "certificate").path("says").asText()).contains("in between");
        assertThat(outcome(report, "login")).isEqualTo("skipped");
    }

    @Test
    void aWrongPasswordIsSaidAtTheLogin() {
        JsonNode report = plain(router.port(), "wrong");
        assertThat(outcome(report, "reach")).isEqualTo("ok");
        assertThat(outcome(report, "login")).isEqualTo("failed");
        assertThat(step(report, "login").path("says").asText()).contains("user name or password");
    }

    @Test
    void aClosedPortSaysWhereToLook() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        JsonNode report = plain(free, "x");
        assertThat(outcome(report, "reach")).isEqualTo("failed");
        assertThat(step(report, "reach").path("says").asText()).contains("IP > Services");
    }

    @Test
    void theApiPortIsNoTlsPort() {
        JsonNode report =
                test(
                        """
                        {"host":"127.0.0.1","port":%d,"tls":true,"username":"u","password":"p"}\
                        """
                                .formatted(router.port()));
        assertThat(report.path("ok").asBoolean()).isFalse();
        assertThat(outcome(report, "reach")).isEqualTo("failed");
    }

    @Test
    void aRouterThatSaysNothingDoesNotHoldTheTest() {
        router.set(Fault.SILENT, 1);
        JsonNode report = plain(router.port(), "lastmile-reads");
        assertThat(report.path("ok").asBoolean()).isFalse();
    }

    @Test
    void aClockThatIsOffIsAWarning() {
        router.set(Fault.CLOCK_SKEW, 300);
        JsonNode report = plain(router.port(), "lastmile-reads");
        assertThat(outcome(report, "clock")).isEqualTo("warning");
        assertThat(report.path("clockSkewMillis").asLong()).isBetween(290_000L, 310_000L);
    }

    @Test
    void aStoredRouterIsTestedWithItsStoredPassword() {
        var added =
                api.post(
                        "/api/routers",
                        """
                        {"name":"stored","host":"127.0.0.1","port":%d,"tls":false,
                         "username":"lastmile","password":"lastmile-reads"}\
                        """
                                .formatted(router.port()));
        int id = TestApi.json(added).path("id").asInt();
        JsonNode report = TestApi.json(api.post("/api/routers/" + id + "/test", ""));
        assertThat(report.path("ok").asBoolean()).as(report.toString()).isTrue();
    }
}
