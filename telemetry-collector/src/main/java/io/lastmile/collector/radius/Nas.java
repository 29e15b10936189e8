package io.lastmile.collector.radius;

/// A router that sends accounting: `router` is its id in core, `secret` what it shares with us.
public record Nas(int router, String secret) {
    public Nas {
        if (secret.isEmpty()) {
            throw new IllegalArgumentException(
                    "router " + router + ": an empty RADIUS secret (expected: a secret)");
        }
    }

    @Override
    public String toString() {
        return "Nas[router=" + router + "]";
    }
}
