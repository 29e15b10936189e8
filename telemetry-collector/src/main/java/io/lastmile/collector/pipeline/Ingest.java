package io.lastmile.collector.pipeline;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/// The pipeline's one thread: readings in, outcomes out, to the sinks at once and to the spool for
/// the database. Because a single thread moves the books on, an outcome never depends on a race.
///
/// A router's book begins with what the database remembers; until the writer has recalled it, its
/// readings are let go (counters are cumulative: the next one carries their bytes).
public final class Ingest implements AutoCloseable {
    /// Readings that wait for the pipeline. One router has one poll in flight, so this is routers.
    private static final int INBOX_MAX = 4096;

    private sealed interface Message {
        record Read(PollReading reading) implements Message {}

        record Rebuild(Collection<Recalled> recalled, CountDownLatch done) implements Message {}
    }

    private final Spool spool;
    private final List<Sink> sinks;
    private final LineRates rates;
    private final PipelineMeters meters;
    private final LongSupplier steadyNanos;
    private final ArrayBlockingQueue<Message> inbox = new ArrayBlockingQueue<>(INBOX_MAX);
    private final Map<Integer, RouterBook> books = new HashMap<>();
    private final Thread thread = Thread.ofPlatform().name("pipeline").unstarted(this::run);
    private volatile boolean open = true;

    public Ingest(Spool spool, List<Sink> sinks, LineRates rates, MeterRegistry registry) {
        this(spool, sinks, rates, registry, System::nanoTime);
    }

    /// `steadyNanos` is the clock that readings were taken by.
    public Ingest(
            Spool spool,
            List<Sink> sinks,
            LineRates rates,
            MeterRegistry registry,
            LongSupplier steadyNanos) {
        this.spool = spool;
        this.sinks = List.copyOf(sinks);
        this.rates = rates;
        this.meters = new PipelineMeters(registry, spool);
        this.steadyNanos = steadyNanos;
    }

    public Ingest start() {
        thread.start();
        return this;
    }

    /// Takes a reading; the readings of one router in the order of its polls. Returns false, and
    /// counts it, when there is no room: the poller then waits longer, and nothing is lost because
    /// the next reading carries what this one would have.
    public boolean offer(PollReading reading) {
        boolean taken = open && spool.hasRoom() && inbox.offer(new Message.Read(reading));
        if (!taken) {
            meters.refused();
        }
        return taken;
    }

    /// Puts the books of these routers back to what the database remembers and works out anew what
    /// still waits in the spool. Returns when that is done. Only the writer calls it, while it
    /// holds no outcome.
    public void rebuild(Collection<Recalled> recalled) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        inbox.put(new Message.Rebuild(List.copyOf(recalled), done));
        while (!done.await(1, TimeUnit.SECONDS)) {
            if (!thread.isAlive()) {
                throw new IllegalStateException("the pipeline has stopped (expected: running)");
            }
        }
    }

    private void run() {
        try {
            while (open || !inbox.isEmpty()) {
                Message message = inbox.poll(100, TimeUnit.MILLISECONDS);
                switch (message) {
                    case null -> {}
                    case Message.Read(PollReading reading) -> read(reading);
                    case Message.Rebuild(Collection<Recalled> recalled, CountDownLatch done) -> {
                        rebuildNow(recalled);
                        done.countDown();
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read(PollReading reading) {
        RouterBook book = books.get(reading.router());
        if (book == null) {
            meters.awaited();
            spool.needs(reading.router());
        } else if (book.accepts(reading)) {
            PollOutcome outcome = book.apply(reading);
            meters.count(outcome);
            sinks.forEach(sink -> sink.accept(outcome));
            spool.add(outcome);
        } else {
            meters.superseded();
        }
    }

    private void rebuildNow(Collection<Recalled> recalled) {
        Map<Integer, Recalled> byRouter =
                recalled.stream()
                        .collect(Collectors.toMap(r -> r.memory().router(), Function.identity()));
        byRouter.forEach((router, anew) -> {
            books.put(router, book(anew));
            sinks.forEach(sink -> sink.recalled(anew.memory()));
        });
        spool.rewrite(byRouter.keySet(), waiting -> redo(waiting, byRouter));
        meters.rebuilt(byRouter.size());
    }

    private RouterBook book(Recalled recalled) {
        RouterBook before = books.get(recalled.memory().router());
        RouterBook book = new RouterBook(recalled.memory(), rates);
        if (before != null) {
            book.keepLinesOf(before);
        }
        if (!recalled.ours()) {
            book.acceptOnlyNewer(steadyNanos.getAsLong());
        }
        return book;
    }

    private List<PollOutcome> redo(List<PollOutcome> waiting, Map<Integer, Recalled> byRouter) {
        List<PollOutcome> anew = new ArrayList<>(waiting.size());
        for (PollOutcome outcome : waiting) {
            RouterBook book = books.get(outcome.router());
            if (book == null || !byRouter.containsKey(outcome.router())) {
                anew.add(outcome);
            } else if (book.accepts(outcome)) {
                anew.add(book.apply(outcome.reading()));
            } else {
                meters.superseded();
            }
        }
        return anew;
    }

    /// Stops taking readings, works off what is in the inbox and ends the thread.
    @Override
    public void close() {
        open = false;
        try {
            thread.join(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
