package io.lastmile.collector.poller;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What the poller has learnt about the routers themselves since it last told. The newest health
/// per router; changes of conditions in their order; and, where the set of routers changed, who is
/// in it: all others are no longer anybody's business.
public record Findings(
        List<RouterHealth> health, List<ConditionChange> changes, Optional<Set<Integer>> routers) {
    public Findings {
        health = List.copyOf(health);
        changes = List.copyOf(changes);
        routers = routers.map(Set::copyOf);
    }

    public boolean isEmpty() {
        return health.isEmpty() && changes.isEmpty() && routers.isEmpty();
    }

    /// Where findings are kept; the store implements it. Writes all of them or throws; may be told
    /// the same again. Gives back the beginnings about lines that the database has not numbered
    /// yet, to be told again. Blocks, and is called in the background.
    @FunctionalInterface
    public interface Shelf {
        List<ConditionChange> write(Findings findings);
    }
}
