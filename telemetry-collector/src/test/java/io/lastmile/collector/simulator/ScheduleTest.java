package io.lastmile.collector.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final long EPOCH = FleetConfig.Habits.DEMO.epoch().toEpochMilli();
    private static final long HOUR = 3_600_000;

    @Test
    void stretchesFollowEachOtherWithoutGapOrOverlap() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int line = 0; line < 40; line++) {
            Schedule schedule =
                    new Schedule(random.nextLong(), 7, (1 + random.nextInt(40)) * HOUR, EPOCH);
            long at = EPOCH + random.nextLong(200 * Traffic.DAY_MILLIS);
            Set<Long> ordinals = new HashSet<>();
            for (int step = 0; step < 200; step++) {
                Schedule.Stretch stretch = schedule.at(at);
                String where = "seed " + seed + " " + schedule + " at " + at;
                assertThat(stretch.start()).as(where).isLessThanOrEqualTo(at);
                assertThat(stretch.end()).as(where).isGreaterThan(at);
                assertThat(schedule.at(stretch.end() - 1)).as(where).isEqualTo(stretch);
                if (stretch.online()) {
                    assertThat(ordinals.add(stretch.ordinal())).as(where).isTrue();
                    assertThat(schedule.at(stretch.start())).as(where).isEqualTo(stretch);
                }
                at = stretch.end();
            }
        }
    }

    @Test
    void noSessionOutlivesABoot() {
        Schedule schedule = new Schedule(3, 7, 40 * HOUR, EPOCH);
        long at = EPOCH + Traffic.DAY_MILLIS;
        long end = at + 200 * Traffic.DAY_MILLIS;
        while (at < end) {
            Schedule.Stretch stretch = schedule.at(at);
            if (stretch.online()) {
                long boot = Schedule.bootBefore(7, EPOCH, stretch.end() - 1, false);
                assertThat(boot).isLessThanOrEqualTo(stretch.start());
            }
            at = stretch.end();
        }
    }

    @Test
    void routersBootRarelyAndTheirUptimeOnlyGrowsBetween() {
        long boots = 0;
        long boot = Schedule.bootBefore(7, EPOCH, EPOCH, false);
        for (long at = EPOCH; at < EPOCH + 450 * Traffic.DAY_MILLIS; at += 600_000) {
            long now = Schedule.bootBefore(7, EPOCH, at, false);
            assertThat(now).isLessThanOrEqualTo(at).isGreaterThanOrEqualTo(boot);
            boots += now == boot ? 0 : 1;
            boot = now;
        }
        assertThat(boots).isBetween(9L, 11L);
    }

    @Test
    void withoutChurnNothingEnds() {
        Schedule schedule = new Schedule(3, 7, 0, EPOCH);
        Schedule.Stretch first = schedule.at(EPOCH + HOUR);
        assertThat(schedule.at(EPOCH + 900 * Traffic.DAY_MILLIS)).isEqualTo(first);
        assertThat(first.online()).isTrue();
    }
}
