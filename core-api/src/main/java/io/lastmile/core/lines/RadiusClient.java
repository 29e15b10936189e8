package io.lastmile.core.lines;

import java.time.Instant;

/// A router as a client of RADIUS accounting, without its secret. Its packets come from `address`;
/// it takes changes of sessions (RFC 5176) at `coaPort`.
public record RadiusClient(
        int router, long version, String address, int coaPort, Instant changed, String changedBy) {}
