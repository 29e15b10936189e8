package io.lastmile.collector.simulator;

/// A request that a router got: `/ppp/secret` and `print`, and when, by the steady clock.
public record Asked(String path, String verb, long nanos) {
    /// Whether it wants to change something.
    public boolean edits() {
        return !path.isEmpty() && !verb.equals("print") && !verb.equals("listen");
    }
}
