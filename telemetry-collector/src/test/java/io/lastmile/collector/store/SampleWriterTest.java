package io.lastmile.collector.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.lastmile.collector.pipeline.CounterTable;
import io.lastmile.collector.pipeline.PollReading;
import io.lastmile.collector.pipeline.RouterMemory;
import io.lastmile.collector.pipeline.Session;
import io.lastmile.collector.pipeline.Source;
import io.lastmile.collector.postgres.TestDatabase;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SampleWriterTest {
    private static final TestDatabase DATABASE = TestDatabase.startMigrated();
    private static final String ONCE =
            """
            create function telemetry.trouble() returns trigger language plpgsql as $$
            begin
                raise exception 'as asked' using errcode = '%s';
            end $$;
            create trigger trouble before insert on telemetry.poll
                for each row execute function telemetry.trouble()
            """;

    /// Before PostgreSQL's first day, 4713 BC.
    private static final long YEAR_7500_BEFORE = -300_000_000_000_000_000L;

    private final Sql sql = new Sql(DATABASE.source());
    private final long seed = ThreadLocalRandom.current().nextLong();

    @AfterAll
    static void stop() {
        DATABASE.close();
    }

    @BeforeEach
    void empty() {
        sql.run(
                "truncate telemetry.sample, telemetry.poll, telemetry.radius_session,"
                        + " telemetry.session, telemetry.line,"
                        + " telemetry.router_state");
    }

    @Test
    void everyByteOfEveryPollIsInTheSamples() {
        Fleet fleet = new Fleet(seed, 5, 40, 0);
        try (Collecting collecting = new Collecting(DATABASE.address())) {
            collecting.warmUp(fleet);
            double before = collecting.count("lastmile.collector.store.polls");
            run(collecting, fleet, 30);
            assertThat(collecting.count("lastmile.collector.store.polls") - before).isEqualTo(150);
        }
        assertStoredEqualsReported(fleet);
        assertThat(sql.number("select count(*) from telemetry.line")).isEqualByComparingTo("200");
    }

    @Test
    void aRestartGoesOnWhereTheLastCommitLeftOff() {
        Fleet fleet = new Fleet(seed, 3, 20, 0);
        for (int life = 0; life < 4; life++) {
            try (Collecting collecting = new Collecting(DATABASE.address())) {
                collecting.warmUp(fleet);
                run(collecting, fleet, 5);
            }
            fleet.move(900_000);
        }
        try (Collecting collecting = new Collecting(DATABASE.address())) {
            collecting.warmUp(fleet);
        }
        assertStoredEqualsReported(fleet);
    }

    @Test
    void aPollOfTheQueuesAloneLeavesTheTimeOfTheLastListOfInterfaces() {
        Fleet fleet = new Fleet(seed, 1, 3, 0);
        try (Collecting collecting = new Collecting(DATABASE.address())) {
            collecting.warmUp(fleet);
            fleet.pass(5_000);
            collecting.offer(queuesAlone(fleet.poll(1)));
            collecting.drain();
        }
        assertThat(sql.number("select uptime_ms - listed_uptime_ms from telemetry.router_state"))
                .isEqualByComparingTo("5000");
    }

    private static PollReading queuesAlone(PollReading poll) {
        return new PollReading(
                poll.router(),
                poll.timeMicros(),
                poll.steadyNanos(),
                poll.uptimeMillis(),
                poll.pace(),
                List.of(new CounterTable(Source.SIMPLE_QUEUE, 1)),
                Optional.empty());
    }

    @Test
    void aWireThatBreaksAnywhereChangesNoSum() throws IOException {
        Random random = new Random(seed);
        Fleet fleet = new Fleet(seed, 4, 25, 0);
        try (CuttingProxy proxy = new CuttingProxy(DATABASE.address());
                Collecting collecting = new Collecting(proxy.address(), 200)) {
            collecting.warmUp(fleet);
            for (int i = 0; i < 12; i++) {
                proxy.cutAfter(random.nextInt(15_000));
                run(collecting, fleet, 2);
            }
            assertThat(proxy.cuts()).as("seed " + seed).isGreaterThan(4);
        }
        assertStoredEqualsReported(fleet);
    }

    @Test
    void aCommitWhoseAnswerIsLostIsNotWrittenAgain() throws IOException {
        Fleet fleet = new Fleet(seed, 2, 10, 0);
        try (CuttingProxy proxy = new CuttingProxy(DATABASE.address());
                Collecting collecting = new Collecting(proxy.address())) {
            collecting.warmUp(fleet);
            for (int i = 0; i < 10; i++) {
                proxy.cutAtNextCommitReply();
                run(collecting, fleet, 1);
            }
            assertThat(
                            collecting.count(
                                    "lastmile.collector.store.unknown.commits",
                                    "verdict",
                                    "committed"))
                    .as("seed " + seed)
                    .isGreaterThanOrEqualTo(5);
        }
        assertStoredEqualsReported(fleet);
    }

    @Test
    void aKilledBackendChangesNoSum() {
        Fleet fleet = new Fleet(seed, 4, 25, 0);
        try (Collecting collecting = new Collecting(DATABASE.address(), 100)) {
            collecting.warmUp(fleet);
            for (int i = 0; i < 25; i++) {
                fleet.move();
                fleet.poll().forEach(collecting::offer);
                sql.run(
                        "select pg_terminate_backend(pid) from pg_stat_activity"
                                + " where application_name = 'lastmile-writer'");
                collecting.drain();
            }
            assertThat(collecting.count("lastmile.collector.store.failures", "kind", "outage"))
                    .as("seed " + seed)
                    .isPositive();
        }
        assertStoredEqualsReported(fleet);
    }

    @Test
    void twoWritersOfOneRouterCountEveryByteOnce() {
        Fleet fleet = new Fleet(seed, 2, 20, 0);
        Random random = new Random(seed);
        try (Collecting one = new Collecting(DATABASE.address());
                Collecting other = new Collecting(DATABASE.address())) {
            one.warmUp(fleet);
            other.warmUp(fleet);
            for (int i = 0; i < 30; i++) {
                run(random.nextBoolean() ? one : other, fleet, 1);
            }
            fleet.move();
            for (Collecting last : List.of(one, other, one)) {
                fleet.poll().forEach(last::offer);
                last.drain();
            }
            assertThat(
                            one.count("lastmile.collector.store.fenced")
                                    + other.count("lastmile.collector.store.fenced"))
                    .as("seed " + seed)
                    .isPositive();
            fleet.move();
            run(one, fleet, 1);
            run(one, fleet, 1);
        }
        assertStoredEqualsReported(fleet);
    }

    @Test
    void whatIsRecalledIsTheLastReadingWhateverTheClockDid() throws SQLException {
        long nearTheSign = Long.MAX_VALUE - 50_000_000L;
        Fleet fleet = new Fleet(seed, 2, 30, nearTheSign);
        long day = Duration.ofDays(1).toMillis();
        try (Collecting collecting = new Collecting(DATABASE.address())) {
            collecting.warmUp(fleet);
            for (long jump : new long[] {0, day, -2 * day, 0, day, -7_200_000}) {
                fleet.jumpWallClock(jump);
                run(collecting, fleet, 5);
            }
        }
        for (int router = 1; router <= 2; router++) {
            RouterMemory memory = recall(router);
            assertThat(memory.live()).hasSize(30);
            for (Session session : memory.live()) {
                int number = (int) (session.key().rosId() - 0x100);
                assertThat(session.down()).isEqualTo(fleet.down(router, number));
                assertThat(session.up()).isEqualTo(fleet.up(router, number));
            }
        }
        assertStoredEqualsReported(fleet);
    }

    @Test
    void aFullDiskIsAnOutageThatEnds() {
        Fleet fleet = new Fleet(seed, 2, 10, 0);
        try (Collecting collecting = new Collecting(DATABASE.address())) {
            collecting.warmUp(fleet);
            trouble("53100");
            fleet.move();
            fleet.poll().forEach(collecting::offer);
            Await.until(
                    "three failures",
                    () ->
                            collecting.count(
                                            "lastmile.collector.store.failures",
                                            "kind",
                                            "disk-full")
                                    >= 3);
            assertThat(collecting.spool.size()).isPositive();
            assertThat(collecting.writer.lagSeconds()).isPositive();
            noTrouble();
            collecting.drain();
        }
        assertStoredEqualsReported(fleet);
    }

    @Test
    void contentionIsTriedAgainAsItIs() {
        Fleet fleet = new Fleet(seed, 2, 10, 0);
        try (Collecting collecting = new Collecting(DATABASE.address())) {
            collecting.warmUp(fleet);
            double recalls = collecting.count("lastmile.collector.store.recalls");
            trouble("40001");
            fleet.move();
            fleet.poll().forEach(collecting::offer);
            Await.until(
                    "two failures",
                    () ->
                            collecting.count(
                                            "lastmile.collector.store.failures",
                                            "kind",
                                            "contention")
                                    >= 2);
            noTrouble();
            collecting.drain();
            assertThat(collecting.count("lastmile.collector.store.recalls")).isEqualTo(recalls);
        }
        assertStoredEqualsReported(fleet);
    }

    @Test
    void aPollThatCannotBeWrittenIsLetGoAndTheNextCarriesItsBytes() {
        Fleet fleet = new Fleet(seed, 3, 10, 0);
        try (Collecting collecting = new Collecting(DATABASE.address())) {
            collecting.warmUp(fleet);
            fleet.move();
            collecting.offer(fleet.poll(1));
            long sane = fleet.wallMicros();
            fleet.wallClock(YEAR_7500_BEFORE);
            collecting.offer(fleet.poll(2));
            fleet.wallClock(sane);
            collecting.offer(fleet.poll(3));
            collecting.drain();
            assertThat(collecting.count("lastmile.collector.store.unwritable")).isEqualTo(1);
            assertThat(collecting.refused).containsExactly(2);
            run(collecting, fleet, 2);
        }
        assertStoredEqualsReported(fleet);
    }

    @Test
    void aRouterThatMovedNothingStillProvesItsPolls() {
        Fleet fleet = new Fleet(seed, 1, 5, 0);
        try (Collecting collecting = new Collecting(DATABASE.address())) {
            collecting.warmUp(fleet);
            fleet.pass(10_000);
            collecting.offer(fleet.poll(1));
            collecting.drain();
            assertThat(sql.number("select count(*) from telemetry.poll"))
                    .isEqualByComparingTo(
                            Double.toString(collecting.count("lastmile.collector.store.polls")));
        }
        assertThat(sql.number("select count(*) from telemetry.sample")).isEqualByComparingTo("0");
    }

    @Test
    void aRestartRecallsTheNamesThatAreThereAndNotAllThatEverWere() throws SQLException {
        Fleet fleet = new Fleet(seed, 1, 3, 0);
        try (Collecting collecting = new Collecting(DATABASE.address())) {
            collecting.warmUp(fleet);
        }
        sql.run(
                "insert into telemetry.line (router, source, raw_name, name, first_seen)"
                        + " select 1, 2, ('old' || i)::bytea, '', now()"
                        + " from generate_series(1, 5000) as i");
        RouterMemory memory = recall(1);

        assertThat(memory.live()).hasSize(3);
        assertThat(memory.ended()).isEmpty();
        assertThat(memory.listed())
                .containsExactlyInAnyOrder(Source.PPP_INTERFACE, Source.SIMPLE_QUEUE);
    }

    @Test
    void aNameThatComesBackAfterARestartIsTheSameLine() {
        Fleet fleet = new Fleet(seed, 1, 3, 0);
        try (Collecting collecting = new Collecting(DATABASE.address())) {
            collecting.warmUp(fleet);
        }
        sql.run("update telemetry.session set ended = now(), ended_uptime_ms = 0, end_reason = 0");
        try (Collecting collecting = new Collecting(DATABASE.address())) {
            collecting.warmUp(fleet);
        }
        assertThat(sql.number("select count(*) from telemetry.line")).isEqualByComparingTo("3");
        assertThat(
                        sql.number(
                                "select count(distinct line) from telemetry.session"
                                        + " where ended is null"))
                .isEqualByComparingTo("3");
    }

    private void run(Collecting collecting, Fleet fleet, int polls) {
        for (int i = 0; i < polls; i++) {
            fleet.move();
            fleet.poll().forEach(collecting::offer);
        }
        collecting.drain();
    }

    private void assertStoredEqualsReported(Fleet fleet) {
        assertThat(sql.number("select coalesce(sum(down), 0) from telemetry.sample"))
                .as("down, seed " + seed)
                .isEqualByComparingTo(Long.toUnsignedString(fleet.movedDown()));
        assertThat(sql.number("select coalesce(sum(up), 0) from telemetry.sample"))
                .as("up, seed " + seed)
                .isEqualByComparingTo(Long.toUnsignedString(fleet.movedUp()));
    }

    private RouterMemory recall(int router) throws SQLException {
        try (Connection connection = DATABASE.source().getConnection()) {
            return new RouterMemories(connection).recall(Set.of(router)).getFirst().memory();
        }
    }

    private void trouble(String sqlState) {
        sql.run(ONCE.formatted(sqlState));
    }

    private void noTrouble() {
        sql.run("drop function telemetry.trouble cascade");
    }
}
