package io.lastmile.core.tickets;

import io.lastmile.core.platform.Fault;
import io.lastmile.core.platform.Problem;
import io.lastmile.core.platform.Refusal;
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

    /// The customer sent as many already as `most` in this time.
    record TooMany(String what, int most, Duration again) implements Filed {}

    /// The customer's pictures take as much room as one may have.
    record Full() implements Filed {}

    static Filed refused(String field, String found, String expected) {
        return new Refused(new Fault(field, found, expected));
    }

    default Done doneOrRefuse() {
        return switch (this) {
            case Done done -> done;
            case Stale stale -> throw Problem.stale(stale.versionNow()).refusal();
            case Missing missing -> throw Problem.notFound("ticket", missing.id()).refusal();
            case Refused refused -> throw Problem.conflict(refused.fault()).refusal();
            case TooMany many -> throw tooMany(many);
            case Full _ ->
                    throw Problem.of(
                                    409,
                                    "pictures-full",
                                    "Too many pictures of this customer",
                                    "pictures: more than %d bytes (expected: at most)"
                                            .formatted(OwnLimits.PICTURE_BYTES_MAX))
                            .refusal();
        };
    }

    private static Refusal tooMany(TooMany many) {
        return new Refusal(
                Problem.of(
                        429,
                        "too-many",
                        "Too many at once",
                        "%s: again in %d minutes (expected: at most %d in this time)"
                                .formatted(many.what(), many.again().toMinutes(), many.most())),
                Map.of("Retry-After", "" + many.again().toSeconds()));
    }
}
