package io.lastmile.core.subscriptions;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Which plan a subscription has on which day: those that it had, in the order of their days and of
/// their coming, and the one that waits for its day and counts from then.
record PlanDays(List<PlanDay> had, Optional<PlanDay> next) {
    record PlanDay(int plan, LocalDate since) {}

    PlanDays {
        had = List.copyOf(had);
        if (had.isEmpty()) {
            throw new IllegalArgumentException("plans: none (expected: the first one)");
        }
    }

    /// Before its start the first one.
    int at(LocalDate day) {
        LocalDate first = had.getFirst().since();
        LocalDate asked = day.isBefore(first) ? first : day;
        return next.filter(change -> !day.isBefore(change.since()))
                .or(() -> last(asked))
                .orElseThrow()
                .plan();
    }

    private Optional<PlanDay> last(LocalDate day) {
        return had.stream().filter(one -> !one.since().isAfter(day)).reduce((_, later) -> later);
    }

    /// The first day after `start` and before `end` with another plan than on `start`.
    Optional<LocalDate> turn(LocalDate start, LocalDate end) {
        int plan = at(start);
        return Stream.concat(had.stream(), next.stream())
                .map(PlanDay::since)
                .filter(day -> day.isAfter(start) && day.isBefore(end))
                .filter(day -> at(day) != plan)
                .min(LocalDate::compareTo);
    }
}
