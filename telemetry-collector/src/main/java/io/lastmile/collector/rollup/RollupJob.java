package io.lastmile.collector.rollup;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/// Runs rollup and retention now and then on a thread of their own, and compression once. A failed
/// run is counted, told once and tried again at the next turn; nothing is lost by being late.
public final class RollupJob implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(RollupJob.class.getName());
    private static final Duration RETENTION = Duration.ofMinutes(10);
    private static final Duration CLOSE = Duration.ofSeconds(10);

    private final Rollup rollup;
    private final Retention retention;
    private final PastRows past;
    private final Clock clock;
    private final Counter leaps;
    private final Compression compression;
    private final Counter slices;
    private final Counter oldChunks;
    private final Counter overChunks;
    private final Counter waitingChunks;
    private final Counter pastRows;
    private final Counter failures;
    private final Counter compressionFailures;
    private final Timer runs;
    private final ScheduledExecutorService turns;
    private volatile String lastTrouble = "";

    /// Of the rollup's thread; empty until the database said what it knows.
    private Optional<Leap> leap = Optional.empty();

    /// What is rolled up and how long it is kept.
    public record Settings(RollupConfig rollup, RetentionConfig retention) {
        public static Settings standard() {
            return new Settings(RollupConfig.standard(), RetentionConfig.standard());
        }
    }

    /// Looks at the database once; what it says against it is thrown as `IllegalStateException`.
    public static RollupJob start(
            DataSource source, Settings settings, Clock clock, MeterRegistry registry) {
        try {
            return new RollupJob(source, settings, clock, registry);
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "rollup cannot start: sqlstate %s: %s"
                            .formatted(e.getSQLState(), e.getMessage()),
                    e);
        }
    }

    public RollupJob(DataSource source, Settings settings, Clock clock, MeterRegistry registry)
            throws SQLException {
        rollup = new Rollup(source, settings.rollup());
        retention = new Retention(source, settings.retention(), clock);
        this.clock = clock;
        leaps = registry.counter("lastmile.collector.retention.leaps");
        past = new PastRows(source, settings.retention(), clock);
        compression = new Compression(source);
        slices = registry.counter("lastmile.collector.rollup.slices");
        oldChunks = registry.counter("lastmile.collector.retention.chunks", "because", "age");
        overChunks = registry.counter("lastmile.collector.retention.chunks", "because", "bytes");
        waitingChunks = registry.counter("lastmile.collector.retention.waiting");
        pastRows = registry.counter("lastmile.collector.retention.rows");
        failures = registry.counter("lastmile.collector.rollup.failures");
        compressionFailures = registry.counter("lastmile.collector.compression.failures");
        runs = registry.timer("lastmile.collector.rollup.run");
        turns =
                Executors.newSingleThreadScheduledExecutor(
                        task -> Thread.ofPlatform().name("rollup").daemon().unstarted(task));
        turns.execute(() -> turn(this::learn));
        turns.execute(this::compress);
        long millis = settings.rollup().interval().toMillis();
        turns.scheduleWithFixedDelay(
                () -> turn(() -> slices.increment(rollup.catchUp())),
                millis,
                millis,
                TimeUnit.MILLISECONDS);
        turns.scheduleWithFixedDelay(
                () -> turn(this::retain),
                RETENTION.toMillis() / 10,
                RETENTION.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /// Before new samples tell a wrong time as well.
    private void learn() throws SQLException {
        leap = Optional.of(new Leap(retention.known(clock.instant()), System.nanoTime()));
    }

    private void compress() {
        try {
            int tables = compression.switchOn();
            if (tables > 0) {
                LOG.log(System.Logger.Level.INFO, "compression is on for {0} tables", tables);
            }
        } catch (SQLException e) {
            compressionFailures.increment();
            LOG.log(
                    System.Logger.Level.WARNING,
                    "chunks stay uncompressed, sqlstate {0}: {1}",
                    e.getSQLState(),
                    e.getMessage());
        }
    }

    private void retain() throws SQLException {
        if (leap.isEmpty()) {
            learn();
        }
        boolean byAge = leap.orElseThrow().believable(clock.instant(), System.nanoTime());
        Retention.Dropped dropped = retention.enforce(byAge);
        oldChunks.increment(dropped.old());
        overChunks.increment(dropped.over());
        waitingChunks.increment(dropped.waiting());
        if (dropped.over() > 0) {
            LOG.log(
                    System.Logger.Level.INFO,
                    "{0} chunks went before their time because the disk''s share was full",
                    dropped.over());
        }
        if (byAge) {
            pastRows.increment(past.delete());
        } else {
            leaps.increment();
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the clock says {0}, far ahead of the data: nothing is deleted for its age"
                            + " until it is set right or has said so for a day",
                    clock.instant());
        }
    }

    private interface Work {
        void run() throws SQLException;
    }

    private void turn(Work work) {
        long start = System.nanoTime();
        try {
            work.run();
            lastTrouble = "";
        } catch (SQLException e) {
            failed(String.valueOf(e.getSQLState()), e);
        } catch (RuntimeException e) {
            failed(e.getClass().getName(), e);
        } finally {
            runs.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
        }
    }

    private void failed(String trouble, Exception e) {
        failures.increment();
        if (!trouble.equals(lastTrouble)) {
            lastTrouble = trouble;
            LOG.log(
                    System.Logger.Level.WARNING,
                    "rollup or retention is late: {0}",
                    e.getMessage());
        }
    }

    /// Lets the turn that is under way come to its end.
    @Override
    public void close() {
        turns.shutdown();
        try {
            if (!turns.awaitTermination(CLOSE.toMillis(), TimeUnit.MILLISECONDS)) {
                turns.shutdownNow();
            }
        } catch (InterruptedException e) {
            turns.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
