package io.lastmile.faults;

import java.math.BigInteger;

/// Bytes in the customer's two directions.
record Moved(BigInteger down, BigInteger up) {
    static final Moved NONE = new Moved(BigInteger.ZERO, BigInteger.ZERO);

    Moved plus(Moved other) {
        return new Moved(down.add(other.down), up.add(other.up));
    }

    Moved minus(Moved other) {
        return new Moved(down.subtract(other.down), up.subtract(other.up));
    }

    /// In both directions.
    boolean isAtLeast(Moved other) {
        return down.compareTo(other.down) >= 0 && up.compareTo(other.up) >= 0;
    }
}
