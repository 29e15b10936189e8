package io.lastmile.core.plans;

import io.lastmile.core.platform.Fault;
import io.lastmile.core.platform.Problem;
import java.util.List;

/// What became of a change to a plan.
public sealed interface PlanSaved {
    record Done(int id) implements PlanSaved {}

    /// Another plan that is sold has this name.
    record Taken(String name) implements PlanSaved {}

    /// What stands already, the regulator's memos above all, forbids it.
    record Invalid(List<Fault> faults) implements PlanSaved {
        public Invalid {
            faults = List.copyOf(faults);
        }
    }

    record Stale(long versionNow) implements PlanSaved {}

    record Retired(int id) implements PlanSaved {}

    record Missing(int id) implements PlanSaved {}

    default int idOrRefuse() {
        return switch (this) {
            case Done done -> done.id();
            case Taken taken ->
                    throw Problem.conflict(
                                    new Fault(
                                            "name", taken.name(), "a name that no other plan has"))
                            .refusal();
            case Invalid invalid -> throw Problem.invalid(invalid.faults()).refusal();
            case Stale stale -> throw Problem.stale(stale.versionNow()).refusal();
            case Retired retired ->
                    throw Problem.conflict(
                                    new Fault("plan", "" + retired.id(), "one that is not retired"))
                            .refusal();
            case Missing missing -> throw Problem.notFound("plan", missing.id()).refusal();
        };
    }
}
