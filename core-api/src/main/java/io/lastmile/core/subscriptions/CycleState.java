package io.lastmile.core.subscriptions;

import java.time.LocalDate;
import java.util.Optional;
import java.util.stream.Stream;

/// What the next periods of a service follow from. `halt` is the first day that is not served any
/// more, if that is known; from the day of a pause that has begun (`paused`) time stands still.
record CycleState(
        Subscription subscription,
        Standing standing,
        Optional<LocalDate> halt,
        Optional<LocalDate> paused,
        PlanDays plans) {
    CycleState after(Extension sold) {
        Standing now = standing.withPaidUntil(sold.end(), sold.anchor());
        return new CycleState(subscription, now, halt, paused, plans);
    }

    /// The next period begins where paid time ends, at first where the service begins; empty if
    /// none does.
    Optional<LocalDate> start() {
        LocalDate start = standing.paidUntil().orElse(subscription.started());
        boolean over = halt.filter(end -> !start.isBefore(end)).isPresent();
        return paused.isPresent() || over || subscription.kind() == SubscriptionKind.PREPAID
                ? Optional.empty()
                : Optional.of(start);
    }

    /// A period ends early where the service does, and where its plan changes.
    Extension cut(Extension whole) {
        return Stream.concat(halt.stream(), plans.turn(whole.start(), whole.end()).stream())
                .filter(day -> day.isBefore(whole.end()))
                .min(LocalDate::compareTo)
                .map(whole::until)
                .orElse(whole);
    }

    /// In arrears it is charged when it is over, though its plan changed before.
    LocalDate due(Extension whole) {
        if (subscription.kind() == SubscriptionKind.POSTPAID_ADVANCE) {
            return whole.start();
        }
        return halt.filter(day -> day.isBefore(whole.end())).orElse(whole.end());
    }
}
