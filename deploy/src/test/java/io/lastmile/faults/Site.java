package io.lastmile.faults;

import com.fasterxml.jackson.databind.JsonNode;
import io.lastmile.collector.credentials.Purpose;
import io.lastmile.collector.credentials.SecretCipher;
import io.lastmile.collector.postgres.DatabaseAddress;
import io.lastmile.collector.postgres.EmbeddedPostgres;
import io.lastmile.collector.postgres.TestDatabase;
import io.lastmile.core.platform.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.StreamSupport;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/// A small ISP in three processes: simulated routers, a durable database, and a collector that can
/// be killed and started again.
final class Site implements AutoCloseable {
    static final int ROUTERS = 4;
    static final int LINES = 400;

    private static final String ADD_ROUTER =
            """
            insert into core.router
                (id, name, host, port, tls, username, secret, interval_seconds, poll_ppp,
                 poll_queues, line_rate_bps, created, changed, changed_by)
            overriding system value
            values (?, ?, '127.0.0.1', ?, false, ?, ?, 1, true, true, 10000000000, now(), now(),
                    'test')
            """;
    private static final String LIVE_SESSIONS =
            "select count(*) from telemetry.session where ended is null";
    private static final String QUEUES = "select count(*) from telemetry.session where source = 2";
    private static final String LEAST_POLLS_SINCE =
            """
            select min(polls) from (
                select count(p.time) as polls
                from core.router as r
                left join telemetry.poll as p on p.router = r.id and p.batch > %d
                    and (%d = 0 or p.time > to_timestamp(%<d / 1000.0)
                                   and p.time < to_timestamp(%<d / 1000.0) + interval '1 hour')
                group by r.id) as routers
            """;
    private static final String LAST_BATCH =
            "select coalesce(max(batch), 0) from telemetry.router_state";

    /// Enough for each table of a router to be listed again: the first poll after a start asks for
    /// `/ppp/active` in place of the queues.
    private static final int SETTLED_POLLS = 4;

    private final Path folder;
    private final SimulatorProcess simulator;
    private final Database database;
    private Optional<ChildJvm> collector = Optional.empty();

    private Site(Path folder, SimulatorProcess simulator, Database database) {
        this.folder = folder;
        this.simulator = simulator;
        this.database = database;
    }

    /// A running server and a pool of connections to it.
    record Database(EmbeddedPostgres postgres, DataSource source, AutoCloseable end) {
        static Database durable() {
            TestDatabase database = TestDatabase.startDurable();
            return new Database(database.postgres(), database.source(), database);
        }
    }

    static Site start(Path folder, String... habits) {
        return start(folder, Database.durable(), habits);
    }

    static Site start(Path folder, Database database, String... habits) {
        List<String> words =
                new ArrayList<>(
                        List.of(
                                "--routers",
                                String.valueOf(ROUTERS),
                                "--lines",
                                String.valueOf(LINES),
                                "--truth",
                                "all"));
        words.addAll(List.of(habits));
        SimulatorProcess simulator = SimulatorProcess.start(folder, words.toArray(String[]::new));
        Site site = new Site(folder, simulator, database);
        site.setClock(Duration.ZERO);
        site.enterRouters();
        return site;
    }

