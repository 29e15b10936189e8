package io.lastmile.core.tickets;

import io.lastmile.core.platform.Fault;
import io.lastmile.core.platform.Problem;
import java.time.Duration;
import java.util.Map;

/// What became of something that somebody wanted to do to a ticket. A message of 0 is none.
public sealed interface Filed {
    record Done(int ticket, long message) implements Filed {}

    record Stale(long versionNow) implements Filed {}

    /// There is none, or the actor may not see it, which is the same to it.
    record Missing(Object id) implements Filed {}

    /// Something is in the way.
    record Refused(Fault fault) implements Filed {}

    /// The customer opened too many already.
    record TooMany(Duration again) implements Filed {}

    static Filed refused(String field, String found, String expected) {
        return new Refused(new Fault(field, found, expected));
    }

    default Done doneOrRefuse() {
        return switch (this) {
            case Done done -> done;
            case Stale stale -> throw Problem.stale(stale.versionNow()).refusal();
            case Missing missing -> throw Problem.notFound("ticket", missing.id()).refusal();
            case Refused refused -> throw Problem.conflict(refused.fault()).refusal();
            case TooMany many ->
                    throw new io.lastmile.core.platform.Refusal(
                            Problem.of(
                                    429,
                                    "too-many",
                                    "Too many complaints at once",
                                    "again in %d minutes (expected: at most %d a day)"
                                            .formatted(
                                                    many.again().toMinutes(), TicketDesk.DAY_MAX)),
                            Map.of("Retry-After", "" + many.again().toSeconds()));
        };
    }
}
