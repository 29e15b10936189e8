package io.lastmile.core.usage;

import java.time.Instant;

/// Bytes of one stretch of time. Where nothing was polled in it, `known` is false and the bytes say
/// nothing.
public record Volume(Instant from, Instant to, boolean known, long down, long up) {
    public long total() {
        return down + up;
    }
}
