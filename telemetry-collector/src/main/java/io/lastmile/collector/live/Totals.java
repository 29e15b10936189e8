package io.lastmile.collector.live;

/// The sums of one tick over the rates that are known: routers are polled at different moments, so
/// a sum is of current rates, each as old as its router's last poll.
///
/// `online` counts sessions at routers that answer, `unknown` sessions without a known rate (their
/// router does not answer, or was polled only once). Both rates are `Live.UNKNOWN` while no rate is
/// known at all: a gap, not a zero.
public record Totals(long timeMicros, long downBps, long upBps, int online, int unknown) {
    static Totals nothing(long timeMicros) {
        return new Totals(timeMicros, Live.UNKNOWN, Live.UNKNOWN, 0, 0);
    }

    /// Whether the sums are of every session that there is.
    public boolean complete() {
        return downBps != Live.UNKNOWN && unknown == 0;
    }
}
