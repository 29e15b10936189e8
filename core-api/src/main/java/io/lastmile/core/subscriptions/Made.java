package io.lastmile.core.subscriptions;

import io.lastmile.core.platform.Fault;
import io.lastmile.core.platform.Problem;
import io.lastmile.core.platform.Refusal;

/// What became of something that somebody wanted.
public sealed interface Made {
    /// It is done; `id` is the row's that says so.
    record Done(long id) implements Made {}

    /// It was done before; nothing changed.
    record Repeated(long id) implements Made {}

    record Refused(Fault fault) implements Made {
        /// Ends the request.
        public Refusal refusal() {
            return Problem.conflict(fault).refusal();
        }
    }

    record Missing(String what, long id) implements Made {}

    static Refused refused(String field, Object found, String expected) {
        return new Refused(new Fault(field, "" + found, expected));
    }

    /// The row, new or not, or the refusal that says what was in the way.
    default long idOrRefuse() {
        return switch (this) {
            case Done(long id) -> id;
            case Repeated(long id) -> id;
            case Refused refused -> throw refused.refusal();
            case Missing(String what, long id) -> throw Problem.notFound(what, id).refusal();
        };
    }
}
