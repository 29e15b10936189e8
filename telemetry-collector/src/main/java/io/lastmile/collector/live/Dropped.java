package io.lastmile.collector.live;

/// A line that lost its last session. `line` is 0 if the database has not numbered it yet,
/// `rawName` the router's bytes as a Latin-1 string, `startedMicros` when the session began.
public record Dropped(long timeMicros, int router, int line, String rawName, long startedMicros) {
    /// A mass disconnect of a whole tenant fits; older ones are forgotten.
    public static final int KEPT_MAX = 1_000;
}
