package io.lastmile.collector.poller;

import java.util.concurrent.Semaphore;

/// What all routers' polls share.
record Surroundings(
        PollerConfig config,
        Connector connector,
        Destination destination,
        Reporter reporter,
        PollClock clock,
        Semaphore polling,
        PollerMeters meters) {}
