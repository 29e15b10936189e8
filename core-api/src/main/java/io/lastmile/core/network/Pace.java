package io.lastmile.core.network;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/// How fast one router is worked on, and how much it was asked. One turn at a time.
final class Pace {
    private static final long MINUTE_NANOS = Duration.ofMinutes(1).toNanos();

    /// Ten seconds' worth of kicks at once.
    private static final int KICK_BURST_PER_MINUTE = 6;

    private final long version;
    private final Budget requests;
    private final Budget kicks;
    private final Deque<Long> lastMinute = new ArrayDeque<>();
    private long total;
    private long told;

    Pace(Writer writer) {
        this.version = writer.version();
        this.requests = new Budget(writer.requestsPerSecond(), writer.burst(), System::nanoTime);
        this.kicks =
                new Budget(
                        writer.kicksPerMinute() / 60.0,
                        Math.max(1, writer.kicksPerMinute() / KICK_BURST_PER_MINUTE),
                        System::nanoTime);
    }

    boolean of(Writer writer) {
        return version == writer.version();
    }

    Budget requests() {
        return requests;
    }

    Budget kicks() {
        return kicks;
    }

    void asked() {
        total++;
        lastMinute.addLast(System.nanoTime());
    }

    long total() {
        return total;
    }

    int lastMinute() {
        long since = System.nanoTime() - MINUTE_NANOS;
        while (!lastMinute.isEmpty() && lastMinute.getFirst() - since < 0) {
            lastMinute.removeFirst();
        }
        return lastMinute.size();
    }

    /// Requests since this was last called.
    long untold() {
        long fresh = total - told;
        told = total;
        return fresh;
    }
}
