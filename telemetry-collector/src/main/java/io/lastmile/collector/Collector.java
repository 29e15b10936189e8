package io.lastmile.collector;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.lastmile.collector.credentials.SecretCipher;
import io.lastmile.collector.live.Live;
import io.lastmile.collector.live.LiveRates;
import io.lastmile.collector.pipeline.Ingest;
import io.lastmile.collector.pipeline.LineRates;
import io.lastmile.collector.pipeline.PollOutcome;
import io.lastmile.collector.pipeline.PollReading;
import io.lastmile.collector.pipeline.Sink;
import io.lastmile.collector.pipeline.Spool;
import io.lastmile.collector.poller.Connector;
import io.lastmile.collector.poller.Destination;
import io.lastmile.collector.poller.Poller;
import io.lastmile.collector.poller.Reporter;
import io.lastmile.collector.postgres.DatabaseAddress;
import io.lastmile.collector.postgres.DatabaseRefused;
import io.lastmile.collector.postgres.ExternalPostgres;
import io.lastmile.collector.postgres.Migrations;
import io.lastmile.collector.radius.AccountingListener;
import io.lastmile.collector.radius.Journal;
import io.lastmile.collector.radius.RadiusConfig;
import io.lastmile.collector.rollup.RollupJob;
import io.lastmile.collector.routeros.Transport;
import io.lastmile.collector.store.PollableLines;
import io.lastmile.collector.store.PollableRadius;
import io.lastmile.collector.store.PollableRouters;
import io.lastmile.collector.store.RadiusLedger;
import io.lastmile.collector.store.RouterFindings;
import io.lastmile.collector.store.SampleWriter;
import io.lastmile.collector.store.UnaccountedSessions;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/// The collector: reads routers, writes samples, shows what is live. The rooms are built here, each
/// after those that it needs, and closed in reverse. Stopping lets polls under way end, writes what
/// waits and is bounded in time; being killed instead loses nothing that was committed and counts
/// nothing twice.
public final class Collector implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Collector.class.getName());
    private static final Duration DRAIN_MAX = Duration.ofSeconds(10);
    private static final Duration DATABASE_RETRY = Duration.ofSeconds(2);
    private static final int POOL_CONNECTIONS = 4;
    private static final int START_TRIES = 5;
    private static final int EXIT_BROKEN = 1;
    private static final int EXIT_REFUSED = 2;

    private final CollectorConfig config;
    private final DatabaseAddress database;
    private final MeterRegistry meters;
    private final Clock clock;
    private final Deque<Closing> closings = new ArrayDeque<>();
    private final Spool spool;
    private final LiveRates live;
    private Optional<InetSocketAddress> radiusAddress = Optional.empty();

    /// One room's end, by name for the log.
    private record Closing(String room, AutoCloseable end) {}

    private Collector(
            CollectorConfig config, DatabaseAddress database, MeterRegistry meters, Clock clock) {
        this.config = config;
        this.database = database;
        this.meters = meters;
        this.clock = clock;
        spool = new Spool(config.spoolBytesMax());
        live = new LiveRates(clock, System::nanoTime, meters);
    }

    /// The database must be there and have schema `core` soon; afterwards it may come and go.
    /// Throws what kept a room from starting, with everything closed that had started.
    public static Collector start(
            CollectorConfig config, DatabaseAddress database, MeterRegistry meters, Clock clock) {
        var collector = new Collector(config, database, meters, clock);
        try {
            collector.furnish();
            return collector;
        } catch (RuntimeException e) {
            collector.close();
            throw e;
        }
    }

    private void furnish() {
        closing("live", live);
        DataSource pool = pool();
        Migrations.telemetry(pool);
        SecretCipher cipher = SecretCipher.of(config.keyFile());
        Transport transport = opened("network", network());
        opened("rollup", RollupJob.start(pool, config.rollup(), clock, meters));
        PollableLines lines = opened("lines", new PollableLines(database));
        Reporter reporter =
                opened("reports", new Reporter(new RouterFindings(pool), meters)).start();
        var echo = new Echo();
        Ingest ingest = pipeline(echo, lines);
        var connector = new Connector(cipher, transport, config.poller(), meters);
        var inlet = new Inlet(ingest, spool);
        Poller poller =
                new Poller(
                        new Poller.Parts(config.poller(), connector, inlet, reporter, live::forget),
                        clock,
                        meters);
        echo.listener = poller;
        PollableRouters routers = store(ingest, poller);
        config.radius().ifPresent(radius -> account(radius, cipher, routers));
        live.start();
        LOG.log(Level.INFO, "collector started, database {0}", database);
    }

    private Transport network() {
        return Transport.start(config.networkThreads(), "routers");
    }

    /// For what is written beside the samples, which have a connection of their own.
    private DataSource pool() {
        var settings = new HikariConfig();
        settings.setJdbcUrl(database.url());
        settings.setDataSourceProperties(database.properties());
        settings.setMaximumPoolSize(POOL_CONNECTIONS);
        settings.setMinimumIdle(0);
        settings.setPoolName("collector");
        return opened("pool", new HikariDataSource(settings));
    }

    private Ingest pipeline(Sink echo, LineRates rates) {
        return new Ingest(spool, List.of(live, echo), rates, meters).start();
    }

    /// Closed in the other order: no new routers, no new polls, no new readings; then what waits is
    /// written, then the writer ends.
    private PollableRouters store(Ingest ingest, Poller poller) {
        var routers = new PollableRouters(database, poller::assign);
        var writer =
                new SampleWriter(
                        database,
                        config.store(),
                        new SampleWriter.Pipe(spool, ingest, poller::refused),
                        routers::charsetOf,
                        meters);
        closing("writer", writer);
        closing("spool", this::drain);
        closing("pipeline", ingest);
        closing("poller", poller);
        closing("routers", routers);
        opened("unaccounted", new UnaccountedSessions(database, poller::unaccounted));
        writer.start();
        poller.start();
        return routers;
    }

    /// Closed in the other order: no packet is taken any more, then the ledger ends; what is in the
    /// journal waits for the next start.
    private void account(RadiusConfig radius, SecretCipher cipher, PollableRouters routers) {
        Journal journal = opened("radius-journal", journal(radius));
        opened(
                "radius-ledger",
                new RadiusLedger(database, config.store(), journal, routers::charsetOf, meters)
                        .start());
        PollableRadius known = opened("radius-clients", new PollableRadius(database, cipher));
        AccountingListener listener =
                opened(
                        "radius",
                        AccountingListener.start(radius.address(), journal, known, clock, meters));
        radiusAddress = Optional.of(listener.address());
        LOG.log(Level.INFO, "RADIUS accounting at {0}", listener.address());
    }

    private static Journal journal(RadiusConfig radius) {
        try {
            return Journal.open(radius.folder(), radius.bytesMax());
        } catch (IOException e) {
            throw new UncheckedIOException("RADIUS journal: " + e.getMessage(), e);
        }
    }

    private void drain() throws InterruptedException {
        if (!spool.drained(DRAIN_MAX)) {
            LOG.log(
                    Level.WARNING,
                    "{0} polls were not written in {1}; the next ones carry their bytes",
                    spool.size(),
                    DRAIN_MAX);
        }
    }

    private <T extends AutoCloseable> T opened(String room, T end) {
        closing(room, end);
        return end;
    }

    private void closing(String room, AutoCloseable end) {
        closings.push(new Closing(room, end));
    }

    /// Where accounting packets come in, if they do.
    public Optional<InetSocketAddress> radiusAddress() {
        return radiusAddress;
    }

    /// The network now.
    public Live live() {
        return live;
    }

    /// How full what waits for the database is, 0 to 1.
    public double spoolFill() {
        return spool.fill();
    }

    @Override
    public synchronized void close() {
        while (!closings.isEmpty()) {
            Closing next = closings.pop();
            try {
                next.end().close();
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                LOG.log(Level.WARNING, next.room() + " did not close", e);
            }
        }
    }

    /// A process of its own: waits for the database, runs until it is told to end (SIGTERM) and
    /// stops cleanly; its meters are on a page of their own all the while. Exits with 2 where the
    /// settings make no sense and with 1 where it cannot run.
    public static void main(String[] words) throws InterruptedException {
        var started = new CompletableFuture<Collector>();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(started), "collector-stop"));
        try {
            CollectorOptions options = CollectorOptions.parse(List.of(words), System.getenv());
            MetricsPage metrics = MetricsPage.open(options.metricsPort());
            LOG.log(Level.INFO, "metrics on http://127.0.0.1:{0,number,#}/metrics", metrics.port());
            started.complete(startWithDatabase(options, metrics));
        } catch (CollectorOptions.Refused e) {
            LOG.log(Level.ERROR, "{0}\n{1}", e.getMessage(), CollectorOptions.HELP);
            System.exit(EXIT_REFUSED);
        } catch (MetricsPage.PortTaken e) {
            LOG.log(Level.ERROR, e.getMessage());
            System.exit(EXIT_REFUSED);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "collector cannot start", e);
            System.exit(EXIT_BROKEN);
        }
    }

    /// The database may go again while the rooms start: then it is awaited again. What fails each
    /// time has another cause.
    private static Collector startWithDatabase(CollectorOptions options, MetricsPage metrics)
            throws InterruptedException {
        for (int tries = 1; ; tries++) {
            awaitDatabase(options.database());
            try {
                return start(
                        options.config(), options.database(), metrics.meters(), options.clock());
            } catch (RuntimeException e) {
                metrics.forgetRooms();
                if (tries == START_TRIES) {
                    throw e;
                }
                LOG.log(Level.WARNING, "collector could not start, trying again", e);
                TimeUnit.MILLISECONDS.sleep(DATABASE_RETRY.toMillis());
            }
        }
    }

    private static void stop(CompletableFuture<Collector> started) {
        if (started.isDone()) {
            started.join().close();
            LOG.log(Level.INFO, "collector stopped");
        }
    }

    private static void awaitDatabase(DatabaseAddress database) throws InterruptedException {
        String told = "";
        while (true) {
            try {
                ExternalPostgres.verify(database);
                return;
            } catch (DatabaseRefused e) {
                String trouble = String.valueOf(e.getMessage());
                if (!trouble.equals(told)) {
                    LOG.log(Level.WARNING, "waiting for the database: {0}", trouble);
                    told = trouble;
                }
                TimeUnit.MILLISECONDS.sleep(DATABASE_RETRY.toMillis());
            }
        }
    }

    /// The poller is built after the pipeline that it feeds and hears from.
    private static final class Echo implements Sink {
        private volatile Sink listener = _ -> {};

        @Override
        public void accept(PollOutcome outcome) {
            listener.accept(outcome);
        }
    }

    /// Where the poller's readings go.
    private record Inlet(Ingest ingest, Spool spool) implements Destination {
        @Override
        public boolean offer(PollReading reading) {
            return ingest.offer(reading);
        }

        @Override
        public double fill() {
            return spool.fill();
        }
    }
}
