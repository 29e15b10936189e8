package io.lastmile.core.plans;

import io.lastmile.core.platform.DomainEvent;
import java.time.Instant;
import java.util.List;

/// A plan has a new version (1 if it is new) that holds from `effective` on; the versions
/// `replaced` were planned and will not hold.
public record PlanChanged(int plan, int number, Instant effective, List<Integer> replaced)
        implements DomainEvent {
    public PlanChanged {
        replaced = List.copyOf(replaced);
    }
}
