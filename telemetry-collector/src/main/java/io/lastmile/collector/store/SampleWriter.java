package io.lastmile.collector.store;

import io.lastmile.collector.pipeline.Ingest;
import io.lastmile.collector.pipeline.PollOutcome;
import io.lastmile.collector.pipeline.PollReading;
import io.lastmile.collector.pipeline.Recalled;
import io.lastmile.collector.pipeline.Spool;
import io.lastmile.collector.postgres.DatabaseAddress;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.Charset;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;

/// Takes polls from the spool and commits them, in order, on a thread and a connection of its own.
/// Nothing leaves the spool before the database has it.
///
/// After a lost connection nothing that memory believes counts any more: the writer asks the
/// database what became of the batch, recalls its routers and lets the pipeline work out anew what
/// waits. A refusal by contention is repeated as it is; a batch that the database refuses for its
/// data is written poll by poll, and a poll that it refuses alone is let go, counted, logged and
/// told (the next poll of that router carries its bytes).
public final class SampleWriter implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(SampleWriter.class.getName());
    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final Duration CLOSE = Duration.ofSeconds(15);

    private final Spool spool;
    private final Ingest ingest;
    private final BiConsumer<PollReading, String> refusals;
    private final StoreConfig config;
    private final DisplayNames display;
    private final WriterMeters meters;
    private final WriterConnection connection;
    private final CopyRows copy = new CopyRows();
    private final Map<Integer, Long> known = new HashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = Thread.ofPlatform().name("sample-writer").unstarted(this::run);
    private volatile long oldestNanos;
    private volatile boolean behind;
    private int alone;
    private int failures;
    private String lastTrouble = "";

    /// `charsetOf` is the code page of a router's names that are not UTF-8.
    public SampleWriter(
            DatabaseAddress address,
            StoreConfig config,
            Pipe pipe,
            IntFunction<Charset> charsetOf,
            MeterRegistry registry) {
        this.spool = pipe.spool();
        this.ingest = pipe.ingest();
        this.refusals = pipe.refusals();
        this.config = config;
        this.display = new DisplayNames(charsetOf);
        this.connection = new WriterConnection("lastmile-writer", address, config);
        this.meters = new WriterMeters(registry, this::lagSeconds);
    }

    /// The two ends of the pipeline that the writer holds, and who hears of polls that the database
    /// refuses for their data, with what it said.
    public record Pipe(Spool spool, Ingest ingest, BiConsumer<PollReading, String> refusals) {}

    public SampleWriter start() {
        thread.start();
        return this;
    }

    /// Age of the oldest poll that is known not to be committed.
    public double lagSeconds() {
        return behind ? Math.max(0, System.nanoTime() - oldestNanos) / 1e9 : 0;
    }

    private void run() {
        try {
            while (closing.getCount() > 0) {
                step();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            connection.close();
        }
    }

    private void step() throws InterruptedException {
        Spool.Work work = spool.take(alone > 0 ? 1 : config.batchRowsMax(), IDLE, config.linger());
        noteLag(work);
        try {
            if (!work.recalls().isEmpty()) {
                recall(work.recalls());
            } else if (!work.outcomes().isEmpty()) {
                write(work.outcomes());
            }
        } catch (SQLException e) {
            stumble(e);
        } catch (RuntimeException e) {
            if (closing.getCount() == 0) {
                LOG.log(System.Logger.Level.DEBUG, "writer interrupted by the end", e);
                return;
            }
            LOG.log(System.Logger.Level.ERROR, "writer failed in a way it does not know", e);
            connection.discard();
            meters.failed(FailureKind.BROKEN);
            backOff();
        }
    }

    private void noteLag(Spool.Work work) {
        behind = !work.outcomes().isEmpty();
        if (behind) {
            oldestNanos = work.outcomes().getFirst().reading().steadyNanos();
        }
    }

    private void write(List<PollOutcome> waiting) throws SQLException, InterruptedException {
        Batch batch = new Batch(alone > 0 ? waiting.subList(0, 1) : waiting, display);
        long startNanos = System.nanoTime();
        try {
            Connection open = connection.get();
            batch.write(open, known, copy);
            open.commit();
            committed(batch, startNanos);
        } catch (Fenced e) {
            connection.rollback();
            meters.fenced();
            LOG.log(System.Logger.Level.WARNING, "another writer was here: {0}", e.getMessage());
            recall(batch.routers());
        } catch (SQLException e) {
            failed(batch, e, startNanos);
        }
    }

    private void committed(Batch batch, long startNanos) {
        batch.keepIdentities();
        batch.routers().forEach(router -> known.put(router, batch.number()));
        meters.committed(batch, startNanos);
        spool.committed(batch.outcomes().size());
        alone = Math.max(0, alone - batch.outcomes().size());
        recovered();
    }

    private void failed(Batch batch, SQLException e, long startNanos) throws InterruptedException {
        FailureKind kind = FailureKind.of(e);
        report(kind, e);
        if (kind == FailureKind.DATA) {
            connection.rollback();
            refused(batch, e);
        } else if (kind != FailureKind.OUTAGE && connection.rollback()) {
            backOff();
        } else {
            connection.discard();
            settle(batch, startNanos);
        }
    }

    /// A batch that is refused is tried poll by poll; the poll that is refused alone is let go.
    private void refused(Batch batch, SQLException e) throws InterruptedException {
        if (batch.outcomes().size() > 1) {
            alone = batch.outcomes().size();
            return;
        }
        PollOutcome outcome = batch.outcomes().getFirst();
        LOG.log(
                System.Logger.Level.ERROR,
                "poll of router {0} cannot be written and is let go, sqlstate {1}: {2}",
                outcome.router(),
                e.getSQLState(),
                e.getMessage());
        meters.unwritable();
        refusals.accept(
                outcome.reading(), "sqlstate %s: %s".formatted(e.getSQLState(), e.getMessage()));
        spool.committed(1);
        alone = Math.max(0, alone - 1);
        rebuildWithoutIt(outcome.router());
    }

    private void rebuildWithoutIt(int router) throws InterruptedException {
        while (closing.getCount() > 0) {
            try {
                long before = known.getOrDefault(router, -1L);
                rebuild(Set.of(router), before);
                return;
            } catch (SQLException e) {
                stumble(e);
            }
        }
    }

    /// Asks until the database answers what became of the batch.
    private void settle(Batch batch, long startNanos) throws InterruptedException {
        while (closing.getCount() > 0) {
            backOff();
            try {
                settleOnce(batch, startNanos);
                return;
            } catch (SQLException e) {
                report(FailureKind.of(e), e);
                connection.discard();
            }
        }
    }

    private void settleOnce(Batch batch, long startNanos)
            throws SQLException, InterruptedException {
        Connection open = connection.get();
        Settlement settlement = Settlement.of(open, batch, known);
        open.commit();
        if (batch.number() != 0) {
            meters.unknownCommit(settlement.committed() ? "committed" : "lost");
        }
        if (settlement.committed()) {
            committed(batch, startNanos);
        }
        if (!settlement.recalled().isEmpty()) {
            known.putAll(settlement.batches());
            meters.recalled(settlement.recalled().size());
            ingest.rebuild(settlement.recalled());
        }
    }

    /// Recalls routers of which another writer may know more, or that are new to this process.
    private void recall(Collection<Integer> routers) throws SQLException, InterruptedException {
        rebuild(routers, -1);
    }

    private void rebuild(Collection<Integer> routers, long ours)
            throws SQLException, InterruptedException {
        Connection open = connection.get();
        List<Recalled> recalled = new ArrayList<>();
        for (RouterMemories.Remembered one : new RouterMemories(open).recall(routers)) {
            known.put(one.memory().router(), one.batch());
            recalled.add(new Recalled(one.memory(), one.batch() == ours));
        }
        open.commit();
        meters.recalled(recalled.size());
        ingest.rebuild(recalled);
    }

    private void stumble(SQLException e) throws InterruptedException {
        report(FailureKind.of(e), e);
        connection.discard();
        backOff();
    }

    /// Each failure is counted; the log hears of a trouble once until it changes or ends.
    private void report(FailureKind kind, SQLException e) {
        meters.failed(kind);
        String trouble = kind + " " + e.getSQLState();
        if (!trouble.equals(lastTrouble)) {
            lastTrouble = trouble;
            LOG.log(
                    System.Logger.Level.WARNING,
                    "database {0}, sqlstate {1}: {2}",
                    kind.tag(),
                    e.getSQLState(),
                    e.getMessage());
        }
    }

    private void recovered() {
        failures = 0;
        if (!lastTrouble.isEmpty()) {
            LOG.log(System.Logger.Level.INFO, "database is back");
            lastTrouble = "";
        }
    }

    private void backOff() throws InterruptedException {
        long doubled = config.retryFirst().toMillis() << Math.min(failures++, 16);
        long millis = Math.min(doubled, config.retryMax().toMillis());
        closing.await(millis, TimeUnit.MILLISECONDS);
    }

    /// Ends after the batch that is under way; what is in the spool then is not written.
    @Override
    public void close() {
        closing.countDown();
        try {
            if (!thread.join(CLOSE)) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
