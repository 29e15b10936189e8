package io.lastmile.core.customers;

import io.lastmile.core.platform.Fault;
import io.lastmile.core.platform.Problem;

/// What became of a change to a customer.
public sealed interface CustomerSaved {
    record Done(int id) implements CustomerSaved {}

    record Stale(long versionNow) implements CustomerSaved {}

    record Missing(int id) implements CustomerSaved {}

    /// Something is in the way.
    record Refused(Fault fault) implements CustomerSaved {}

    default int idOrRefuse() {
        return switch (this) {
            case Done done -> done.id();
            case Stale stale -> throw Problem.stale(stale.versionNow()).refusal();
            case Missing missing -> throw Problem.notFound("customer", missing.id()).refusal();
            case Refused refused -> throw Problem.conflict(refused.fault()).refusal();
        };
    }
}
