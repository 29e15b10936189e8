package io.lastmile.core.plans;

import java.time.Instant;
import java.util.List;

/// What a draft would change, compared with what customers would have at its moment without it.
/// `replaced` will not hold then. `planned` still comes after it, with the terms that were planned:
/// whatever else the draft changes ends then.
public record PlanDifference(
        Instant effective,
        PlanVersion before,
        Terms after,
        List<PlanVersion> replaced,
        List<PlanVersion> planned) {
    public PlanDifference {
        replaced = List.copyOf(replaced);
        planned = List.copyOf(planned);
    }

    static PlanDifference of(Plan plan, PlanDraft draft) {
        List<PlanVersion> replaced = plan.replacedBy(draft);
        List<PlanVersion> planned =
                plan.planned().stream()
                        .filter(version -> version.effective().isAfter(draft.effective()))
                        .filter(version -> !replaced.contains(version))
                        .toList();
        return new PlanDifference(
                draft.effective(), plan.at(draft.effective()), draft.terms(), replaced, planned);
    }

    /// The terms before each of `planned`: of the draft, then of the one planned before it.
    public Terms termsBefore(int planned) {
        return planned == 0 ? after : this.planned.get(planned - 1).terms();
    }
}
