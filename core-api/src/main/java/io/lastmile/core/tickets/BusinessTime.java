package io.lastmile.core.tickets;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Optional;

/// Reckons with the time that people work: pure, exact to the second. Minutes are minutes that
/// pass, so a day on which the clocks change is an hour shorter or longer where that falls into the
/// office hours.
final class BusinessTime {
    /// Ten years without enough office hours are a mistake in the settings: the end of them counts.
    private static final int DAYS_MAX = 3660;

    private record Window(Instant opens, Instant closes) {}

    private BusinessTime() {}

    /// When `work` of office time has passed since `from`.
    static Instant plus(Instant from, Duration work, OfficeHours hours) {
        if (hours.always() || !work.isPositive()) {
            return work.isNegative() ? from : from.plus(work);
        }
        LocalDate day = from.atZone(hours.zone()).toLocalDate();
        Duration left = work;
        for (int i = 0; i < DAYS_MAX; i++) {
            Optional<Window> window = window(day.plusDays(i), hours);
            if (window.isPresent() && window.get().closes().isAfter(from)) {
                Instant start = later(window.get().opens(), from);
                Duration open = Duration.between(start, window.get().closes());
                if (left.compareTo(open) <= 0) {
                    return start.plus(left);
                }
                left = left.minus(open);
            }
        }
        return day.plusDays(DAYS_MAX).atStartOfDay(hours.zone()).toInstant();
    }

    /// How much office time lies between; nothing if `to` is not after `from`.
    static Duration between(Instant from, Instant to, OfficeHours hours) {
        if (!to.isAfter(from)) {
            return Duration.ZERO;
        }
        if (hours.always()) {
            return Duration.between(from, to);
        }
        LocalDate day = from.atZone(hours.zone()).toLocalDate();
        LocalDate last = to.atZone(hours.zone()).toLocalDate();
        Duration sum = Duration.ZERO;
        for (int i = 0; i < DAYS_MAX && !day.isAfter(last); i++, day = day.plusDays(1)) {
            Optional<Window> window = window(day, hours);
            if (window.isPresent()) {
                Instant start = later(window.get().opens(), from);
                Instant end = window.get().closes().isBefore(to) ? window.get().closes() : to;
                sum = end.isAfter(start) ? sum.plus(Duration.between(start, end)) : sum;
            }
        }
        return sum;
    }

    private static Optional<Window> window(LocalDate day, OfficeHours hours) {
        if (hours.holidays().contains(day)) {
            return Optional.empty();
        }
        return Optional.ofNullable(hours.week().get(day.getDayOfWeek()))
                .map(span ->
                        new Window(at(day, span.opens(), hours), at(day, span.closes(), hours)));
    }

    private static Instant at(LocalDate day, int minute, OfficeHours hours) {
        LocalDate date = minute == OfficeHours.DAY_MINUTES ? day.plusDays(1) : day;
        LocalTime time = LocalTime.ofSecondOfDay(minute % OfficeHours.DAY_MINUTES * 60L);
        return date.atTime(time).atZone(hours.zone()).toInstant();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
