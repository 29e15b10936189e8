package io.lastmile.collector.pipeline;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/// What moves through the pipeline, and every reading that it let go and why.
final class PipelineMeters {
    private static final String PREFIX = "lastmile.pipeline.";

    private final Counter outcomes;
    private final Counter samples;
    private final Counter implausible;
    private final Counter gaps;
    private final Counter refused;
    private final Counter awaited;
    private final Counter superseded;
    private final Counter rebuilds;
    private final Map<Reason, Counter> starts = new EnumMap<>(Reason.class);
    private final Map<Reason, Counter> ends = new EnumMap<>(Reason.class);

    PipelineMeters(MeterRegistry registry, Spool spool) {
        outcomes = registry.counter(PREFIX + "outcomes");
        samples = registry.counter(PREFIX + "samples");
        implausible = registry.counter(PREFIX + "samples.implausible");
        gaps = registry.counter(PREFIX + "samples.gap");
        refused = registry.counter(PREFIX + "readings.dropped", "why", "spool-full");
        awaited = registry.counter(PREFIX + "readings.dropped", "why", "not-recalled");
        superseded = registry.counter(PREFIX + "readings.dropped", "why", "superseded");
        rebuilds = registry.counter(PREFIX + "rebuilds");
        for (Reason reason : Reason.values()) {
            starts.put(reason, counter(registry, "sessions.started", reason));
            ends.put(reason, counter(registry, "sessions.ended", reason));
        }
        Gauge.builder(PREFIX + "spool.fill", spool, Spool::fill).register(registry);
        Gauge.builder(PREFIX + "spool.outcomes", spool, Spool::size).register(registry);
    }

    private static Counter counter(MeterRegistry registry, String name, Reason reason) {
        String tag = reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
        return registry.counter(PREFIX + name, "reason", tag);
    }

    void count(PollOutcome outcome) {
        outcomes.increment();
        samples.increment(outcome.samples().size());
        for (Sample sample : outcome.samples()) {
            if (sample.marks() != 0) {
                mark(sample);
            }
        }
        outcome.started().forEach(s -> of(starts, s.session().startReason()).increment());
        outcome.ended().forEach(e -> of(ends, e.reason()).increment());
    }

    private void mark(Sample sample) {
        if (sample.is(Sample.IMPLAUSIBLE)) {
            implausible.increment();
        }
        if (sample.is(Sample.GAP)) {
            gaps.increment();
        }
    }

    private static Counter of(Map<Reason, Counter> counters, Reason reason) {
        Counter counter = counters.get(reason);
        if (counter == null) {
            throw new IllegalStateException("no counter for " + reason);
        }
        return counter;
    }

    void refused() {
        refused.increment();
    }

    void awaited() {
        awaited.increment();
    }

    void superseded() {
        superseded.increment();
    }

    void rebuilt(int routers) {
        rebuilds.increment(routers);
    }
}
