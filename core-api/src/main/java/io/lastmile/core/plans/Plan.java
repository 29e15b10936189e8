package io.lastmile.core.plans;

import java.time.Instant;
import java.util.Optional;

/// A plan with the version that holds now, or the first that will; `planned` is a later decision
/// whose time has not come. `version` is the newest one's number.
public record Plan(
        int id,
        long version,
        PlanVersion current,
        Optional<PlanVersion> planned,
        Optional<Retirement> retired) {
    /// Nobody new gets it; who has it keeps it.
    public record Retirement(Instant time, String by, String why) {}

    public Terms terms() {
        return current.terms();
    }

    /// What a change starts from: the latest decision.
    public PlanVersion newest() {
        return planned.orElse(current);
    }
}
