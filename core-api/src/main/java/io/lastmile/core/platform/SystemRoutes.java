package io.lastmile.core.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// What machines ask: `/health`, `/metrics`, `/openapi`.
public final class SystemRoutes {
    private static final List<String> FORWARDED = List.of("Forwarded", "X-Forwarded-For");

    private final Health health;
    private final PrometheusMeterRegistry meters;
    private final byte[] yaml;
    private final byte[] json;

    public SystemRoutes(Health health, PrometheusMeterRegistry meters) {
        this.health = health;
        this.meters = meters;
        this.yaml = document();
        this.json = asJson(yaml);
    }

    public void routes(Routes routes) {
        routes.open()
                .get("/health", this::health)
                .get("/metrics", this::metrics)
                .get("/openapi", this::openApi)
                .get("/openapi.json", (_, response) -> sendJson(response));
    }

    private void health(ServerRequest request, ServerResponse response) {
        Health.Report report = health.report();
        if (report.status().equals(Health.DOWN)) {
            response.status(Status.SERVICE_UNAVAILABLE_503);
        }
        Json.send(response, report);
    }

    /// Router names are in the metrics: they are for the machine itself or for who is logged in.
    private void metrics(ServerRequest request, ServerResponse response) {
        if (!Actor.current().may(Permission.SYSTEM_SEE) && !fromThisMachine(request)) {
            throw Problem.of(
                            401,
                            "login",
                            "Not logged in",
                            "Metrics need an API key unless asked from this machine.")
                    .refusal();
        }
        response.header(HeaderNames.CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8");
        response.send(meters.scrape().getBytes(StandardCharsets.UTF_8));
    }

    /// A proxy on this machine forwards others, and says so.
    private static boolean fromThisMachine(ServerRequest request) {
        boolean forwarded =
                FORWARDED.stream()
                        .anyMatch(name -> request.headers().contains(HeaderNames.create(name)));
        return !forwarded
                && request.remotePeer().address() instanceof InetSocketAddress peer
                && peer.getAddress().isLoopbackAddress();
    }

    private void openApi(ServerRequest request, ServerResponse response) {
        if (request.headers().first(HeaderNames.ACCEPT).orElse("").startsWith("application/json")) {
            sendJson(response);
        } else {
            response.header(HeaderNames.CONTENT_TYPE, "application/yaml; charset=utf-8");
            response.send(yaml);
        }
    }

    private void sendJson(ServerResponse response) {
        response.header(HeaderNames.CONTENT_TYPE, "application/json");
        response.send(json);
    }

    private static byte[] document() {
        try (InputStream in = SystemRoutes.class.getResourceAsStream("/openapi.yaml")) {
            return Objects.requireNonNull(in, "openapi.yaml in the jar").readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("openapi.yaml", e);
        }
    }

    private static byte[] asJson(byte[] yaml) {
        Object tree =
                new Yaml(new SafeConstructor(new LoaderOptions()))
                        .load(new String(yaml, StandardCharsets.UTF_8));
        try {
            return Json.MAPPER.writeValueAsBytes(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("openapi.yaml as JSON", e);
        }
    }
}
