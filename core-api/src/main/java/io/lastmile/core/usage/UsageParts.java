package io.lastmile.core.usage;

/// What answers questions about usage, for the room's routes and for pages.
public record UsageParts(Usage usage, Talkers talkers, Outages outages, Ranges ranges) {}
