package io.lastmile.collector.pipeline;

/// What passed between two readings of a router by three clocks: ours that only ever goes on, the
/// wall's, and the router's uptime (to the second).
record Passage(long steadyMillis, long wallMillis, long uptimeMillis) {
    /// Less is an uptime's rounding or a clock that is being set right.
    static final long SLEEP_MILLIS_MIN = 5_000;

    private static final long AGREE_MILLIS = 3_000;

    /// Quartzes differ by less.
    private static final int DRIFT_DIVISOR = 1_000;

    /// The steady clock stands still while the machine sleeps (a suspended or migrated virtual
    /// machine). That it did is certain only where both others tell of the same longer time: a
    /// clock that was set, or an uptime that jumped, does not move the other.
    long millis() {
        long agree = AGREE_MILLIS + uptimeMillis / DRIFT_DIVISOR;
        boolean slept =
                wallMillis - steadyMillis >= SLEEP_MILLIS_MIN
                        && uptimeMillis > steadyMillis
                        && Math.abs(wallMillis - uptimeMillis) <= agree;
        return slept ? wallMillis : steadyMillis;
    }
}
