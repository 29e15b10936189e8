package io.lastmile.deploy.bench;

import io.lastmile.collector.pipeline.Ingest;
import io.lastmile.collector.pipeline.Spool;
import io.lastmile.collector.postgres.DatabaseAddress;
import io.lastmile.collector.store.SampleWriter;
import io.lastmile.collector.store.StoreConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// Our whole way from a router's socket to committed rows: client, pipeline, spool, writer.
final class CommittedRows implements AutoCloseable {
    private static final long SPOOL_BYTES = 128L << 20;
    private static final long STEP_NANOS = 200_000;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Ingest ingest;
    private final SampleWriter writer;
    private final PolledRows polled;

    CommittedRows(DatabaseAddress address, PolledRows polled) {
        this.polled = polled;
        Spool spool = new Spool(SPOOL_BYTES);
        ingest = new Ingest(spool, List.of(), line -> Long.MAX_VALUE / 16, registry).start();
        writer =
                new SampleWriter(
                                address,
                                StoreConfig.standard(),
                                new SampleWriter.Pipe(spool, ingest, (_, _) -> {}),
                                router -> StandardCharsets.ISO_8859_1,
                                registry)
                        .start();
        warmUp();
    }

    /// Until the router has been recalled and its lines and sessions are there.
    private void warmUp() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (committed("polls") < 2) {
            ingest.offer(polled.next());
            LockSupport.parkNanos(100_000_000);
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("no poll was committed within " + PATIENCE);
            }
        }
        await("polls", registry.counter("lastmile.pipeline.outcomes").count());
    }

    /// Polls so many times and returns when the last row is committed.
    void poll(int times) {
        double target = committed("polls") + times;
        for (int i = 0; i < times; i++) {
            var reading = polled.next();
            while (!ingest.offer(reading)) {
                LockSupport.parkNanos(STEP_NANOS);
            }
        }
        await("polls", target);
    }

    private void await(String what, double target) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (committed(what) < target) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException(what + ": " + committed(what) + " of " + target);
            }
            LockSupport.parkNanos(STEP_NANOS);
        }
    }

    private double committed(String what) {
        return registry.counter("lastmile.collector.store." + what).count();
    }

    @Override
    public void close() {
        ingest.close();
        writer.close();
    }
}
