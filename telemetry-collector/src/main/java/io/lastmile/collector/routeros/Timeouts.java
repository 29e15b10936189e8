package io.lastmile.collector.routeros;

import java.time.Duration;

/// How long the client waits. `connect` for the name, for the connection and for the handshake,
/// each; `idle` for the next sentence of a command, counted anew from every sentence, because a
/// large table takes a router longer than any fixed time (routeros.md 1.9).
public record Timeouts(Duration connect, Duration idle) {
    public static final Timeouts STANDARD =
            new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(30));

    public Timeouts {
        check("connect", connect);
        check("idle", idle);
    }

    static Duration check(String name, Duration value) {
        if (value.compareTo(Duration.ofMillis(1)) < 0 || value.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException(
                    name + " timeout: " + value + " (expected: 1 ms to 1 day)");
        }
        return value;
    }
}
