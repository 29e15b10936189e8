package io.lastmile.core.network;

import java.time.Instant;

/// A router's writing user, without its password.
public record Writer(
        int router,
        long version,
        String username,
        int requestsPerSecond,
        int burst,
        int kicksPerMinute,
        String localAddress,
        String pool,
        boolean enabled,
        Instant changed,
        String changedBy) {}
