package io.lastmile.collector.simulator;

/// Bytes in the customer's direction: `down` is what the customer received. Unsigned.
public record Bytes(long down, long up) {
    public static final Bytes NONE = new Bytes(0, 0);

    public Bytes plus(Bytes other) {
        return new Bytes(down + other.down, up + other.up);
    }

    public Bytes minus(Bytes other) {
        return new Bytes(down - other.down, up - other.up);
    }
}
