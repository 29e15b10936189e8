package io.lastmile.core.usage;

import java.time.Duration;

/// What the live stream allows. A stream asks with each `beat` whether its login still holds, a
/// client that takes nothing for `stalled` is cut off, a window moves at most once per `move`, and
/// a view that nobody watches for `unwatched` is forgotten.
record LiveLimits(int views, Duration beat, Duration stalled, Duration move, Duration unwatched) {
    static final LiveLimits STANDARD =
            new LiveLimits(
                    2_000,
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(30),
                    Duration.ofMillis(200),
                    Duration.ofSeconds(60));
}
