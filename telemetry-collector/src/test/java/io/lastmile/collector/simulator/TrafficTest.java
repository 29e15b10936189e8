package io.lastmile.collector.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TrafficTest {
    private static final long HOUR = 3_600_000;
    private static final long NOW = Dial.EVENING.toEpochMilli();
    private static final Rates PLAN = new Rates(20_000_000, 10_000_000);

    @Test
    void readingsNeverFallAndPartsSumToTheWhole() {
        long seed = new Random().nextLong();
        String why = "seed " + seed;
        Random random = new Random(seed);
        for (int line = 0; line < 50; line++) {
            Traffic traffic = traffic(random.nextLong());
            long start = NOW - random.nextLong(90 * Traffic.DAY_MILLIS);
            Meter meter = new Meter(traffic, start);
            Bytes before = Bytes.NONE;
            long at = start;
            Bytes sum = Bytes.NONE;
            for (int step = 0; step < 400; step++) {
                long next = at + random.nextLong(step % 10 == 0 ? 30 * HOUR : 8_000);
                Bytes reading = meter.at(next);
                assertThat(reading.down()).as(why).isGreaterThanOrEqualTo(before.down());
                assertThat(reading.up()).as(why).isGreaterThanOrEqualTo(before.up());
                sum = sum.plus(traffic.between(at, next));
                assertThat(sum).as(why).isEqualTo(reading);
                before = reading;
                at = next;
            }
        }
    }

    @Test
    void aYearHasItsSeasonAndGrowsByAFifth() {
        long july = Traffic.dayOf(Instant.parse("2026-07-15T00:00:00Z").toEpochMilli());
        assertThat(Traffic.year(july) / Traffic.year(july - 365)).isBetween(1.1, 1.3);
        assertThat(Traffic.year(july)).isGreaterThan(1.05 * Traffic.year(july + 180));
        for (long day = -40_000; day < 80_000; day += 7) {
            assertThat(Traffic.year(day)).isBetween(0.6, 1.4);
        }
    }

    @Test
    void aMeterMayBeAskedInAnyOrder() {
        Meter meter = new Meter(traffic(5), NOW);
        Bytes late = meter.at(NOW + 80 * HOUR);
        Bytes early = meter.at(NOW + HOUR);
        assertThat(new Meter(traffic(5), NOW).at(NOW + HOUR)).isEqualTo(early);
        assertThat(meter.at(NOW + 80 * HOUR)).isEqualTo(late);
        assertThat(meter.at(NOW - HOUR)).isEqualTo(Bytes.NONE);
    }

    @Test
    void noLineIsFasterThanItsPlan() {
        for (long seed = 0; seed < 100; seed++) {
            Traffic traffic = traffic(seed);
            for (long at = NOW; at < NOW + HOUR; at += 7_001) {
                Bytes moved = traffic.between(at, at + 7_001);
                assertThat(moved.down()).isLessThanOrEqualTo(bytes(PLAN.downBps(), 7_001));
                assertThat(moved.up()).isLessThanOrEqualTo(bytes(PLAN.upBps(), 7_001));
            }
        }
    }

    @Test
    void theSameSeedIsTheSameTraffic() {
        Bytes once = traffic(42).between(NOW, NOW + HOUR);
        assertThat(traffic(42).between(NOW, NOW + HOUR)).isEqualTo(once);
        assertThat(traffic(43).between(NOW, NOW + HOUR)).isNotEqualTo(once);
    }

    /// 21:00 in Dhaka against 05:00.
    @Test
    void theEveningIsTheBusiestTime() {
        long midnight = Traffic.startOf(Traffic.dayOf(NOW));
        assertThat(ofAll(midnight + 20 * HOUR, midnight + 22 * HOUR))
                .isGreaterThan(4 * ofAll(midnight + 4 * HOUR, midnight + 6 * HOUR));
    }

    @Test
    void fewLinesCarryMuchOfTheTraffic() {
        long[] days =
                LongStream.range(0, 500)
                        .map(seed -> traffic(seed).between(NOW - 24 * HOUR, NOW).down())
                        .sorted()
                        .toArray();
        long all = LongStream.of(days).sum();
        long top = LongStream.of(days).skip(450).sum();
        assertThat(top).isGreaterThan(all / 3);
        assertThat(days[0]).isLessThan(100_000_000);
        assertThat(all / days.length).isBetween(3_000_000_000L, 30_000_000_000L);
    }

    private static long ofAll(long from, long to) {
        return LongStream.range(0, 300).map(seed -> traffic(seed).between(from, to).down()).sum();
    }

    private static long bytes(long bps, long millis) {
        return bps / 8 * millis / 1_000 + 2_000;
    }

    private static Traffic traffic(long seed) {
        return new Traffic(seed, Habit.of(seed, PLAN), PLAN);
    }
}
