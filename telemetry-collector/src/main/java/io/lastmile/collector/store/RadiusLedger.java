package io.lastmile.collector.store;

import io.lastmile.collector.postgres.DatabaseAddress;
import io.lastmile.collector.radius.Journal;
import io.lastmile.collector.radius.JournalEntry;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.charset.Charset;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/// Brings the journal of RADIUS accounting into the database, in order, each entry once: with its
/// rows goes the number of the next one, in one transaction. While the database is away the journal
/// keeps what comes. On a thread and a connection of its own.
public final class RadiusLedger implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(RadiusLedger.class.getName());
    private static final int ENTRIES_MAX = 500;
    private static final Duration IDLE = Duration.ofMillis(200);
    private static final Duration CLOSE = Duration.ofSeconds(15);

    private static final String MEET =
            "insert into telemetry.radius_progress (journal, next) values (?, 0)"
                    + " on conflict (journal) do nothing";
    private static final String NEXT =
            "select next from telemetry.radius_progress where journal = ? for update";
    private static final String MOVE =
            "update telemetry.radius_progress set next = ? where journal = ?";

    private final Journal journal;
    private final WriterConnection connection;
    private final DisplayNames display;
    private final CopyRows copy = new CopyRows();
    private final StoreConfig config;
    private final Counter records;
    private final Counter failed;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = Thread.ofPlatform().name("radius-ledger").unstarted(this::run);
    private volatile long lastMillis;
    private long known = -1;
    private int failures;
    private String lastTrouble = "";

    /// `charsetOf` is the code page of a router's names that are not UTF-8.
    public RadiusLedger(
            DatabaseAddress address,
            StoreConfig config,
            Journal journal,
            IntFunction<Charset> charsetOf,
            MeterRegistry registry) {
        this.config = config;
        this.journal = journal;
        this.connection = new WriterConnection("lastmile-radius", address, config);
        this.display = new DisplayNames(charsetOf);
        records = registry.counter("lastmile.radius.ledger.records");
        failed = registry.counter("lastmile.radius.ledger.failures");
        Gauge.builder("lastmile.radius.ledger.time", this, ledger -> ledger.lastMillis / 1000.0)
                .description("when the newest record came that is in the database, in seconds")
                .register(registry);
    }

    public RadiusLedger start() {
        thread.start();
        return this;
    }

    private void run() {
        try {
            while (closing.getCount() > 0) {
                if (!step()) {
                    closing.await(IDLE.toMillis(), TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            connection.close();
        }
    }

    /// Whether there may be more at once.
    private boolean step() throws InterruptedException {
        try {
            boolean more = write(connection.get());
            recovered();
            return more;
        } catch (SQLException | IOException | RuntimeException e) {
            connection.discard();
            known = -1;
            stumble(e);
            return false;
        }
    }

    private boolean write(Connection open) throws SQLException, IOException {
        if (known >= 0 && journal.from(known, 1).isEmpty()) {
            return false;
        }
        long next = next(open);
        List<JournalEntry> waiting = journal.from(next, ENTRIES_MAX);
        if (waiting.isEmpty()) {
            open.commit();
            journal.committed(next);
            known = next;
            return false;
        }
        List<JournalEntry> entries = RadiusBatch.together(waiting);
        new RadiusBatch(entries, display).write(open, copy);
        long after = entries.getLast().number() + 1;
        try (PreparedStatement move = open.prepareStatement(MOVE)) {
            move.setLong(1, after);
            move.setString(2, journal.id());
            move.executeUpdate();
        }
        open.commit();
        records.increment(entries.size());
        lastMillis = entries.getLast().receivedMillis();
        journal.committed(after);
        known = after;
        return true;
    }

    private long next(Connection open) throws SQLException {
        try (PreparedStatement meet = open.prepareStatement(MEET);
                PreparedStatement select = open.prepareStatement(NEXT)) {
            meet.setString(1, journal.id());
            meet.executeUpdate();
            select.setString(1, journal.id());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /// Nothing is let go: whatever is wrong is tried again, slower each time, and told once.
    private void stumble(Exception e) throws InterruptedException {
        failed.increment();
        String trouble = String.valueOf(e.getMessage());
        if (!trouble.equals(lastTrouble)) {
            lastTrouble = trouble;
            LOG.log(System.Logger.Level.WARNING, "RADIUS records wait in the journal", e);
        }
        long doubled = config.retryFirst().toMillis() << Math.min(failures++, 16);
        closing.await(Math.min(doubled, config.retryMax().toMillis()), TimeUnit.MILLISECONDS);
    }

    private void recovered() {
        failures = 0;
        if (!lastTrouble.isEmpty()) {
            LOG.log(System.Logger.Level.INFO, "RADIUS records go into the database again");
            lastTrouble = "";
        }
    }

    /// Ends after the transaction that is under way; what is in the journal stays there.
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
