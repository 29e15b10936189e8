package io.lastmile.core.dunning;

import io.lastmile.core.platform.Fault;
import io.lastmile.core.platform.Problem;

/// What became of something that somebody wanted of this room.
public sealed interface Granted {
    /// `id` is the row's that says so.
    record Done(long id) implements Granted {}

    record Refused(Fault fault) implements Granted {}

    record Missing(String what, long id) implements Granted {}

    /// Somebody changed it meanwhile.
    record Stale(long version) implements Granted {}

    static Granted refused(String field, Object found, String expected) {
        return new Refused(new Fault(field, "" + found, expected));
    }

    /// The row, or the refusal that says what was in the way.
    default long idOrRefuse() {
        return switch (this) {
            case Done(long id) -> id;
            case Refused(Fault fault) -> throw Problem.conflict(fault).refusal();
            case Missing(String what, long id) -> throw Problem.notFound(what, id).refusal();
            case Stale(long version) -> throw Problem.stale(version).refusal();
        };
    }
}
