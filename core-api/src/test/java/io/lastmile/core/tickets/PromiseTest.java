package io.lastmile.core.tickets;

import static org.assertj.core.api.Assertions.assertThat;

import io.lastmile.core.tickets.OfficeHours.Span;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PromiseTest {
    private static final ZoneId DHAKA = ZoneId.of("Asia/Dhaka");
    private static final OfficeHours USUAL = office(Set.of());
    private static final Promise.Rule RULE = new Promise.Rule(USUAL, 20);

    /// 09:00 to 21:00 but on Fridays.
    private static OfficeHours office(Set<LocalDate> holidays) {
        Map<DayOfWeek, Span> week = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            if (day != DayOfWeek.FRIDAY) {
                week.put(day, new Span(540, 1260));
            }
        }
        return new OfficeHours(DHAKA, week, holidays, false);
    }

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(DHAKA).toInstant();
    }

    @Test
    void aHolidayThatIsAnnouncedTheEveningBeforeTakesNothingAway() {
        Promise ran = Promise.of(240).start(at("2026-11-19T20:00"), RULE);
        assertThat(ran.due()).contains(at("2026-11-21T12:00"));
        OfficeHours saturdayOff = office(Set.of(LocalDate.of(2026, 11, 21)));
        Instant announced = at("2026-11-19T20:10");
        Promise moved = ran.rescheduled(announced, USUAL, saturdayOff);
        assertThat(moved.due()).contains(at("2026-11-22T12:00"));
        Promise paused = moved.stop(at("2026-11-19T20:30"), new Promise.Rule(saturdayOff, 20));
        assertThat(paused.left()).hasValue((int) Duration.ofMinutes(210).toSeconds());
        Instant night = at("2026-11-21T23:00");
        assertThat(ran.rescheduled(night, USUAL, saturdayOff).due())
                .as("what is broken stays so")
                .isEqualTo(ran.due());
    }

    @Test
    void anAnswerAfterItsTimeIsLateThoughNoJobRan() {
        Promise ran = Promise.of(60).start(at("2026-11-22T09:00"), RULE);
        assertThat(ran.meet(at("2026-11-22T09:59"), RULE).breached()).isEmpty();
        assertThat(ran.meet(at("2026-11-22T10:01"), RULE).breached())
                .contains(at("2026-11-22T10:00"));
        assertThat(ran.stop(at("2026-11-22T10:01"), RULE).breached()).isPresent();
    }

    @Test
    void anotherTargetMendsNoBrokenPromise() {
        Promise ran = Promise.of(240).start(at("2026-11-22T09:00"), RULE);
        Instant late = at("2026-11-23T11:00");
        Promise next = ran.retarget(480, late, RULE);
        assertThat(next.breached()).isPresent();
        assertThat(next.start(late, RULE).due()).contains(late);
        assertThat(ran.retarget(480, at("2026-11-22T12:00"), RULE).left())
                .hasValue((int) Duration.ofMinutes(300).toSeconds());
    }
}
