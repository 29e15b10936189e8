package io.lastmile.core.platform;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/// Where a request really comes from, and whether it came encrypted all the way to us or to a
/// trusted proxy. Anybody can send `X-Forwarded-...`: it counts only from a trusted proxy, and of
/// its addresses the last one that is no trusted proxy itself.
public record Client(String address, boolean secure) {
    private static final HeaderName FORWARDED_FOR = HeaderNames.create("X-Forwarded-For");
    private static final HeaderName FORWARDED_PROTO = HeaderNames.create("X-Forwarded-Proto");
    private static final int HOPS_MAX = 20;

    /// The sender of a request that is under way.
    public static Client of(ServerRequest request) {
        return request.context().get(Client.class).orElseGet(() -> of(request, List.of()));
    }

    static Client of(ServerRequest request, List<Cidr> proxies) {
        Optional<InetAddress> peer =
                request.remotePeer().address() instanceof InetSocketAddress socket
                        ? Optional.ofNullable(socket.getAddress())
                        : Optional.empty();
        String direct = peer.map(Client::text).orElseGet(() -> request.remotePeer().host());
        if (peer.isEmpty() || !trusted(peer.get(), proxies)) {
            return new Client(direct, request.isSecure());
        }
        String proto = request.headers().first(FORWARDED_PROTO).orElse("").strip();
        return new Client(
                behind(header(request), peer.get(), proxies),
                request.isSecure() || proto.equalsIgnoreCase("https"));
    }

    private static String header(ServerRequest request) {
        return String.join(",", request.headers().values(FORWARDED_FOR));
    }

    /// The nearest hop that we do not trust; what stands before it may be invented.
    static String behind(String forwardedFor, InetAddress peer, List<Cidr> proxies) {
        String[] hops = forwardedFor.split(",", -1);
        InetAddress nearest = peer;
        for (int i = hops.length - 1; i >= Math.max(0, hops.length - HOPS_MAX); i--) {
            Optional<InetAddress> hop = literal(hops[i].strip());
            if (hop.isEmpty() || !trusted(nearest, proxies)) {
                break;
            }
            nearest = hop.get();
        }
        return text(nearest);
    }

    private static boolean trusted(InetAddress address, List<Cidr> proxies) {
        return proxies.stream().anyMatch(proxy -> proxy.contains(address));
    }

    private static Optional<InetAddress> literal(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException e) {
            // A client wrote what it liked; whoever is nearer counts.
            return Optional.empty();
        }
    }

    private static String text(InetAddress address) {
        return address.getHostAddress().replaceFirst("%.*$", "");
    }
}
