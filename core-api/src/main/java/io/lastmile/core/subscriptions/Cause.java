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
}
