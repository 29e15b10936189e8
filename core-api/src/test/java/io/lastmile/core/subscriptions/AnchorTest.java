package io.lastmile.core.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lastmile.core.plans.ValidityKind;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AnchorTest {
    private static final YearMonth LEAP = YearMonth.of(2028, 1);

    private static List<String> year(int anchor) {
        LocalDate first = new Anchor(anchor).in(LEAP);
        return IntStream.range(1, 6)
                .mapToObj(n -> new Anchor(anchor).after(first, n).toString().substring(5))
                .toList();
    }

    @Test
    void theLastDaysOfMonthsComeBackThroughALeapYear() {
        assertThat(year(31)).containsExactly("02-29", "03-31", "04-30", "05-31", "06-30");
        assertThat(year(30)).containsExactly("02-29", "03-30", "04-30", "05-30", "06-30");
        assertThat(year(29)).containsExactly("02-29", "03-29", "04-29", "05-29", "06-29");
        assertThat(new Anchor(29).in(YearMonth.of(2027, 2))).isEqualTo("2027-02-28");
    }

    @Test
    void oneMonthAfterAnotherIsAllOfThemAtOnce() {
        for (int day = 1; day <= 31; day++) {
            Anchor anchor = new Anchor(day);
            LocalDate first = anchor.in(YearMonth.of(2023, 11));
            LocalDate step = first;
            for (int n = 1; n <= 60; n++) {
                step = anchor.after(step, 1);
                assertThat(step).isEqualTo(anchor.after(first, n));
            }
        }
    }

    @Test
    void everyDayLiesBetweenTwoBoundariesThatFollowEachOther() {
        for (int day = 1; day <= 31; day++) {
            Anchor anchor = new Anchor(day);
            LocalDate date = LocalDate.of(2027, 12, 1);
            for (int i = 0; i < 800; i++, date = date.plusDays(1)) {
                LocalDate last = anchor.lastUntil(date);
                LocalDate next = anchor.firstAfter(date);
                assertThat(last).isBeforeOrEqualTo(date);
                assertThat(next).isAfter(date);
                assertThat(anchor.after(last, 1)).isEqualTo(next);
                assertThat(anchor.turnsOn(date)).isEqualTo(last.equals(date));
            }
        }
    }

    @Test
    void whatIsNoBoundaryIsRefused() {
        Anchor anchor = new Anchor(31);
        assertThatThrownBy(() -> anchor.after(LocalDate.of(2027, 3, 28), 1))
                .hasMessage("boundary: 2027-03-28 (expected: one of anchor day 31)");
        assertThatThrownBy(() -> new Anchor(32)).hasMessage("anchor: 32 (expected: 1 to 31)");
        assertThatThrownBy(() -> new Validity(ValidityKind.FIXED_DAYS, 0))
                .hasMessage("validity: 0 (expected: > 0)");
    }

    /// Dhaka put its clocks forward on 19 June 2009 at 23:00 and back on the last day of that year.
    @Test
    void daysBeginWhenTheZoneSays() {
        for (String zone : List.of("UTC", "Asia/Dhaka", "Europe/Berlin", "America/Sao_Paulo")) {
            var days = new BusinessDays(Clock.systemUTC(), ZoneId.of(zone));
            LocalDate day = LocalDate.of(2008, 12, 1);
            for (int i = 0; i < 800; i++, day = day.plusDays(1)) {
                Instant start = days.start(day);
                assertThat(days.of(start)).as(zone).isEqualTo(day);
                assertThat(days.of(start.minusMillis(1))).as(zone).isEqualTo(day.minusDays(1));
            }
        }
        var dhaka = new BusinessDays(Clock.systemUTC(), ZoneId.of("Asia/Dhaka"));
        assertThat(dhaka.start(LocalDate.of(2025, 8, 1))).isEqualTo("2025-07-31T18:00:00Z");
        assertThat(dhaka.start(LocalDate.of(2009, 8, 1))).isEqualTo("2009-07-31T17:00:00Z");
    }
}
