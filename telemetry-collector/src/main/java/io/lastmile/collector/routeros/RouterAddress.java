package io.lastmile.collector.routeros;

/// Where a router listens: 8728 for the plain API, 8729 for the one in TLS unless the operator
/// moved them.
public record RouterAddress(String host, int port) {
    public static final int PLAIN_PORT = 8728;
    public static final int TLS_PORT = 8729;

    private static final int HOST_CHARS_MAX = 253;

    public RouterAddress {
        if (host.isBlank() || host.length() > HOST_CHARS_MAX) {
            throw new IllegalArgumentException(
                    "router host: '" + host + "' (expected: a name or an address)");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("router port: " + port + " (expected: 1 to 65535)");
        }
    }

    @Override
    public String toString() {
        return host.indexOf(':') < 0 ? host + ":" + port : "[" + host + "]:" + port;
    }
}
