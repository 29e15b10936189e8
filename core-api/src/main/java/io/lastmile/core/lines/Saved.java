package io.lastmile.core.lines;

import io.lastmile.core.platform.Fault;
import io.lastmile.core.platform.Problem;

/// What became of a change.
sealed interface Saved {
    record Done(int id) implements Saved {}

    /// Another one has this name or address.
    record Taken(Fault fault) implements Saved {}

    /// It was changed since; this is its version now.
    record Stale(long versionNow) implements Saved {}

    record Missing() implements Saved {}

    /// The id, or the refusal that says what was in the way.
    default int idOrRefuse(String what, Object id) {
        return switch (this) {
            case Done done -> done.id();
            case Taken taken -> throw Problem.conflict(taken.fault()).refusal();
            case Stale stale -> throw Problem.stale(stale.versionNow()).refusal();
            case Missing _ -> throw Problem.notFound(what, id).refusal();
        };
    }
}
