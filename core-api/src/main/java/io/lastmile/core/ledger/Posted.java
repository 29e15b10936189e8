package io.lastmile.core.ledger;

import io.lastmile.core.platform.Fault;
import io.lastmile.core.platform.Problem;
import java.time.LocalDate;

/// What became of a posting.
public sealed interface Posted {
    /// It is in the books as `batch` now.
    record Done(long batch) implements Posted {}

    /// Its source was posted before, with the same entries, as `batch`.
    record Repeated(long batch) implements Posted {}

    /// The books take nothing of that day any more.
    record Closed(LocalDate day, LocalDate through) implements Posted {}

    /// The batch, new or not; a closed day ends the request.
    default long batchOrRefuse() {
        return switch (this) {
            case Done(long batch) -> batch;
            case Repeated(long batch) -> batch;
            case Closed(LocalDate day, LocalDate through) ->
                    throw Problem.conflict(new Fault("day", day.toString(), "one after " + through))
                            .refusal();
        };
    }
}
