package io.lastmile.core.usage;

import java.util.Optional;
import java.util.function.Supplier;

/// What answers questions about usage, for the room's routes and for pages. `now` is empty where
/// the collector is another process.
public record UsageParts(
        Usage usage,
        Talkers talkers,
        Outages outages,
        Ranges ranges,
        Supplier<Optional<NetworkNow>> now) {}
