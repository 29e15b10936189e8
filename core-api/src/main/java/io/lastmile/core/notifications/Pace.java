package io.lastmile.core.notifications;

/// So many messages a second, by the machine's own clock; what was not used in a second is gone.
final class Pace {
    private static final long SECOND_NANOS = 1_000_000_000;

    private long secondBegan;
    private int used;

    /// How many of `wanted` may go now.
    synchronized int take(int wanted, int perSecond, long nowNanos) {
        if (used == 0 || nowNanos - secondBegan >= SECOND_NANOS) {
            secondBegan = nowNanos;
            used = 0;
        }
        int granted = Math.min(wanted, Math.max(0, perSecond - used));
        used += granted;
        return granted;
    }

    /// Some of them were not needed.
    synchronized void giveBack(int unused) {
        used = Math.max(0, used - unused);
    }
}
