package io.lastmile.core.network;

import io.lastmile.core.platform.Fault;
import io.lastmile.core.platform.Problem;

/// What became of a run of holds.
public sealed interface Holding {
    /// `placed` of its lines have the reason now that had it not, `suspended` of them were on.
    record Placed(int placed, int suspended) implements Holding {}

    /// It would suspend more lines than a run may without asking (billing.md, C.8).
    record TooMany(int wouldSuspend, int unasked) implements Holding {}

    record Missing(int line) implements Holding {}

    default Placed placedOrRefuse() {
        return switch (this) {
            case Placed placed -> placed;
            case TooMany many ->
                    throw Problem.conflict(
                                    new Fault(
                                            "confirmed",
                                            "a run that suspends %d lines"
                                                    .formatted(many.wouldSuspend()),
                                            "at most %d, or confirmed: %d"
                                                    .formatted(
                                                            many.unasked(), many.wouldSuspend())))
                            .refusal();
            case Missing missing -> throw Problem.notFound("line", missing.line()).refusal();
        };
    }
}
