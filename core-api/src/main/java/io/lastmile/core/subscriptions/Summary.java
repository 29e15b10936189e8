package io.lastmile.core.subscriptions;

import java.time.LocalDate;
import java.util.Optional;

/// A subscription as people see it on a day: how it stands, what it has, what comes. `state` is a
/// word for it; whether the line is cut off for want of money is told by the room above.
public record Summary(
        Subscription subscription,
        State state,
        Names names,
        Named plan,
        Optional<LocalDate> paidUntil,
        Optional<Pause> pause,
        Optional<Termination> termination,
        Optional<Next> change) {
    public enum State {
        /// Begins on a later day.
        PLANNED,
        /// Prepaid, and nothing was ever paid.
        UNPAID,
        PAID,
        /// Its paid days are over and it is left on for some more.
        GRACE,
        OVER,
        /// Postpaid: it is charged for what it uses.
        RUNNING,
        PAUSED,
        ENDED
    }

    /// Whose it is, and on which line.
    public record Names(String number, String name, String nameBn, String line) {}

    public record Named(int id, String name, String nameBn) {}

    /// A change of plan that is pending; `scheduled` waits for its day alone.
    public record Next(long id, Named plan, LocalDate day, ChangeMode mode, boolean scheduled) {}

    static State state(
            Subscription subscription,
            Optional<LocalDate> paidUntil,
            Optional<Pause> pause,
            LocalDate today) {
        if (subscription.ended().isPresent()) {
            return State.ENDED;
        } else if (pause.filter(Pause::begun).isPresent()) {
            return State.PAUSED;
        } else if (today.isBefore(subscription.started())) {
            return State.PLANNED;
        } else if (subscription.kind() != SubscriptionKind.PREPAID) {
            return State.RUNNING;
        } else if (paidUntil.isEmpty()) {
            return State.UNPAID;
        } else if (today.isBefore(paidUntil.get())) {
            return State.PAID;
        }
        LocalDate left = paidUntil.get().plusDays(subscription.graceDays());
        return today.isBefore(left) ? State.GRACE : State.OVER;
    }
}
