package io.lastmile.core.dunning;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// When nobody is cut off: outside of the hours of the day, on weekdays, in periods with a name.
/// Who is cut off already stays so.
public record QuietTimes(ZoneId zone, Hours hours, Set<DayOfWeek> weekdays, List<Named> periods) {
    /// Beyond that nobody plans: a year and its leap day.
    private static final int DAYS_MAX = 366;

    /// From `from` until before `to` of a day somebody may be cut off.
    public record Hours(LocalTime from, LocalTime to) {
        public Hours {
            if (!from.isBefore(to)) {
                throw new IllegalArgumentException(
                        "hours: %s to %s (expected: from before to)".formatted(from, to));
            }
        }

        boolean have(LocalTime time) {
            return !time.isBefore(from) && time.isBefore(to);
        }
    }

    /// All days from the first to the last.
    public record Named(String name, LocalDate firstDay, LocalDate lastDay) {
        boolean has(LocalDate day) {
            return !day.isBefore(firstDay) && !day.isAfter(lastDay);
        }
    }

    public QuietTimes {
        weekdays = Set.copyOf(weekdays);
        periods = List.copyOf(periods);
        if (weekdays.size() >= DayOfWeek.values().length) {
            throw new IllegalArgumentException("weekdays: all (expected: one that is not quiet)");
        }
    }

    /// Why it is quiet: a period's name, a weekday, or the hours. Empty if it is not.
    Optional<String> at(Instant time) {
        ZonedDateTime local = time.atZone(zone);
        return day(local.toLocalDate())
                .or(() ->
                        hours.have(local.toLocalTime())
                                ? Optional.empty()
                                : Optional.of(hours.from() + "-" + hours.to()));
    }

    private Optional<String> day(LocalDate day) {
        return periods.stream()
                .filter(period -> period.has(day))
                .map(Named::name)
                .findFirst()
                .or(() ->
                        weekdays.contains(day.getDayOfWeek())
                                ? Optional.of(day.getDayOfWeek().name())
                                : Optional.empty());
    }

    /// The first instant from `time` on at which it is not quiet; none within a year.
    Optional<Instant> open(Instant time) {
        LocalDate day = LocalDate.ofInstant(time, zone);
        for (int i = 0; i <= DAYS_MAX; i++) {
            Optional<Instant> open = openOn(day.plusDays(i), time);
            if (open.isPresent()) {
                return open;
            }
        }
        return Optional.empty();
    }

    /// Where clocks are put back, an hour comes twice.
    private Optional<Instant> openOn(LocalDate day, Instant from) {
        ZonedDateTime begin = day.atTime(hours.from()).atZone(zone);
        return List.of(from, begin.toInstant(), begin.withLaterOffsetAtOverlap().toInstant())
                .stream()
                .filter(time -> !time.isBefore(from))
                .filter(time -> LocalDate.ofInstant(time, zone).equals(day))
                .filter(time -> at(time).isEmpty())
                .min(Instant::compareTo);
    }

    /// When the hours end that `time` is in.
    Instant end(Instant time) {
        ZonedDateTime end = LocalDate.ofInstant(time, zone).atTime(hours.to()).atZone(zone);
        return end.toInstant().isAfter(time)
                ? end.toInstant()
                : end.withLaterOffsetAtOverlap().toInstant();
    }

    Instant start(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }

    LocalDate day(Instant time) {
        return LocalDate.ofInstant(time, zone);
    }
}
