package io.lastmile.core.dunning;

import java.time.Instant;
import java.util.Optional;

/// Suspensions that a person is asked about: `count` would be cut off where `unasked` may be. Of a
/// confirmed one `begun` are off; who was on a dropped list is left alone `until` then.
public record DunningRun(
        long id,
        long version,
        State state,
        Instant made,
        int unasked,
        int count,
        Optional<Instant> settled,
        Optional<String> settledBy,
        String why,
        Optional<Instant> until,
        int begun) {
    /// `OUTDATED` is one whose list became short enough, or empty, before anybody answered.
    public enum State {
        ASKS,
        CONFIRMED,
        DROPPED,
        OUTDATED
    }

    static final int WHY_LENGTH_MAX = 500;
}
