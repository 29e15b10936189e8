package io.lastmile.core.usage;

import java.time.Instant;
import java.util.Map;

/// Since when each level knows what there is to know of a subject; a level that is missing knows
/// nothing.
record Reach(Map<Level, Instant> since) {
    Reach {
        since = Map.copyOf(since);
    }

    /// The finest level from `wanted` on that knows from `from` on whatever a coarser one does: a
    /// graph drawn from it has no gap that is only a matter of retention.
    Level whole(Level wanted, Instant from) {
        for (Level level : Level.values()) {
            if (level.compareTo(wanted) >= 0 && !misses(level, from)) {
                return level;
            }
        }
        return Level.DAY;
    }

    /// The beginning of a level lies anywhere in the first bucket of the next one, so only what a
    /// coarser level has in whole buckets before counts.
    private boolean misses(Level level, Instant from) {
        Instant begins = since.getOrDefault(level, Instant.MAX);
        if (!begins.isAfter(from)) {
            return false;
        }
        return since.entrySet().stream()
                .anyMatch(coarser ->
                        coarser.getKey().compareTo(level) > 0
                                && !coarser.getValue()
                                        .plus(coarser.getKey().length())
                                        .isAfter(begins));
    }
}
