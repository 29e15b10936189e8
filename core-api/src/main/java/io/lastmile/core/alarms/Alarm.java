package io.lastmile.core.alarms;

import java.time.Instant;
import java.util.Optional;

/// Something that somebody should know of. `affected` is how many sessions were on when it began;
/// `children` how many alarms it swallowed.
public record Alarm(
        long id,
        String kind,
        String severity,
        State state,
        Optional<Integer> router,
        Optional<String> routerName,
        Optional<String> name,
        Optional<Long> parent,
        int children,
        int affected,
        String owner,
        Instant since,
        Optional<Instant> until,
        Words title,
        Words detail) {
    /// Where it is in its life.
    public enum State {
        FIRING,
        ACKNOWLEDGED,
        RESOLVED
    }

    /// An entry of its history; an empty actor is the system.
    public record Event(Instant time, String kind, String actor, String note) {}
}
