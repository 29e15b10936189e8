package io.lastmile.core.tickets;

/// Targets in business minutes: until the first answer, and until it is solved.
public record Promises(int replyMinutes, int solveMinutes) {
    static final int MINUTES_MAX = 100_000;

    public Promises {
        if (replyMinutes < 1
                || solveMinutes < 1
                || Math.max(replyMinutes, solveMinutes) > MINUTES_MAX) {
            throw new IllegalArgumentException(
                    "promises: %d, %d (expected: 1 to %d)"
                            .formatted(replyMinutes, solveMinutes, MINUTES_MAX));
        }
    }
}
