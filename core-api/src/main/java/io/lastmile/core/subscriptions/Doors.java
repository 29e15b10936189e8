package io.lastmile.core.subscriptions;

import io.lastmile.core.platform.Fields;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;

/// How every desk comes to a subscription: its row is held until the unit of work ends, and what
/// was due by now is done.
final class Doors {
    private final SubscriptionStores stores;
    private final DueWork due;
    private final MeterRegistry meters;

    Doors(SubscriptionStores stores, DueWork due, MeterRegistry meters) {
        this.stores = stores;
        this.due = due;
        this.meters = meters;
    }

    Optional<Subscription> open(int id) {
        Optional<Subscription> found = stores.subscriptions().lock(id);
        if (found.isPresent() && due.settle(found.get()) > 0) {
            return stores.subscriptions().find(id);
        }
        return found;
    }

    boolean runs(Subscription subscription) {
        return subscription.ended().isEmpty();
    }

    Made ended(Subscription subscription) {
        return refused("subscription", subscription.id(), "one that has not ended");
    }

    Made refused(String field, Object found, String expected) {
        meters.counter("lastmile.core.subscriptions.refused", "field", field).increment();
        return Made.refused(field, found, expected);
    }

    /// What was due for a subscription could not be done.
    void failed() {
        meters.counter("lastmile.core.subscriptions.due.failed").increment();
    }

    /// Another plan came to a line and went back.
    void plan() {
        line("plan-kept");
    }

    /// The line is gone, or somebody else's.
    void over() {
        line("ended");
    }

    private void line(String outcome) {
        meters.counter("lastmile.core.subscriptions.lines", "outcome", outcome).increment();
    }

    void counted(Enum<?> what) {
        meters.counter("lastmile.core.subscriptions.changes", "step", Fields.nameOf(what))
                .increment();
    }
}
