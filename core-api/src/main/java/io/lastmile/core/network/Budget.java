package io.lastmile.core.network;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/// What a router may be asked: `perSecond` requests, `burst` of them at once after a pause. It
/// begins empty, so that whoever takes over from another instance adds nothing to what that one
/// just used. One thread at a time.
final class Budget {
    private static final double NANOS = 1e9;

    private final double perNano;
    private final double burst;
    private final LongSupplier nanos;
    private double tokens;
    private long at;

    Budget(double perSecond, int burst, LongSupplier nanos) {
        this.perNano = perSecond / NANOS;
        this.burst = burst;
        this.nanos = nanos;
        this.at = nanos.getAsLong();
    }

    /// Waits for the next request's turn.
    void take() {
        while (!tryTake()) {
            LockSupport.parkNanos((long) Math.ceil((1 - tokens) / perNano));
        }
    }

    boolean tryTake() {
        return available() >= 1 && spend(1);
    }

    boolean spend(int count) {
        tokens -= count;
        return true;
    }

    /// Whole tokens there are now.
    int available() {
        long now = nanos.getAsLong();
        tokens = Math.min(burst, tokens + Math.max(0, now - at) * perNano);
        at = now;
        return (int) tokens;
    }

    Duration wait(int count) {
        return Duration.ofNanos((long) Math.max(0, Math.ceil((count - tokens) / perNano)));
    }
}