    private void enterRouters() {
        io.lastmile.collector.postgres.Migrations.telemetry(database.source());
        SecretCipher cipher = SecretCipher.of(keyFile());
        Schema.settle(database.source(), cipher);
        try (Connection connection = pastPolicies().getConnection();
                PreparedStatement add = connection.prepareStatement(ADD_ROUTER)) {
            int id = 1;
            for (JsonNode router : simulator.routers()) {
                JsonNode account = router.get("accounts").get(0);
                String password = account.get("password").asText();
                add.setInt(1, id);
                add.setString(2, router.get("name").asText());
                add.setInt(3, router.get("port").asInt());
                add.setString(4, account.get("name").asText());
                add.setBytes(5, cipher.seal(Purpose.routerPassword(id), password));
                add.executeUpdate();
                id++;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("routers cannot be entered", e);
        }
    }

    /// As a superuser: even the owner sees no row of schema core without an actor.
    private DataSource pastPolicies() {
        DatabaseAddress address = database.postgres().admin();
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(address.url());
        source.setUser(address.user());
        source.setPassword(address.password());
        return source;
    }

    private Path keyFile() {
        return folder.resolve("key");
    }

    private Path clockFile() {
        return folder.resolve("clock");
    }

    /// Sets the collector's clock so far ahead of the true time, while it runs; replaced in one
    /// step, because it is read at any moment.
    void setClock(Duration ahead) {
        try {
            Path written = folder.resolve("clock.new");
            Files.writeString(written, String.valueOf(ahead.toSeconds()));
            Files.move(
                    written,
                    clockFile(),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("the clock cannot be set", e);
        }
    }

    void startCollector() {
        DatabaseAddress address = database.postgres().address();
        String url = address.url() + "?user=" + address.user() + "&password=" + address.password();
        collector =
                Optional.of(
                        ChildJvm.start(
                                "io.lastmile.collector.Collector",
                                List.of(
                                        "--key-file", keyFile().toString(),
                                        "--clock-file", clockFile().toString(),
                                        "--metrics-port", "0"),
                                Map.of("LASTMILE_COLLECTOR_DATABASE_URL", url),
                                folder.resolve("collector.log")));
    }

    void killCollector() {
        collector.orElseThrow().kill();
    }

    void killDatabase() {
        ProcessHandle server = ProcessHandle.of(database.postgres().pid()).orElseThrow();
        server.destroyForcibly();
        Await.until("the database is dead", () -> !server.isAlive());
    }

    boolean databaseRuns() {
        return database.postgres().isRunning();
    }

    String collectorLog() {
        return collector.orElseThrow().log();
    }

    void restartDatabase() {
        database.postgres().restart();
    }

    Ledger ledger() {
        return new Ledger(pastPolicies());
    }

    /// Until that many sessions were read for the first time.
    void awaitSessions(int sessions) {
        Ledger ledger = ledger();
        await(sessions + " sessions are known", () -> ledger.count(LIVE_SESSIONS) >= sessions);
    }

    /// Until that many static queues were read for the first time.
    void awaitQueues(int queues) {
        Ledger ledger = ledger();
        await(queues + " queues are known", () -> ledger.count(QUEUES) >= queues);
    }

    /// Stops the routers' clocks, so that counters stand, and waits until the collector has
    /// committed what they say. Polls count by their time: a spool that was filled while the
    /// database was down is committed later too, and says what the routers said before.
    void settle() {
        Ledger ledger = ledger();
        await("the database answers", () -> ledger.count(LAST_BATCH) > 0);
        simulator.tell("freeze");
        awaitPolls(SETTLED_POLLS, Clock.systemUTC().millis());
    }

    /// Until so many more polls of every router are committed.
    void awaitPolls(int polls) {
        awaitPolls(polls, 0);
    }

    /// The same of polls that the collector began after this instant, in milliseconds since 1970 by
    /// a clock that its own agrees with; 0 for any.
    private void awaitPolls(int polls, long after) {
        Ledger ledger = ledger();
        long batch = ledger.count(LAST_BATCH);
        String since = LEAST_POLLS_SINCE.formatted(batch, after);
        await(polls + " polls of every router", () -> ledger.count(since) >= polls);
    }

    private void await(String what, BooleanSupplier happened) {
        try {
            Await.until(what, happened);
        } catch (AssertionError e) {
            String log = collector.map(ChildJvm::log).orElse("(no collector)");
            throw new AssertionError(e.getMessage() + "\ncollector said:\n" + log, e);
        }
    }

    JsonNode tell(String command) {
        return simulator.tell(command);
    }

    /// Sets the counters of a user's session or of a static queue to zero; false where the user is
    /// offline.
    boolean reset(String router, String name) {
        return simulator.ask("reset " + router + " " + name).has("ok");
    }

    JsonNode routers() {
        return simulator.routers();
    }

    List<TrueLife> truth() {
        return StreamSupport.stream(simulator.tell("truth").spliterator(), false)
                .map(TrueLife::of)
                .filter(TrueLife::counts)
                .toList();
    }

    @Override
    public void close() {
        collector.ifPresent(ChildJvm::close);
        simulator.close();
        try {
            database.end().close();
        } catch (Exception e) {
            throw new IllegalStateException("the database does not end", e);
        }
    }
}
