package io.lastmile.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.lastmile.collector.credentials.Purpose;
import io.lastmile.collector.credentials.SecretCipher;
import io.lastmile.collector.live.LineState;
import io.lastmile.collector.live.RouterNow;
import io.lastmile.collector.live.Snapshot;
import io.lastmile.collector.poller.PollerConfig;
import io.lastmile.collector.postgres.TestDatabase;
import io.lastmile.collector.simulator.Fault;
import io.lastmile.collector.simulator.Fleet;
import io.lastmile.collector.simulator.FleetConfig;
import io.lastmile.collector.simulator.Life;
import io.lastmile.collector.simulator.Reading;
import io.lastmile.collector.simulator.SimulatedRouter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole collector between simulated routers and a real database.
class CollectorTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final int ROUTERS = 3;
    private static final int LINES = 120;

    @TempDir private Path folder;
    private TestDatabase database;
    private Fleet fleet;
    private Optional<Collector> collector = Optional.empty();

    @BeforeEach
    void arrange() throws SQLException {
        database = TestDatabase.start();
        fleet = Fleet.start(FleetConfig.quiet(ROUTERS, LINES, 5, Clock.systemUTC()));
        run(
                """
                create schema core;
                create table core.pollable_router (id int, name text, host text, port int,
                    tls boolean, fingerprint text, username text, secret bytea,
                    legacy_login boolean, charset text, interval_seconds int, poll_ppp boolean,
                    poll_queues boolean, line_rate_bps bigint, version bigint);
                create table core.pollable_line (router int, source smallint, name text,
                    rate_bps bigint)
                """);
        for (int id = 1; id <= ROUTERS; id++) {
            add(id);
        }
        start();
    }

    @AfterEach
    void stop() {
        collector.ifPresent(Collector::close);
        fleet.close();
        database.close();
    }

    private void start() {
        PollerConfig poller = PollerConfig.STANDARD.every(Duration.ofMillis(300));
        collector =
                Optional.of(
                        Collector.start(
                                CollectorConfig.standard(key()).polling(poller),
                                database.address(),
                                new SimpleMeterRegistry(),
                                Clock.systemUTC()));
    }

    private Path key() {
        return folder.resolve("key");
    }

    private Collector running() {
        return collector.orElseThrow();
    }

    private void add(int id) throws SQLException {
        SimulatedRouter router = fleet.routers().get(id - 1);
        byte[] secret =
                SecretCipher.of(Optional.empty(), key())
                        .seal(Purpose.routerPassword(id), router.accounts().getFirst().password());
        try (Connection connection = database.source().getConnection();
                PreparedStatement insert =
                        connection.prepareStatement(
                                """
                                insert into core.pollable_router values (?, ?, ?, ?, false, null,
                                    ?, ?, false, 'UTF-8', null, true, true, 10000000000, 1)
                                """)) {
            insert.setInt(1, id);
            insert.setString(2, router.name());
            insert.setString(3, router.host());
            insert.setInt(4, router.port());
            insert.setString(5, router.accounts().getFirst().name());
            insert.setBytes(6, secret);
            insert.execute();
        }
    }

    @Test
    void everyByteReportedAfterTheFirstReadingIsStored() throws Exception {
        awaitSamplesOfEveryLine(4);
        running().close();

        assertConserved();
    }

    @Test
    void whatOneRebootBeganWasSeenByOnePoll() throws Exception {
        await("samples", () -> number("select count(*) from telemetry.sample") > 300);
        SimulatedRouter router = fleet.routers().getFirst();
        router.set(Fault.REFUSED, 0);
        router.reboot();
        await("away", () -> open("router-unreachable") == 1);
        router.clear(Fault.REFUSED);
        String begun = "from telemetry.session where router = 1 and start_reason = 3";
        await("all dialled again", () -> number("select count(*) " + begun) > 30);

        assertThat(number("select count(distinct started) " + begun)).isGreaterThan(1);
        assertThat(number("select count(distinct seen) " + begun)).isEqualTo(1);
    }

    @Test
    void noByteIsTwiceInARoutersTotals() throws Exception {
        SimulatedRouter router = fleet.routers().getFirst();
        String user = router.lines().getFirst().name();
        String at = router.address(user).orElseThrow();
        assertThat(router.addQueue("street", "ether2", "none")).isTrue();
        assertThat(router.addQueue("shop", "103.9.9.1/32", "street")).isTrue();
        assertThat(router.addQueue("house", "103.9.9.2/32", "street")).isTrue();
        assertThat(router.addQueue("limit", at + "/32", "none")).isTrue();
        assertThat(router.addQueue("pool", "10.0.0.0/8", "none")).isTrue();
        await("queues", () -> sum("down", "line.name in ('shop', 'house')") > 0);
        await("doubles", () -> sum("down", "line.name in ('limit', 'pool')") > 0);
        await("online", () -> running().live().now().online() == LINES + 2);
        awaitSamplesOfEveryLine(2);
        running().close();

        assertThat(number("select count(*) from telemetry.line where name = 'street'")).isZero();
        assertThat(sum("down", "line.name in ('limit', 'pool') and sample.marks & 4 = 0")).isZero();
        assertThat(totals("down")).isEqualTo(sum("down", "sample.marks & 4 = 0"));
        assertThat(totals("up")).isEqualTo(sum("up", "sample.marks & 4 = 0"));
        assertConserved();
    }

    /// A router that answers late has told only its base when the others have many samples.
    private void awaitSamplesOfEveryLine(int each) throws Exception {
        String few =
                """
                select count(*) from telemetry.line
                where (select count(*) from telemetry.sample where line = line.id) < %d
                """
                        .formatted(each);
        await("lines", () -> number("select count(*) from telemetry.line") >= LINES);
        await("samples of every line", () -> number(few) == 0);
    }

    private long sum(String direction, String which) throws SQLException {
        return number(
                "select coalesce(sum(sample.%s), 0) from telemetry.sample join telemetry.line on"
                                .formatted(direction)
                        + " line.id = sample.line where line.router = 1 and "
                        + which);
    }

    private long totals(String direction) throws SQLException {
        return number(
                "select sum(%s) from telemetry.usage_router_5m('{1}', now() - interval '1 day',"
                                .formatted(direction)
                        + " now() + interval '1 day')");
    }

    @Test
    void aRestartGoesOnWhereTheDatabaseStands() throws Exception {
        awaitSamplesOfEveryLine(2);
        running().close();
        long before = number("select count(*) from telemetry.session");
        start();
        long samples = number("select count(*) from telemetry.sample");
        await("more", () -> number("select count(*) from telemetry.sample") > samples + 200);
        await("all online", () -> running().live().now().online() == LINES);
        awaitSamplesOfEveryLine(2);
        running().close();

        assertThat(number("select count(*) from telemetry.session")).isEqualTo(before);
        assertConserved();
    }

    @Test
    void liveGoesOnAndNothingIsLostWhileTheDatabaseIsAway() throws Exception {
        awaitSamplesOfEveryLine(2);
        database.postgres().close();
        long polls = polledMicros();
        await("polls without a database", () -> polledMicros() > polls + 2_000_000);
        assertThat(running().live().now().downBps()).isPositive();

        database.postgres().restart();
        await("written", () -> running().spoolFill() == 0);
        running().close();
        assertConserved();
    }

    /// For every life of a counter: the first reading is the base, all that came after it is
    /// stored.
    private void assertConserved() throws SQLException {
        for (SimulatedRouter router : fleet.routers()) {
            int id = fleet.routers().indexOf(router) + 1;
            for (Life life : router.truth()) {
                if (life.table().path().equals("/interface")) {
                    assertStored(id, life);
                }
            }
        }
    }

    private void assertStored(int router, Life life) throws SQLException {
        Reading last = life.readings().getLast();
        long total = stored("max(s.down_total)", router, life);
        long sum = stored("coalesce(sum(s.down), 0)", router, life);
        long base = stored("min(s.down_total - s.down)", router, life);
        assertThat(total).as(life.name()).isEqualTo(last.bytes().down());
        assertThat(sum).as(life.name()).isEqualTo(total - base);
        assertThat(life.readings())
                .as(life.name())
                .anyMatch(reading -> reading.bytes().down() == base);
    }

    private long stored(String what, int router, Life life) throws SQLException {
        return number(
                """
                select %s from telemetry.sample s join telemetry.session on session.id = s.session
                where session.router = %d and session.ros_id = %d and session.source = 1
                """
                        .formatted(what, router, life.id()));
    }

    @Test
    void theLiveViewShowsWhatTheRoutersMoveAndEndsWithThem() throws Exception {
        await("all online", () -> running().live().now().online() == LINES);
        await("rates", () -> running().live().now().complete());
        await("numbered", () -> running().live().snapshot().line(0) != 0);

        Snapshot now = running().live().snapshot();
        assertThat(now.size()).isEqualTo(LINES);
        assertThat(running().live().history(now.line(0))).isPresent();
        assertThat(running().live().routers()).hasSize(ROUTERS).allMatch(RouterNow::answering);

        run("delete from core.pollable_router where id = 2; notify pollable_router");
        await("gone", () -> running().live().routers().size() == ROUTERS - 1);
        await("health gone", () -> number("select count(*) from telemetry.router_health") == 2);
    }

    @Test
    void aDeadRouterIsUnknownAndItsConditionIsWritten() throws Exception {
        await("all online", () -> running().live().now().online() == LINES);
        fleet.routers().getFirst().set(Fault.REFUSED, 0);
        await("condition", () -> open("router-unreachable") == 1);
        await("unknown", () -> states(LineState.UNKNOWN) == LINES / ROUTERS);

        fleet.routers().getFirst().clear(Fault.REFUSED);
        await("over", () -> open("router-unreachable") == 0);
        await("known", () -> states(LineState.UNKNOWN) == 0);
    }

    @Test
    void sessionsThatNoLineClaimsAreAConditionUntilSomebodyEntersThem() throws Exception {
        await("sessions", () -> number("select count(*) from telemetry.session") == LINES);
        run("notify pollable_line");
        await("told", () -> open("unaccounted-sessions") == ROUTERS);

        run(
                """
                insert into core.pollable_line select null, source, name, null from telemetry.line;
                notify pollable_line
                """);
        await("over", () -> open("unaccounted-sessions") == 0);
    }

    private long states(LineState state) {
        Snapshot now = running().live().snapshot();
        long count = 0;
        for (int row = 0; row < now.size(); row++) {
            count += now.state(row) == state ? 1 : 0;
        }
        return count;
    }

    private long open(String kind) throws SQLException {
        return number(
                "select count(*) from telemetry.condition where until is null and kind = '"
                        + kind
                        + "'");
    }

    private long polledMicros() {
        List<RouterNow> routers = running().live().routers();
        return routers.stream().mapToLong(RouterNow::polledMicros).min().orElse(0);
    }

    private void run(String sql) throws SQLException {
        try (Connection connection = database.source().getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
        }
    }

    private long number(String sql) throws SQLException {
        try (Connection connection = database.source().getConnection();
                PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet result = statement.executeQuery()) {
            result.next();
            return result.getLong(1);
        }
    }

    private void await(String what, Callable<Boolean> condition) throws Exception {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime() - until)
                    .as("waited %s for: %s", PATIENCE, what)
                    .isNegative();
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }
}
