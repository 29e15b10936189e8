package io.lastmile.collector.store;

import io.lastmile.collector.pipeline.Ingest;
import io.lastmile.collector.pipeline.PollReading;
import io.lastmile.collector.pipeline.Spool;
import io.lastmile.collector.postgres.DatabaseAddress;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A whole collector behind the poller: pipeline, spool and writer.
final class Collecting implements AutoCloseable {
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final List<Integer> refused = new CopyOnWriteArrayList<>();
    final Spool spool = new Spool(64 << 20);
    final Ingest ingest = new Ingest(spool, List.of(), line -> 10_000_000_000L, registry).start();
    final SampleWriter writer;
    private int offered;

    Collecting(DatabaseAddress address) {
        this(address, 20_000);
    }

    Collecting(DatabaseAddress address, int rowsMax) {
        StoreConfig config =
                new StoreConfig(
                        rowsMax,
                        Duration.ofMillis(5),
                        Duration.ofMillis(5),
                        Duration.ofMillis(50),
                        Duration.ofSeconds(20));
        writer =
                new SampleWriter(
                                address,
                                config,
                                new SampleWriter.Pipe(
                                        spool,
                                        ingest,
                                        (reading, _) -> refused.add(reading.router())),
                                router -> StandardCharsets.ISO_8859_1,
                                registry)
                        .start();
    }

    /// Offers again until the pipeline has taken it into a book, as a poller would by polling
    /// again.
    void offer(PollReading reading) {
        Await.until("reading offered", () -> ingest.offer(reading));
        offered++;
    }

    /// The first reading of a router only asks the writer to recall it, so it is polled until a
    /// poll of each was written; no byte moves meanwhile.
    void warmUp(Fleet fleet) {
        for (PollReading router : fleet.poll()) {
            Await.until(
                    "router recalled and polled",
                    () -> {
                        double before = count("lastmile.collector.store.polls");
                        fleet.pass(2_000);
                        offer(fleet.poll(router.router()));
                        drain();
                        return count("lastmile.collector.store.polls") > before;
                    });
        }
    }

    /// Until the pipeline has looked at every reading and the database has every outcome.
    void drain() {
        Await.until(
                "pipeline idle",
                () ->
                        count("lastmile.pipeline.outcomes")
                                        + count("lastmile.pipeline.readings.dropped")
                                >= offered);
        Await.until(
                "spool drained",
                () -> {
                    try {
                        return spool.drained(Duration.ofMillis(10));
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                });
    }

    double count(String name) {
        return registry.find(name).counters().stream().mapToDouble(c -> c.count()).sum();
    }

    double count(String name, String tag, String value) {
        return registry.find(name).tag(tag, value).counters().stream()
                .mapToDouble(c -> c.count())
                .sum();
    }

    @Override
    public void close() {
        ingest.close();
        writer.close();
    }
}
