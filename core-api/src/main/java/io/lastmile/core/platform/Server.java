package io.lastmile.core.platform;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The HTTP server with everything that holds for all routes: headers, problems, origin check,
/// login, limits. Rooms and pages only hang their routes into it.
public final class Server implements AutoCloseable {
    /// Port 0 takes a free one. The policy is the page module's; the API alone needs nothing.
    public record Config(String bind, int port, String contentSecurityPolicy, Way way) {
        public static final String POLICY_OF_API = "default-src 'none'; frame-ancestors 'none'";

        public Config(String bind, int port, String contentSecurityPolicy) {
            this(bind, port, contentSecurityPolicy, Way.PLAIN);
        }

        public static Config of(String bind, int port) {
            return new Config(bind, port, POLICY_OF_API);
        }

        public Config by(Way other) {
            return new Config(bind, port, contentSecurityPolicy, other);
        }
    }

    /// How clients reach us: encrypted by a certificate of our own, through proxies whose word
    /// about the client counts (see `Client`), or neither.
    public record Way(Optional<Certificate> certificate, List<Cidr> proxies) {
        public static final Way PLAIN = new Way(Optional.empty(), List.of());

        public Way {
            proxies = List.copyOf(proxies);
        }
    }

    static final int HEADER_BYTES_MAX = 16 * 1024;
    static final int PROLOGUE_BYTES_MAX = 8 * 1024;
    static final int CONNECTIONS_MAX = 10_000;
    static final Duration IDLE_MAX = Duration.ofMinutes(2);

    private final WebServer server;
    private final List<Routes.Entry> table;

    private Server(WebServer server, List<Routes.Entry> table) {
        this.server = server;
        this.table = table;
    }

    /// Listens when it returns; throws what the socket throws if the port is taken.
    public static Server open(
            Config config, Platform platform, Guard guard, List<Consumer<Routes>> rooms) {
        MeterRegistry meters = platform.meters();
        var idempotency = new Idempotency(platform.database(), platform.clock());
        HttpRouting.Builder routing = HttpRouting.builder();
        var headers = new CommonHeaders(config.contentSecurityPolicy());
        var problems = new Problems(meters, headers);
        var routes = new Routes(routing, problems, idempotency);
        routing.addFilter(new Traffic(meters, headers, config.way().proxies()));
        routing.addFilter(new SameOrigin());
        routing.addFilter(new Gate(guard, routes));
        routing.error(Throwable.class, problems::handle);
        rooms.forEach(room -> room.accept(routes));
        routes.close();
        var server = WebServer.builder();
        config.way().certificate().map(Certificate::tls).ifPresent(server::tls);
        return new Server(
                server.host(config.bind())
                        .port(config.port())
                        .addRouting(routing)
                        .directHandlers(problems.direct())
                        // What a route really takes is `Body`'s and `Upload`'s to say.
                        .maxPayloadSize(Upload.BYTES_MAX)
                        .maxTcpConnections(CONNECTIONS_MAX)
                        .idleConnectionTimeout(IDLE_MAX)
                        .shutdownHook(false)
                        .addProtocol(
                                Http1Config.builder()
                                        .maxHeadersSize(HEADER_BYTES_MAX)
                                        .maxPrologueLength(PROLOGUE_BYTES_MAX)
                                        // It refuses `:` in a query, which RFC 3986 allows.
                                        .validatePrologue(false)
                                        .build())
                        .build()
                        .start(),
                routes.table());
    }

    /// Every route that it has, in the order in which they were hung.
    public List<Routes.Entry> table() {
        return table;
    }

    public int port() {
        return server.port();
    }

    /// Ends what still runs; rooms with open streams end those first.
    @Override
    public void close() {
        server.stop();
    }
}
