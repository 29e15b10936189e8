package io.lastmile.collector.pipeline;

import java.util.List;

/// What the database remembers of a router: the state that the last committed poll left behind.
///
/// `listedUptimeMillis` is the router's uptime at the last complete list of its interfaces, which
/// not every poll has; 0 if there was none since it booted.
///
/// `live` are the sessions without an end, `ended` those of the same boot that ended in the last
/// hour (an `.id` that comes back within a boot continues its life). `lines` are all lines known at
/// the router.
public record RouterMemory(
        int router,
        int epoch,
        long uptimeMillis,
        long listedUptimeMillis,
        long timeMicros,
        boolean polledBefore,
        List<Line> lines,
        List<Session> live,
        List<Session> ended) {
    public RouterMemory {
        lines = List.copyOf(lines);
        live = List.copyOf(live);
        ended = List.copyOf(ended);
    }

    public static RouterMemory blank(int router) {
        return new RouterMemory(router, 0, 0, 0, 0, false, List.of(), List.of(), List.of());
    }
}
