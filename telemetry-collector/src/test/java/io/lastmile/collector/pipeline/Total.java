package io.lastmile.collector.pipeline;

import java.math.BigInteger;

/// Bytes in the customer's two directions, as many as there may be.
public record Total(BigInteger down, BigInteger up) {
    public static final Total NONE = new Total(BigInteger.ZERO, BigInteger.ZERO);

    public static Total unsigned(long down, long up) {
        return new Total(unsigned(down), unsigned(up));
    }

    private static BigInteger unsigned(long bits) {
        return new BigInteger(Long.toUnsignedString(bits));
    }

    public Total plus(Total other) {
        return new Total(down.add(other.down), up.add(other.up));
    }

    public Total minus(Total other) {
        return new Total(down.subtract(other.down), up.subtract(other.up));
    }

    /// In both directions.
    public boolean isAtLeast(Total other) {
        return down.compareTo(other.down) >= 0 && up.compareTo(other.up) >= 0;
    }
}
