package io.lastmile.collector.store;

import io.lastmile.collector.pipeline.PollOutcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// What the writer counts. Lag is the age of the oldest poll that is not committed yet.
final class WriterMeters {
    private final MeterRegistry registry;
    private final Counter batches;
    private final Counter polls;
    private final Counter samples;
    private final Counter started;
    private final Counter ended;
    private final Counter fenced;
    private final Counter recalls;
    private final Counter dropped;
    private final Timer commit;
    private final Timer pollToCommit;

    WriterMeters(MeterRegistry registry, Supplier<Number> lagSeconds) {
        this.registry = registry;
        batches = registry.counter("lastmile.collector.store.batches");
        polls = registry.counter("lastmile.collector.store.polls");
        samples = registry.counter("lastmile.collector.store.samples");
        started = registry.counter("lastmile.collector.store.sessions.started");
        ended = registry.counter("lastmile.collector.store.sessions.ended");
        fenced = registry.counter("lastmile.collector.store.fenced");
        recalls = registry.counter("lastmile.collector.store.recalls");
        dropped = registry.counter("lastmile.collector.store.unwritable");
        commit = registry.timer("lastmile.collector.store.batch");
        pollToCommit =
                Timer.builder("lastmile.collector.store.poll.to.commit")
                        .publishPercentiles(0.5, 0.99)
                        .register(registry);
        Gauge.builder("lastmile.collector.store.lag.seconds", lagSeconds).register(registry);
    }

    void committed(Batch batch, long startNanos) {
        long now = System.nanoTime();
        batches.increment();
        commit.record(now - startNanos, TimeUnit.NANOSECONDS);
        for (PollOutcome outcome : batch.outcomes()) {
            polls.increment();
            samples.increment(outcome.samples().size());
            started.increment(outcome.started().size());
            ended.increment(outcome.ended().size());
            pollToCommit.record(
                    Duration.ofNanos(Math.max(0, now - outcome.reading().steadyNanos())));
        }
    }

    void failed(FailureKind kind) {
        registry.counter("lastmile.collector.store.failures", "kind", kind.tag()).increment();
    }

    /// The answer to a commit was lost; `verdict` is what the database said later.
    void unknownCommit(String verdict) {
        registry.counter("lastmile.collector.store.unknown.commits", "verdict", verdict)
                .increment();
    }

    void fenced() {
        fenced.increment();
    }

    void recalled(int routers) {
        recalls.increment(routers);
    }

    void unwritable() {
        dropped.increment();
    }
}
