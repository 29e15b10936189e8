package io.lastmile.core.tickets;

import static org.assertj.core.api.Assertions.assertThat;

import io.lastmile.core.tickets.OfficeHours.Span;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BusinessTimeTest {
    private static final ZoneId DHAKA = ZoneId.of("Asia/Dhaka");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final int ROUNDS = 150;

    /// 09:00 to 21:00 but on Fridays; the Victory Day is off.
    private static OfficeHours office(ZoneId zone) {
        Map<DayOfWeek, Span> week = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            if (day != DayOfWeek.FRIDAY) {
                week.put(day, new Span(540, 1260));
            }
        }
        return new OfficeHours(zone, week, Set.of(LocalDate.of(2026, 12, 16)), false);
    }

    private static Instant at(String local, ZoneId zone) {
        return java.time.LocalDateTime.parse(local).atZone(zone).toInstant();
    }

    private static Instant plus(String local, long minutes) {
        return BusinessTime.plus(at(local, DHAKA), Duration.ofMinutes(minutes), office(DHAKA));
    }

    @Test
    void eveningsAndFridaysAndHolidaysDoNotCount() {
        // Thursday 20:30 and an hour is Saturday 09:30.
        assertThat(plus("2026-11-19T20:30", 60)).isEqualTo(at("2026-11-21T09:30", DHAKA));
        assertThat(plus("2026-12-15T20:59", 2)).isEqualTo(at("2026-12-17T09:01", DHAKA));
        assertThat(plus("2026-11-22T05:00", 1)).isEqualTo(at("2026-11-22T09:01", DHAKA));
    }

    @Test
    void aDayThatIsUsedUpEndsAtItsEnd() {
        assertThat(plus("2026-11-22T09:00", 720)).isEqualTo(at("2026-11-22T21:00", DHAKA));
        assertThat(plus("2026-11-22T09:00", 721)).isEqualTo(at("2026-11-23T09:01", DHAKA));
    }

    @Test
    void aClockThatNeverStopsAddsWhatItIsGiven() {
        Instant from = at("2026-11-20T23:50", DHAKA);
        assertThat(BusinessTime.plus(from, Duration.ofMinutes(30), OfficeHours.ofAllTime(DHAKA)))
                .isEqualTo(from.plusSeconds(1800));
    }

    @Test
    void spansUntilMidnightMeetTheNextDay() {
        Map<DayOfWeek, Span> week = new EnumMap<>(DayOfWeek.class);
        week.put(DayOfWeek.SUNDAY, new Span(1380, 1440));
        week.put(DayOfWeek.MONDAY, new Span(0, 60));
        var hours = new OfficeHours(DHAKA, week, Set.of(), false);
        Instant from = at("2026-11-22T23:30", DHAKA);
        assertThat(BusinessTime.plus(from, Duration.ofMinutes(60), hours))
                .isEqualTo(at("2026-11-23T00:30", DHAKA));
    }

    @Test
    void aNightWithoutAnHourIsAnHourShorter() {
        Map<DayOfWeek, Span> week = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            week.put(day, new Span(0, 1440));
        }
        var hours = new OfficeHours(BERLIN, week, Set.of(), false);
        Instant from = at("2026-03-29T00:00", BERLIN);
        assertThat(BusinessTime.between(from, at("2026-03-30T00:00", BERLIN), hours))
                .isEqualTo(Duration.ofHours(23));
        assertThat(BusinessTime.plus(from, Duration.ofHours(23), hours))
                .isEqualTo(at("2026-03-30T00:00", BERLIN));
    }

    @Test
    void addedMinuteByMinuteIsAddedAtOnce() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            OfficeHours hours = any(random);
            Instant from = from(random);
            int minutes = random.nextInt(2000);
            Instant stepped = from;
            for (int i = 0; i < minutes; i++) {
                stepped = BusinessTime.plus(stepped, Duration.ofMinutes(1), hours);
            }
            assertThat(BusinessTime.plus(from, Duration.ofMinutes(minutes), hours))
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(stepped);
            assertThat(BusinessTime.between(from, stepped, hours))
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(Duration.ofMinutes(minutes));
        }
    }

    /// Counted minute by minute on the wall clock, which knows nothing of the class under test.
    @Test
    void betweenIsWhatAWallClockCounts() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            OfficeHours hours = any(random);
            Instant from = from(random);
            Instant to = from.plus(Duration.ofMinutes(random.nextInt(5000)));
            long counted = 0;
            for (Instant i = from; i.isBefore(to); i = i.plusSeconds(60)) {
                counted += open(i, hours) ? 1 : 0;
            }
            assertThat(BusinessTime.between(from, to, hours))
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(Duration.ofMinutes(counted));
        }
    }

    private static boolean open(Instant instant, OfficeHours hours) {
        ZonedDateTime local = instant.atZone(hours.zone());
        Span span = hours.week().get(local.getDayOfWeek());
        int minute = local.getHour() * 60 + local.getMinute();
        return span != null
                && !hours.holidays().contains(local.toLocalDate())
                && minute >= span.opens()
                && minute < span.closes();
    }

    /// Whole minutes around the days on which Berlin's clocks change.
    private static Instant from(Random random) {
        Instant base =
                Instant.parse(
                        random.nextBoolean() ? "2026-03-26T00:00:00Z" : "2026-10-22T00:00:00Z");
        return base.plus(Duration.ofMinutes(random.nextInt(6 * 1440)));
    }

    /// Spans keep off the hours that a change of clocks skips or repeats.
    private static OfficeHours any(Random random) {
        Map<DayOfWeek, Span> week = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            if (random.nextInt(4) > 0) {
                int opens = 240 + random.nextInt(600);
                week.put(day, new Span(opens, opens + 1 + random.nextInt(1440 - opens)));
            }
        }
        week.put(DayOfWeek.TUESDAY, new Span(0, 1440));
        Set<LocalDate> off = new HashSet<>();
        off.add(LocalDate.of(2026, 3, 28).plusDays(random.nextInt(6)));
        return new OfficeHours(random.nextBoolean() ? DHAKA : BERLIN, week, off, false);
    }
}
