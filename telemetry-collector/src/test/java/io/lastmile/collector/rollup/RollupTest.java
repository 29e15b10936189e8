package io.lastmile.collector.rollup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lastmile.collector.postgres.TestDatabase;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RollupTest {
    private static final TestDatabase DATABASE = TestDatabase.startMigrated();
    private static final Ground GROUND = new Ground(DATABASE.source());
    private static final int LINES = 5;

    private static final String NETWORK_DIFFERS =
            """
            select count(*)
            from telemetry.usage_network_%1$s('-infinity', 'infinity') as n
            full join (
                select bucket, sum(polls) as polls, sum(covered_ms) as covered_ms,
                       sum(spread_ms) as spread_ms, telemetry.clamped(sum(down)) as down,
                       sum(up) as up,
                       telemetry.clamped(sum(case when covered_ms > 0
                           then down * 8000.0 / (covered_ms + spread_ms) end)) as down_bps
                from telemetry.usage_router_%1$s(null, '-infinity', 'infinity')
                group by bucket) as r using (bucket)
            where (n.polls, n.covered_ms, n.spread_ms, n.down, n.up)
                  is distinct from (r.polls, r.covered_ms, r.spread_ms, r.down, r.up)
               or n.down_bps is distinct from r.down_bps and r.down < 9223372036854775807
            """;

    private final long seed = ThreadLocalRandom.current().nextLong();

    @AfterAll
    static void stop() {
        DATABASE.close();
    }

    @BeforeEach
    void empty() throws SQLException {
        GROUND.empty();
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
        Rollup rollup = GROUND.rollup(ZoneId.of(zone), 40);
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
        assertThat(
                        GROUND.number(
                                "select count(*) from telemetry.sample where batch >"
                                        + " (select batch from telemetry.rolled)"))
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
        assertTheNetworkIsItsRouters();
    }

    private void assertTheNetworkIsItsRouters() throws SQLException {
        for (String level : List.of("5m", "hour", "day")) {
            assertThat(GROUND.number(NETWORK_DIFFERS.formatted(level)))
                    .as(level + ", seed " + seed)
                    .isZero();
        }
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
                            GROUND.number(
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
        assertThat(
                        GROUND.number(
                                "select sum(covered_ms + spread_ms) from"
                                        + " telemetry.rollup_router_day"))
                .isEqualTo(GROUND.number("select sum(span_ms) from telemetry.poll"))
                .isEqualTo(
                        GROUND.number(
                                "select sum(covered_ms + spread_ms) from"
                                        + " telemetry.rollup_router_5m"));
        assertThat(GROUND.number("select sum(polls) from telemetry.rollup_router_hour"))
                .isEqualTo(GROUND.number("select count(*) from telemetry.poll"));
    }

    @Test
    void aRangeOfAllLinesIsTheSumOfItsBuckets() throws SQLException {
        Random random = new Random(seed);
        Samples samples = new Samples(DATABASE.source());
        Rollup rollup = GROUND.rollup(Ground.DHAKA, 1000);
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
                            GROUND.number(
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
        GROUND.rollup(Ground.DHAKA, 1000).catchUp();

        String of = "from telemetry.usage_router_5m(array[1], '%s', '%s')";
        String gap = of.formatted(noon.plusSeconds(300), noon.plusSeconds(600));
        String polled = of.formatted(noon.minusSeconds(300), noon);
        assertThat(GROUND.number("select covered_ms " + gap)).isZero();
        assertThat(GROUND.number("select spread_ms " + gap)).isEqualTo(300_000);
        assertThat(GROUND.number("select down " + gap)).isEqualTo(300);
        assertThat(GROUND.number("select covered_ms " + polled)).isEqualTo(10_000);
        assertThat(GROUND.number("select polls " + polled)).isEqualTo(1);
    }

    @Test
    void twoInstancesAtOnceAddEverythingOnce() throws Exception {
        Samples samples = new Samples(DATABASE.source());
        Instant noon = Instant.parse("2026-03-01T12:00:00Z");
        List<Thread> instances = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Rollup rollup = GROUND.rollup(Ground.DHAKA, 1);
            instances.add(Thread.ofVirtual().unstarted(() -> catchUpOften(rollup)));
        }
        instances.forEach(Thread::start);
        for (int i = 0; i < 100; i++) {
            samples.write(new Samples.One(1, noon.plusSeconds(i * 10L), 10_000, 100, 1, false));
        }
        for (Thread instance : instances) {
            instance.join();
        }
        GROUND.rollup(Ground.DHAKA, 1000).catchUp();
        for (String level : List.of("5m", "hour", "day", "router_5m", "router_day")) {
            assertThat(GROUND.number("select sum(down) from telemetry.rollup_" + level))
                    .isEqualTo(10_000);
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
        GROUND.rollup(Ground.DHAKA, 10).catchUp();

        assertThatThrownBy(() -> GROUND.rollup(ZoneId.of("Europe/Berlin"), 10))
                .isInstanceOf(Rollup.ZoneFixed.class)
                .hasMessageContaining("Asia/Dhaka");
    }
}
