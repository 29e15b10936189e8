package io.lastmile.core.plans;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A plan with the version that holds now, or the first that will; `planned` are those whose time
/// comes later, in that order. `version` is the newest one's number.
public record Plan(
        int id,
        long version,
        PlanVersion current,
        List<PlanVersion> planned,
        Optional<Retirement> retired) {
    /// Nobody new gets it; who has it keeps it.
    public record Retirement(Instant time, String by, String why) {}

    public Plan {
        planned = List.copyOf(planned);
    }

    public Terms terms() {
        return current.terms();
    }

    /// What customers have at a time from now on, as it is decided today.
    public PlanVersion at(Instant time) {
        return planned.stream()
                .filter(version -> !version.effective().isAfter(time))
                .reduce(current, (_, later) -> later);
    }

    /// What is planned and would not hold any more.
    List<PlanVersion> replacedBy(PlanDraft draft) {
        return planned.stream()
                .filter(version -> version.isEndedBy(draft.effective(), draft.replaces()))
                .toList();
    }
}
