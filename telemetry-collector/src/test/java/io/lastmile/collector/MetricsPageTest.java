package io.lastmile.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MetricsPageTest {
    private final HttpClient http = HttpClient.newHttpClient();
    private MetricsPage page;

    @BeforeEach
    void open() {
        page = MetricsPage.open(0);
    }

    @AfterEach
    void close() {
        page.close();
        http.close();
    }

    private HttpResponse<String> ask(String method, String path)
            throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + page.port() + path);
        return http.send(
                HttpRequest.newBuilder(uri)
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void showsEveryMeterAsPrometheusReadsIt() throws IOException, InterruptedException {
        page.meters().counter("lastmile.collector.polls", "router", "7").increment(3);

        HttpResponse<String> answer = ask("GET", "/metrics");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                .startsWith("text/plain; version=0.0.4");
        assertThat(answer.body())
                .contains("lastmile_collector_polls_total{router=\"7\"} 3.0")
                .contains("jvm_memory_used_bytes");
    }

    @Test
    void answersNothingElse() throws IOException, InterruptedException {
        assertThat(ask("GET", "/metrics/more").statusCode()).isEqualTo(404);
        assertThat(ask("GET", "/").statusCode()).isEqualTo(404);
        assertThat(ask("HEAD", "/metrics").statusCode()).isEqualTo(200);
        HttpResponse<String> refused = ask("POST", "/metrics");
        assertThat(refused.statusCode()).isEqualTo(405);
        assertThat(refused.headers().firstValue("Allow")).contains("GET, HEAD");
    }

    @Test
    void roomsThatStartAgainBeginWithTheirOwnMeters() throws IOException, InterruptedException {
        page.meters().counter("lastmile.collector.polls").increment();
        page.forgetRooms();

        assertThat(ask("GET", "/metrics").body())
                .doesNotContain("lastmile_collector_polls")
                .contains("jvm_memory_used_bytes");
    }

    @Test
    void aPortThatIsTakenIsSaidInOneSentence() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThatThrownBy(() -> MetricsPage.open(taken.getLocalPort()))
                    .isInstanceOf(MetricsPage.PortTaken.class)
                    .hasMessageContaining("port " + taken.getLocalPort())
                    .hasMessageEndingWith("choose another with --metrics-port");
        }
    }
}
