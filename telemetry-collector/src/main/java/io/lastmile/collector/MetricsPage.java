package io.lastmile.collector;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// `/metrics` of a collector in a process of its own, for Prometheus on the same machine: it
/// listens on loopback only, because router names are in the metrics. Embedded, the collector's
/// meters are on the product's page.
final class MetricsPage implements AutoCloseable {
    private static final String PATH = "/metrics";
    private static final String ROOMS = "lastmile.";
    private static final int BACKLOG = 16;

    /// The JDK's server has these two limits as properties of the process only.
    private static final String SECONDS_MAX = "sun.net.httpserver.maxReqTime";

    private static final String CONNECTIONS_MAX = "jdk.httpserver.maxConnections";

    private final PrometheusMeterRegistry meters =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    /// The port cannot be had.
    static final class PortTaken extends RuntimeException {
        private static final long serialVersionUID = 1;

        PortTaken(int port, IOException cause) {
            super(
                    "cannot listen on 127.0.0.1 port %d (%s); choose another with --metrics-port"
                            .formatted(port, cause.getMessage()),
                    cause);
        }
    }

    private MetricsPage(HttpServer server) {
        this.server = server;
        new JvmMemoryMetrics().bindTo(meters);
        new JvmThreadMetrics().bindTo(meters);
        new ProcessorMetrics().bindTo(meters);
        collections.bindTo(meters);
        server.setExecutor(readers);
        server.createContext("/", this::answer);
        server.start();
    }

    /// Port 0 takes a free one.
    static MetricsPage open(int port) {
        setUnlessSet(SECONDS_MAX, "10");
        setUnlessSet(CONNECTIONS_MAX, "64");
        try {
            var address = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port);
            return new MetricsPage(HttpServer.create(address, BACKLOG));
        } catch (IOException e) {
            throw new PortTaken(port, e);
        }
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    PrometheusMeterRegistry meters() {
        return meters;
    }

    /// Of rooms that ended: the same meters may be registered again by those that come after them.
    void forgetRooms() {
        meters.getMeters().stream()
                .filter(meter -> meter.getId().getName().startsWith(ROOMS))
                .forEach(meters::remove);
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!exchange.getRequestURI().getPath().equals(PATH)) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            switch (exchange.getRequestMethod()) {
                case "GET" -> send(exchange, meters.scrape().getBytes(StandardCharsets.UTF_8));
                case "HEAD" -> send(exchange, new byte[0]);
                default -> {
                    exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                    exchange.sendResponseHeaders(405, -1);
                }
            }
        }
    }

    private static void send(HttpExchange exchange, byte[] text) throws IOException {
        exchange.getResponseHeaders()
                .set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
        exchange.sendResponseHeaders(200, text.length == 0 ? -1 : text.length);
        if (text.length > 0) {
            exchange.getResponseBody().write(text);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        readers.close();
        collections.close();
        meters.close();
    }
}
