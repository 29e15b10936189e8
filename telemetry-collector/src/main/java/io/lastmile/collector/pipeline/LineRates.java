package io.lastmile.collector.pipeline;

/// The most that a line can move, in bit/s, for telling an implausible delta. Answers at once, from
/// memory.
@FunctionalInterface
public interface LineRates {
    long bitsPerSecondMax(Line line);
}
