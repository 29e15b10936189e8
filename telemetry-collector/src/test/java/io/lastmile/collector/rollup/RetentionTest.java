package io.lastmile.collector.rollup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lastmile.collector.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class RetentionTest {
    private static final TestDatabase DATABASE = TestDatabase.startMigrated();
    private static final Ground GROUND = new Ground(DATABASE.source());

    private static final RetentionConfig.Keep TWO_DAYS =
            new RetentionConfig.Keep(Duration.ofDays(2), Long.MAX_VALUE);
    private static final RetentionConfig.Keep MONTH =
            new RetentionConfig.Keep(Duration.ofDays(35), Long.MAX_VALUE);
    private static final Duration QUARTER = Duration.ofDays(90);

    private final long seed = ThreadLocalRandom.current().nextLong();

    @AfterAll
    static void stop() {
        DATABASE.close();
    }

    @BeforeEach
    void empty() throws SQLException {
        GROUND.empty();
    }

    @Test
    void retentionNeverTakesWhatIsNotRolledUpOrStillIsState() throws SQLException {
        Samples samples = new Samples(DATABASE.source());
        Instant old = Instant.parse("2026-03-01T12:00:00Z");
        Clock later = Clock.fixed(old.plus(Duration.ofDays(10)), ZoneOffset.UTC);
        Retention retention = new Retention(DATABASE.source(), RetentionConfig.standard(), later);
        GROUND.run(
                "insert into telemetry.session (line, router, epoch, source, start_reason, ros_id,"
                        + " started, checkpoint_batch, checkpoint_time, if_name)"
                        + " values (1, 1, 0, 1, 0, 1, now(), 0, now(), 'u1')");
        samples.write(new Samples.One(1, old, 10_000, 100, 1, false));
        GROUND.run("update telemetry.sample set down_total = -5, up_total = 7");
        assertThat(retention.enforce(true)).isEqualTo(new Retention.Dropped(0, 0, 1));

        GROUND.rollup(Ground.DHAKA, 1000).catchUp();
        assertThat(retention.enforce(false)).isEqualTo(new Retention.Dropped(0, 0, 0));
        assertThat(retention.enforce(true)).isEqualTo(new Retention.Dropped(1, 0, 0));
        assertThat(GROUND.number("select count(*) from telemetry.sample")).isZero();
        assertThat(GROUND.number("select down_total from telemetry.session")).isEqualTo(-5);
        assertThat(GROUND.number("select up_total from telemetry.session")).isEqualTo(7);
        assertThat(GROUND.number("select sum(down) from telemetry.rollup_5m")).isEqualTo(100);
    }

    @Test
    void retentionByBytesTakesTheOldestFirst() throws SQLException {
        Samples samples = new Samples(DATABASE.source());
        Instant now = Instant.parse("2026-03-01T12:00:00Z");
        for (int hours = 0; hours < 10; hours += 2) {
            samples.write(
                    new Samples.One(1, now.minus(Duration.ofHours(hours)), 10_000, 1, 1, false));
        }
        GROUND.rollup(Ground.DHAKA, 1000).catchUp();
        retention(now, TWO_DAYS.upTo(100_000), MONTH).enforce(true);

        assertThat(GROUND.number("select count(*) from telemetry.sample")).isBetween(1L, 4L);
        assertThat(
                        GROUND.number(
                                "select count(*) from telemetry.sample where time = '" + now + "'"))
                .isEqualTo(1);
    }

    @Test
    void theChunkOfNowStaysHoweverBigItIs() throws SQLException {
        Samples samples = new Samples(DATABASE.source());
        Instant now = Instant.parse("2026-03-02T12:30:00Z");
        for (int hours : new int[] {26, 2, 0}) {
            Instant then = now.minus(Duration.ofHours(hours));
            samples.write(new Samples.One(1, then, 10_000, 1, 1, false));
        }
        GROUND.rollup(Ground.DHAKA, 1000).catchUp();
        RetentionConfig.Keep tight = TWO_DAYS.upTo(1);
        RetentionConfig config =
                new RetentionConfig(tight, MONTH.upTo(1), MONTH.upTo(1), MONTH, QUARTER);

        assertThat(new Retention(DATABASE.source(), config, at(now)).enforce(true))
                .isEqualTo(new Retention.Dropped(0, 3, 0));
        assertThat(GROUND.number("select count(*) from telemetry.sample")).isEqualTo(1);
        assertThat(GROUND.number("select count(*) from telemetry.rollup_5m")).isEqualTo(2);
        assertThat(GROUND.number("select count(*) from telemetry.rollup_hour")).isEqualTo(3);
    }

    @Test
    void aLateSampleKeepsItsChunkEvenIfItComesJustBeforeTheDrop() throws SQLException {
        Samples samples = new Samples(DATABASE.source());
        Instant old = Instant.parse("2026-03-01T12:00:00Z");
        samples.write(new Samples.One(1, old, 10_000, 100, 1, false));
        GROUND.rollup(Ground.DHAKA, 1000).catchUp();
        Interrupted source = new Interrupted();
        source.beforeSecond =
                () -> samples.write(new Samples.One(1, old.plusSeconds(60), 10_000, 5, 1, false));
        Retention retention =
                new Retention(
                        source, RetentionConfig.standard(), at(old.plus(Duration.ofDays(10))));

        assertThat(retention.enforce(true).waiting()).isEqualTo(1);
        assertThat(GROUND.number("select sum(down) from telemetry.sample")).isEqualTo(105);
        assertThat(source.asked).isGreaterThan(1);
    }

    @Test
    void pollsStayWithTheSamplesThatTheyLeadTo() throws SQLException {
        Samples samples = new Samples(DATABASE.source());
        Instant then = Instant.parse("2026-03-01T12:00:00Z");
        samples.write(new Samples.One(1, then, 10_000, 1, 1, false));
        GROUND.rollup(Ground.DHAKA, 1000).catchUp();
        Instant now = then.plus(Duration.ofDays(1));

        assertThat(retention(now, TWO_DAYS, MONTH.upTo(1)).enforce(true))
                .isEqualTo(new Retention.Dropped(0, 0, 1));
        assertThat(GROUND.number("select count(*) from telemetry.poll")).isEqualTo(1);

        assertThat(retention(now.plus(Duration.ofDays(2)), TWO_DAYS, MONTH.upTo(1)).enforce(true))
                .isEqualTo(new Retention.Dropped(1, 1, 0));
        assertThat(GROUND.number("select count(*) from telemetry.poll")).isZero();
    }

    @Test
    void whoReadsAChunkMakesNoWriterWaitForLong() throws SQLException {
        Samples samples = new Samples(DATABASE.source());
        Instant old = Instant.parse("2026-03-01T12:00:00Z");
        samples.write(new Samples.One(1, old, 10_000, 100, 1, false));
        GROUND.rollup(Ground.DHAKA, 1000).catchUp();
        try (Connection reader = DATABASE.source().getConnection();
                Statement read = reader.createStatement()) {
            reader.setAutoCommit(false);
            read.execute("select count(*) from telemetry.sample");

            assertThatThrownBy(() ->
                            retention(old.plus(Duration.ofDays(10)), TWO_DAYS, MONTH).enforce(true))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("lock timeout");
            reader.rollback();
            reader.setAutoCommit(true);
        }
        samples.write(new Samples.One(1, old.plusSeconds(60), 10_000, 5, 1, false));
        assertThat(GROUND.number("select sum(down) from telemetry.sample")).isEqualTo(105);
    }

    @Test
    void seededHistoryIsTheSameAtEveryLevel() throws SQLException {
        Random random = new Random(seed);
        HistorySeed history = new HistorySeed(DATABASE.source(), 30_000);
        GROUND.rollup(Ground.DHAKA, 10);
        List<Integer> lines = history.lines(9, (short) 1, List.of("b", "a", "c"), 0);
        assertThat(lines).doesNotHaveDuplicates().hasSize(3);
        assertThat(history.lines(9, (short) 1, List.of("b", "a", "c"), 0)).isEqualTo(lines);
        long day = Samples.micros(Instant.parse("2026-02-27T18:00:00Z"));
        long five = 300_000_000L;
        history.write(
                HistorySeed.Level.FIVE_MINUTES,
                LongStream.range(0, 288 * 3)
                        .mapToObj(i ->
                                new HistorySeed.Row(
                                        lines.get((int) (i % 3)),
                                        day + i / 3 * five,
                                        random.nextInt(1_000_000),
                                        random.nextInt(1000)))
                        .iterator());
        history.write(
                HistorySeed.Level.HOUR,
                LongStream.range(0, 24)
                        .mapToObj(i ->
                                new HistorySeed.Row(lines.get(0), day - (i + 1) * 12 * five, 7, 3))
                        .iterator());

        history.write(
                HistorySeed.Level.DAY,
                List.of(new HistorySeed.Row(lines.get(1), day - 3 * 288 * five, 11, 5)).iterator());

        long fives = GROUND.number("select sum(down) from telemetry.rollup_5m");
        for (String level : List.of("hour", "day", "router_hour", "router_day", "network_day")) {
            int older = level.endsWith("day") ? 11 : 0;
            assertThat(GROUND.number("select sum(down) from telemetry.rollup_" + level))
                    .as(level + ", seed " + seed)
                    .isEqualTo(fives + 24 * 7 + older);
        }
        assertThat(
                        GROUND.number(
                                "select count(*) from telemetry.rollup_day where line = "
                                        + lines.get(0)))
                .isEqualTo(2);
        assertThat(GROUND.number("select min(covered_ms) from telemetry.rollup_router_day"))
                .isEqualTo(86_400_000);
    }

    private static Clock at(Instant now) {
        return Clock.fixed(now, ZoneOffset.UTC);
    }

    private static Retention retention(
            Instant now, RetentionConfig.Keep samples, RetentionConfig.Keep polls) {
        return new Retention(
                DATABASE.source(),
                new RetentionConfig(samples, MONTH, MONTH, polls, QUARTER),
                at(now));
    }

    private interface Writing {
        void run() throws SQLException;
    }

    /// Somebody writes just before the second connection is lent.
    private static final class Interrupted extends PGSimpleDataSource {
        private transient Writing beforeSecond = () -> {};
        private int asked;

        Interrupted() {
            setUrl(DATABASE.address().url());
            setUser(DATABASE.address().user());
            setPassword(DATABASE.address().password());
        }

        @Override
        public Connection getConnection() throws SQLException {
            if (++asked == 2) {
                beforeSecond.run();
            }
            return super.getConnection();
        }
    }
}
