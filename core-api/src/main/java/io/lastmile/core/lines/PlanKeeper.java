package io.lastmile.core.lines;

import java.util.Collection;
import java.util.Set;

/// Told by the room above that sells plans: which of some lines have their plan from there. Such a
/// plan is not changed at the line as long as the line is the same customer's: nobody would be
/// credited for the old one or charged for the new one.
@FunctionalInterface
public interface PlanKeeper {
    Set<Integer> kept(Collection<Integer> lines);
}
