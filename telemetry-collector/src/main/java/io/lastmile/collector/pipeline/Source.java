package io.lastmile.collector.pipeline;

/// The table of a router that a counter was read from. `code` is what the database stores and never
/// changes its meaning.
///
/// Direction is always the customer's (routeros.md, 1.12): at the server, `/interface` `rx-byte` is
/// what the customer sent; `/queue/simple` `bytes` is written upload/download.
public enum Source {
    PPP_INTERFACE(1),
    SIMPLE_QUEUE(2);

    private final short code;

    Source(int code) {
        this.code = (short) code;
    }

    public short code() {
        return code;
    }

    public static Source ofCode(int code) {
        return switch (code) {
            case 1 -> PPP_INTERFACE;
            case 2 -> SIMPLE_QUEUE;
            default ->
                    throw new IllegalArgumentException(
                            "source code: " + code + " (expected: 1 or 2)");
        };
    }
}
