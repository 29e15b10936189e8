package io.lastmile.collector.poller;

import io.lastmile.collector.pipeline.PollReading;

/// Where readings go.
public interface Destination {
    /// Whether there was room. The next reading carries what a refused one would have.
    boolean offer(PollReading reading);

    /// How full what waits for the database is, 0 to 1.
    double fill();
}
