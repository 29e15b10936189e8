package io.lastmile.core.usage;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.lastmile.core.platform.Actor;
import io.lastmile.core.platform.Permission;
import io.lastmile.core.platform.Platform;
import io.lastmile.core.platform.Role;
import io.lastmile.core.platform.Server;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The live routes on a server of their own, with limits that a test can wait for and logins that
/// it can end: whoever is in `logins` is let in by the name alone.
final class LiveServer implements AutoCloseable {
    /// The kernel takes at least 2 KB: a client that takes little before it takes nothing.
    private static final int RECEIVE_BYTES = 1_024;

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final Set<String> logins = ConcurrentHashMap.newKeySet();
    final LiveViews views;
    final Server server;

    LiveServer(LiveApi live, LiveLimits limits) {
        views = new LiveViews(live.feed.rates, live.api.core.lines().directory(), limits, meters);
        var routes =
                new LiveRoutes(
                        Optional.of(live.feed.rates), Optional.of(views), _ -> false, meters);
        server =
                Server.open(
                        Server.Config.of("127.0.0.1", 0),
                        Platform.of(live.api.source(), meters, live.api.clock),
                        this::actor,
                        List.of(routes::routes));
        views.start();
    }

    private Optional<Actor> actor(ServerRequest request) {
        return request.headers()
                .first(HeaderNames.FROM)
                .filter(logins::contains)
                .map(login ->
                        new Actor(
                                Role.NOC,
                                new Actor.Who(login, 1, 0, 0),
                                EnumSet.of(Permission.LIVE_SEE),
                                ""));
    }

    LiveView view(String login) {
        logins.add(login);
        var order = new Order(Order.Sort.DOWN, true, Order.Only.ALL, 0, "", "");
        return views.create(login, new Window(order, 0, Window.COUNT_MAX)).orElseThrow();
    }

    /// A request whose answer nobody has read yet.
    Socket send(String login, String method, String path) {
        try {
            var socket = new Socket();
            socket.setReceiveBufferSize(RECEIVE_BYTES);
            socket.connect(new InetSocketAddress("127.0.0.1", server.port()));
            String request =
                    "%s %s HTTP/1.1\r\nHost: localhost\r\nFrom: %s\r\nContent-Length: 0\r\n\r\n"
                            .formatted(method, path, login);
            OutputStream to = socket.getOutputStream();
            to.write(request.getBytes(StandardCharsets.US_ASCII));
            to.flush();
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int status(String login, String method, String path) {
        try (Socket socket = send(login, method, path)) {
            String head =
                    new String(socket.getInputStream().readNBytes(12), StandardCharsets.UTF_8);
            return Integer.parseInt(head.substring(9));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    double meter(String name) {
        return meters.get(name).meter().measure().iterator().next().getValue();
    }

    @Override
    public void close() {
        views.close();
        server.close();
    }
}
