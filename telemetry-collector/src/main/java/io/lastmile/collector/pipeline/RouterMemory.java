package io.lastmile.collector.pipeline;

import java.util.List;
import java.util.Set;

/// What the database remembers of a router: the state that the last committed poll left behind.
///
/// `listedUptimeMillis` is the router's uptime at the last complete list of its interfaces, which
/// not every poll has; 0 if there was none since it booted.
///
/// `live` are the sessions without an end, `ended` those of the same boot that ended in the last
/// hour (an `.id` that comes back within a boot continues its life). `listed` are the tables that
/// ever had a row. A name without such a session is looked up again when it comes back: a router
/// may have seen any number of them. `radius` says whose sessions RADIUS counts.
public record RouterMemory(
        int router,
        int epoch,
        long uptimeMillis,
        long listedUptimeMillis,
        long timeMicros,
        boolean polledBefore,
        Set<Source> listed,
        List<Session> live,
        List<Session> ended,
        RadiusLives radius) {
    public RouterMemory {
        listed = Set.copyOf(listed);
        live = List.copyOf(live);
        ended = List.copyOf(ended);
    }

    /// A router that was never polled.
    public static RouterMemory blank(int router) {
        return blank(router, RadiusLives.NONE);
    }

    public static RouterMemory blank(int router, RadiusLives radius) {
        return new RouterMemory(router, 0, 0, 0, 0, false, Set.of(), List.of(), List.of(), radius);
    }
}
