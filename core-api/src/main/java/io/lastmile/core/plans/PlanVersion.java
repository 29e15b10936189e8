package io.lastmile.core.plans;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One decision about a plan: who made it, when and why, and from when on it holds. One that
/// `replaces` ends what was planned for its moment or later; `replacedBy` is the number of the
/// decision that did so to this one.
public record PlanVersion(
        int number,
        Instant effective,
        Instant made,
        String madeBy,
        String why,
        boolean replaces,
        Optional<Integer> replacedBy,
        Terms terms) {
    /// What would hold at its moment had it not been decided, as far as `versions` tell.
    public Optional<PlanVersion> basis(List<PlanVersion> versions) {
        List<PlanVersion> earlier = versions.stream().filter(v -> v.number < number).toList();
        return holding(
                earlier.stream().filter(v -> earlier.stream().noneMatch(v::isEndedBy)).toList(),
                effective);
    }

    /// Of versions none of which is replaced: the one that holds at a time, else the first that
    /// will.
    static Optional<PlanVersion> holding(List<PlanVersion> living, Instant time) {
        Optional<PlanVersion> begun =
                living.stream()
                        .filter(v -> !v.effective.isAfter(time))
                        .max((a, b) -> a.effective.compareTo(b.effective));
        return begun.or(() -> living.stream().min((a, b) -> a.effective.compareTo(b.effective)));
    }

    private boolean isEndedBy(PlanVersion later) {
        return later.number > number && isEndedBy(later.effective, later.replaces);
    }

    /// Whether a later decision ends this one before it holds.
    boolean isEndedBy(Instant time, boolean replaces) {
        return effective.equals(time) || (replaces && !time.isAfter(effective));
    }
}
