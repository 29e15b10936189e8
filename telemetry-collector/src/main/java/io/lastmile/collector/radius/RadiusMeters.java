package io.lastmile.collector.radius;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/// Packets that were answered, and each that was not and why.
final class RadiusMeters {
    private static final String PREFIX = "lastmile.radius.";

    private final Counter answered;
    private final Map<Refusal, Counter> refused = new EnumMap<>(Refusal.class);

    RadiusMeters(MeterRegistry registry, Journal journal) {
        answered = registry.counter(PREFIX + "answered");
        for (Refusal refusal : Refusal.values()) {
            String why = refusal.name().toLowerCase(Locale.ROOT).replace('_', '-');
            refused.put(refusal, registry.counter(PREFIX + "unanswered", "why", why));
        }
        Gauge.builder(PREFIX + "journal.fill", journal, Journal::fill).register(registry);
    }

    void answered(int packets) {
        answered.increment(packets);
    }

    void refused(Refusal refusal, int packets) {
        refused.computeIfPresent(
                refusal,
                (_, counter) -> {
                    counter.increment(packets);
                    return counter;
                });
    }
}
