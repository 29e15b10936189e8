package io.lastmile.collector.poller;

import java.util.Map;

/// A condition that began (`open`) or ended at a time in microseconds since 1970. The evidence says
/// what was found, for a person; it is empty for an end.
public record ConditionChange(
        Condition condition, boolean open, long timeMicros, Map<String, String> evidence) {
    public ConditionChange {
        evidence = Map.copyOf(evidence);
    }
}
