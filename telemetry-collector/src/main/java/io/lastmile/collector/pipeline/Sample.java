package io.lastmile.collector.pipeline;

/// Bytes that one session moved between two readings.
///
/// `downTotal` and `upTotal` are the cumulative reading (unsigned 64-bit), `down` and `up` what
/// came since the previous one (never negative, never capped), `spanMillis` the real time since
/// then (saturates at 24.8 days). The time is the poll's.
public record Sample(
        Session session,
        long downTotal,
        long upTotal,
        long down,
        long up,
        int spanMillis,
        Reason reason,
        short marks) {
    /// More bytes than the line's rate allows in the span: counted, but kept out of FUP until
    /// confirmed.
    public static final short IMPLAUSIBLE = 1;

    /// The span is longer than 2.5 poll intervals: a graph shows a gap, not an average.
    public static final short GAP = 2;

    /// Another counter of the router counts these bytes as well: they belong to the sample's line,
    /// to the cross-check, and to no sum over lines.
    public static final short CROSS_CHECK = 4;

    /// RADIUS counts the session: the sample is part of no sum, only of the live rate and the
    /// cross-check.
    public static final short SHADOW = 8;

    public boolean is(short mark) {
        return (marks & mark) != 0;
    }
}
