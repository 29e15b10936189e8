package io.lastmile.core.subscriptions;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;

/// What happened once to the paid time of a subscription, on a business day. `why` is the rule and
/// its inputs as they were then.
public record Cause(
        long id,
        int subscription,
        Origin origin,
        Kind kind,
        LocalDate day,
        JsonNode why,
        Instant made,
        String madeBy) {
    public enum Kind {
        EXTENDED,
        CHANGED,
        PAUSED,
        REFUNDED,
        ENDED
    }

    /// What a repetition of the same is told.
    Made repeated(int id, Kind wanted) {
        if (subscription != id || kind != wanted) {
            throw new IllegalStateException(
                    "%s: %s of subscription %d (expected: %s of %d)"
                            .formatted(origin, kind, subscription, wanted, id));
        }
        return new Made.Repeated(this.id);
    }
}
