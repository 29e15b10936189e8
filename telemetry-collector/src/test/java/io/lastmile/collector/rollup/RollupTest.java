package io.lastmile.collector.rollup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lastmile.collector.postgres.TestDatabase;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RollupTest {
    private static final TestDatabase DATABASE = TestDatabase.startMigrated();
    private static final int LINES = 5;
    private static final ZoneId DHAKA = ZoneId.of("Asia/Dhaka");

    private final long seed = ThreadLocalRandom.current().nextLong();

    @AfterAll
    static void stop() {
        DATABASE.close();
    }

    @BeforeEach
    void empty() throws SQLException {
        run(
                "truncate telemetry.sample, telemetry.poll, telemetry.session, telemetry.line,"
                        + " telemetry.rollup_5m, telemetry.rollup_hour, telemetry.rollup_day,"
                        + " telemetry.rollup_router_5m, telemetry.rollup_router_hour,"
                        + " telemetry.rollup_router_day restart identity");
        run("update telemetry.rolled set batch = telemetry.settled_batch()");
        run(
                "insert into telemetry.line (router, source, raw_name, name, first_seen)"
                        + " select i, 1, ('u' || i)::bytea, 'u' || i, now()"
                        + " from generate_series(1, 5) as i");
    }

    /// Days with a change of the zone's offset among them.
    @ParameterizedTest
    @CsvSource({
        "Asia/Dhaka, 2009-06-19T10:00:00Z",
        "Asia/Dhaka, 2009-12-31T10:00:00Z",
        "Europe/Berlin, 2026-03-28T22:00:00Z",
        "Europe/Berlin, 2026-10-24T22:00:00Z",
        "Asia/Kathmandu, 2026-05-01T12:00:00Z"
    })
    void allLevelsAgreeToTheByte(String zone, String start) throws SQLException {
        Random random = new Random(seed);
        Samples samples = new Samples(DATABASE.source());
        Rollup rollup = rollup(ZoneId.of(zone), 40);
        for (int i = 0; i < 60; i++) {
            samples.write(
                    random(random, Instant.parse(start)), random(random, Instant.parse(start)));
            if (random.nextInt(4) == 0) {
                rollup.catchUp();
            }
            if (i % 20 == 19) {
                assertReadsAreExact(samples, zone);
            }
        }
        rollup.catchUp();
        assertThat(number("select count(*) from telemetry.tail(array[1,2,3,4,5], '-infinity')"))
                .isZero();
        assertReadsAreExact(samples, zone);
        assertRoutersAgree();
    }

    private static Samples.One random(Random random, Instant start) {
        Instant time =
                start.plusMillis(random.nextInt(30 * 3_600_000))
                        .plusNanos(random.nextInt(1000) * 1000L);
        if (random.nextInt(5) == 0) {
            time = start.plus(Duration.ofMinutes(5L * random.nextInt(360)));
        }
        int span =
                switch (random.nextInt(6)) {
                    case 0 -> 0;
                    case 1 -> 300_000 * (1 + random.nextInt(3));
                    case 2 -> random.nextInt(40_000_000);
                    default -> 10_000 + random.nextInt(50_000);
                };
        long down =
                random.nextInt(10) == 0 ? 1L << 62 : random.nextLong(1L << random.nextInt(1, 45));
        return new Samples.One(
                1 + random.nextInt(LINES), time, span, down, random.nextInt(5), span > 100_000);
    }

    private void assertReadsAreExact(Samples samples, String zone) throws SQLException {
        ZoneId days = ZoneId.of(zone);
        assertThat(read("select line, bucket, down, up from five")).isEqualTo(samples.expected);
        Map<Samples.Key, Samples.Bytes> hours = new TreeMap<>();
        Map<Samples.Key, Samples.Bytes> daily = new TreeMap<>();
        samples.expected.forEach((key, bytes) -> {
            hours.merge(hourOf(key, days), bytes, Samples.Bytes::plus);
            daily.merge(dayOf(key, days), bytes, Samples.Bytes::plus);
        });
        assertThat(read("select line, bucket, down, up from hour"))
                .as("seed " + seed)
                .isEqualTo(hours);
        assertThat(read("select line, bucket, down, up from day"))
                .as("seed " + seed)
                .isEqualTo(daily);
    }

    /// What a reader sees, but unclamped: the rollups and the tail together.
    private static Map<Samples.Key, Samples.Bytes> read(String select) throws SQLException {
        String sql =
                """
                with five as (
                    select line, bucket, sum(down) as down, sum(up) as up from (
                        select line, bucket, down, up from telemetry.rollup_5m
                        union all
                        select line, bucket, down, up
                        from telemetry.tail(array[1, 2, 3, 4, 5], '-infinity')) as x
                    group by 1, 2
                ), hour as (
                    select line, bucket, sum(down) as down, sum(up) as up from (
                        select line, bucket, down, up from telemetry.rollup_hour
                        union all
                        select line, date_trunc('hour', bucket, rolled.zone), down, up
                        from telemetry.tail(array[1, 2, 3, 4, 5], '-infinity'),
                             telemetry.rolled) as x
                    group by 1, 2
                ), day as (
                    select line, bucket, sum(down) as down, sum(up) as up from (
                        select line, bucket, down, up from telemetry.rollup_day
                        union all
                        select line, date_trunc('day', bucket, rolled.zone), down, up
                        from telemetry.tail(array[1, 2, 3, 4, 5], '-infinity'),
                             telemetry.rolled) as x
                    group by 1, 2
                )
                """
                        + select;
        Map<Samples.Key, Samples.Bytes> found = new TreeMap<>();
        try (Connection connection = DATABASE.source().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                Instant bucket = row.getTimestamp(2).toInstant();
                found.put(
                        new Samples.Key(row.getInt(1), Samples.micros(bucket)),
                        new Samples.Bytes(
                                row.getBigDecimal(3).toBigIntegerExact(),
                                row.getBigDecimal(4).toBigIntegerExact()));
            }
        }
        return found;
    }

    private static Samples.Key hourOf(Samples.Key key, ZoneId zone) {
        Instant bucket = Instant.EPOCH.plusNanos(key.bucketMicros() * 1000);
        long intoHour = bucket.atZone(zone).getMinute() * 60_000_000L;
        return new Samples.Key(key.line(), key.bucketMicros() - intoHour);
    }

    private static Samples.Key dayOf(Samples.Key key, ZoneId zone) {
        Instant bucket = Instant.EPOCH.plusNanos(key.bucketMicros() * 1000);
        Instant day = bucket.atZone(zone).toLocalDate().atStartOfDay(zone).toInstant();
        return new Samples.Key(key.line(), Samples.micros(day));
    }

    private void assertRoutersAgree() throws SQLException {
        for (String level : List.of("5m", "hour", "day")) {
            assertThat(
                            number(
                                    """
                                    select count(*)
                                    from (select line.router, r.bucket, sum(r.down) as down
                                          from telemetry.rollup_%1$s as r
                                          join telemetry.line on line.id = r.line
                                          group by 1, 2) as l
                                    full join telemetry.rollup_router_%1$s as r
                                         using (router, bucket)
                                    where coalesce(l.down, 0) <> coalesce(r.down, 0)
                                    """
                                            .formatted(level)))
                    .as(level + ", seed " + seed)
                    .isZero();
        }
        assertThat(number("select sum(covered_ms + spread_ms) from telemetry.rollup_router_day"))
                .isEqualTo(number("select sum(span_ms) from telemetry.poll"))
                .isEqualTo(
                        number(
                                "select sum(covered_ms + spread_ms) from telemetry.rollup_router_5m"));
        assertThat(number("select sum(polls) from telemetry.rollup_router_hour"))
                .isEqualTo(number("select count(*) from telemetry.poll"));
    }

    @Test
    void aRangeOfAllLinesIsTheSumOfItsBuckets() throws SQLException {
        Random random = new Random(seed);
        Samples samples = new Samples(DATABASE.source());
        Rollup rollup = rollup(DHAKA, 1000);
        Instant start = Instant.parse("2026-03-01T10:00:00Z");
        for (int i = 0; i < 100; i++) {
            Instant time = start.plusMillis(random.nextInt(80 * 3_600_000));
            samples.write(
                    new Samples.One(
                            1 + random.nextInt(LINES),
                            time,
                            30_000,
                            random.nextInt(1000),
                            1,
                            false));
            if (i == 70) {
                rollup.catchUp();
            }
        }
        for (int i = 0; i < 30; i++) {
            Instant from = start.plus(Duration.ofMinutes(5L * random.nextInt(900)));
            Instant to = from.plus(Duration.ofMinutes(5L * random.nextInt(900)));
            BigInteger expected =
                    samples.expected.entrySet().stream()
                            .filter(e -> e.getKey().bucketMicros() >= Samples.micros(from))
                            .filter(e -> e.getKey().bucketMicros() < Samples.micros(to))
                            .map(e -> e.getValue().down())
                            .reduce(BigInteger.ZERO, BigInteger::add);
            assertThat(
                            number(
                                    "select coalesce(sum(down), 0) from telemetry.usage_lines('"
                                            + from
                                            + "', '"
                                            + to
                                            + "')"))
                    .as(from + " to " + to + ", seed " + seed)
                    .isEqualTo(expected.longValueExact());
        }
    }

    @Test
    void aGapAndSilenceAreTold() throws SQLException {
        Samples samples = new Samples(DATABASE.source());
        Instant noon = Instant.parse("2026-03-01T12:00:00Z");
        samples.write(
                new Samples.One(1, noon, 10_000, 5, 5, false),
                new Samples.One(1, noon.plusSeconds(1200), 1_200_000, 1200, 12, true));
        rollup(DHAKA, 1000).catchUp();

        String of = "from telemetry.usage_router_5m(array[1], '%s', '%s')";
        String gap = of.formatted(noon.plusSeconds(300), noon.plusSeconds(600));
        String polled = of.formatted(noon.minusSeconds(300), noon);
        assertThat(number("select covered_ms " + gap)).isZero();
        assertThat(number("select spread_ms " + gap)).isEqualTo(300_000);
        assertThat(number("select down " + gap)).isEqualTo(300);
        assertThat(number("select covered_ms " + polled)).isEqualTo(10_000);
        assertThat(number("select polls " + polled)).isEqualTo(1);
    }

    @Test
    void twoInstancesAtOnceAddEverythingOnce() throws Exception {
        Samples samples = new Samples(DATABASE.source());
        Instant noon = Instant.parse("2026-03-01T12:00:00Z");
        List<Thread> instances = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Rollup rollup = rollup(DHAKA, 1);
            instances.add(Thread.ofVirtual().unstarted(() -> catchUpOften(rollup)));
        }
        instances.forEach(Thread::start);
        for (int i = 0; i < 100; i++) {
            samples.write(new Samples.One(1, noon.plusSeconds(i * 10L), 10_000, 100, 1, false));
        }
        for (Thread instance : instances) {
            instance.join();
        }
        rollup(DHAKA, 1000).catchUp();
        for (String level : List.of("5m", "hour", "day", "router_5m", "router_day")) {
            assertThat(number("select sum(down) from telemetry.rollup_" + level)).isEqualTo(10_000);
        }
    }

    private static void catchUpOften(Rollup rollup) {
        for (int i = 0; i < 30; i++) {
            try {
                rollup.catchUp();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Test
    void anotherZoneIsRefusedOnceDaysAreCut() throws SQLException {
        new Samples(DATABASE.source())
                .write(
                        new Samples.One(
                                1, Instant.parse("2026-03-01T12:00:00Z"), 1000, 1, 1, false));
        rollup(DHAKA, 10).catchUp();

        assertThatThrownBy(() -> rollup(ZoneId.of("Europe/Berlin"), 10))
                .isInstanceOf(Rollup.ZoneFixed.class)
                .hasMessageContaining("Asia/Dhaka");
    }

    @Test
    void retentionNeverTakesWhatIsNotRolledUpOrStillIsState() throws SQLException {
        Samples samples = new Samples(DATABASE.source());
        Instant old = Instant.parse("2026-03-01T12:00:00Z");
        Clock later = Clock.fixed(old.plus(Duration.ofDays(10)), ZoneOffset.UTC);
        Retention retention = new Retention(DATABASE.source(), RetentionConfig.standard(), later);
        run(
                "insert into telemetry.session (line, router, epoch, source, start_reason, ros_id,"
                        + " started, checkpoint_batch, checkpoint_time, if_name)"
                        + " values (1, 1, 0, 1, 0, 1, now(), 0, now(), 'u1')");
        samples.write(new Samples.One(1, old, 10_000, 100, 1, false));
        run("update telemetry.sample set down_total = -5, up_total = 7");
        assertThat(retention.enforce()).isZero();

        rollup(DHAKA, 1000).catchUp();
        assertThat(retention.enforce()).isEqualTo(1);
        assertThat(number("select count(*) from telemetry.sample")).isZero();
        assertThat(number("select down_total from telemetry.session")).isEqualTo(-5);
        assertThat(number("select up_total from telemetry.session")).isEqualTo(7);
        assertThat(number("select sum(down) from telemetry.rollup_5m")).isEqualTo(100);
    }

    @Test
    void retentionByBytesTakesTheOldestFirst() throws SQLException {
        Samples samples = new Samples(DATABASE.source());
        Instant now = Instant.parse("2026-03-01T12:00:00Z");
        for (int hours = 0; hours < 10; hours += 2) {
            samples.write(
                    new Samples.One(1, now.minus(Duration.ofHours(hours)), 10_000, 1, 1, false));
        }
        rollup(DHAKA, 1000).catchUp();
        RetentionConfig.Keep month = RetentionConfig.Keep.days(35);
        RetentionConfig tight =
                new RetentionConfig(
                        new RetentionConfig.Keep(Duration.ofDays(2), 100_000), month, month, month);
        new Retention(DATABASE.source(), tight, Clock.fixed(now, ZoneOffset.UTC)).enforce();

        assertThat(number("select count(*) from telemetry.sample")).isBetween(1L, 4L);
        assertThat(number("select count(*) from telemetry.sample where time = '" + now + "'"))
                .isEqualTo(1);
    }

    @Test
    void seededHistoryIsTheSameAtEveryLevel() throws SQLException {
        Random random = new Random(seed);
        HistorySeed history = new HistorySeed(DATABASE.source(), 30_000);
        rollup(DHAKA, 10);
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

        long fives = number("select sum(down) from telemetry.rollup_5m");
        for (String level : List.of("hour", "day", "router_hour", "router_day")) {
            assertThat(number("select sum(down) from telemetry.rollup_" + level))
                    .as(level + ", seed " + seed)
                    .isEqualTo(fives + 24 * 7);
        }
        assertThat(number("select count(*) from telemetry.rollup_day where line = " + lines.get(0)))
                .isEqualTo(2);
        assertThat(number("select min(covered_ms) from telemetry.rollup_router_day"))
                .isEqualTo(86_400_000);
    }

    @Test
    void theApacheEditionIsLeftAsItIs() throws SQLException {
        assertThat(new Compression(DATABASE.source()).switchOn()).isFalse();
    }

    private static Rollup rollup(ZoneId zone, int partsMax) throws SQLException {
        return new Rollup(
                DATABASE.source(), new RollupConfig(zone, Duration.ofSeconds(60), partsMax));
    }

    private static long number(String sql) throws SQLException {
        try (Connection connection = DATABASE.source().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getBigDecimal(1).longValueExact();
        }
    }

    private static void run(String sql) throws SQLException {
        try (Connection connection = DATABASE.source().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
