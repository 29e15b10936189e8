package io.lastmile.collector.simulator;

/// What a completed print said of a counter, and when (milliseconds since 1970, the fleet's clock).
/// `segment` counts the counter's resets within its life.
public record Reading(long timeMillis, Bytes bytes, int segment) {}
