package io.lastmile.core.plans;

/// A value for each direction as the customer sees them: bit/s or seconds.
public record Pair(long up, long down) {
    static final Pair ZERO = new Pair(0, 0);

    boolean within(Pair limit) {
        return up <= limit.up && down <= limit.down;
    }

    /// `this` where it is not zero, else `other`.
    Pair or(Pair other) {
        return new Pair(up == 0 ? other.up : up, down == 0 ? other.down : down);
    }
}
