package io.lastmile.collector.poller;

import java.util.random.RandomGenerator;

/// How long to leave a router alone that failed: twice as long each time, up to a limit. One that
/// refuses our login or shows another certificate is asked far more rarely, because only a person
/// can mend that (an edit of the router starts over at once) and each try stands in its log.
final class Breaker {
    static final long FIRST_MILLIS = 1_000;
    static final long MOST_MILLIS = 60_000;
    static final long REFUSED_FIRST_MILLIS = 30_000;
    static final long REFUSED_MOST_MILLIS = 900_000;

    private static final int DOUBLINGS_MAX = 10;
    private static final double JITTER = 0.2;

    private final RandomGenerator random;
    private int failures;

    Breaker(RandomGenerator random) {
        this.random = random;
    }

    /// Counts a failure and says how long to wait.
    long failed(boolean refused) {
        long first = refused ? REFUSED_FIRST_MILLIS : FIRST_MILLIS;
        long most = refused ? REFUSED_MOST_MILLIS : MOST_MILLIS;
        long doubled = first << Math.min(failures, DOUBLINGS_MAX);
        failures++;
        return Math.round(Math.min(most, doubled) * random.nextDouble(1 - JITTER, 1 + JITTER));
    }

    void answered() {
        failures = 0;
    }

    /// In a row.
    int failures() {
        return failures;
    }
}
