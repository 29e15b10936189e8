package io.lastmile.collector.poller;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Semaphore;

/// What all routers' polls share.
record Surroundings(
        PollerConfig config,
        Connector connector,
        Destination destination,
        Reporter reporter,
        PollClock clock,
        Clock wall,
        Semaphore polling,
        PollerMeters meters) {
    /// The wall clock, in microseconds since 1970.
    long wallMicros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, wall.instant());
    }
}
