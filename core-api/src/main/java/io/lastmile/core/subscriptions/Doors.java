package io.lastmile.core.subscriptions;

import io.lastmile.core.platform.Fields;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// How every desk comes to a subscription: its row is held until the unit of work ends, and what
/// was due by now is done.
final class Doors {
    private final SubscriptionStores stores;
    private final DueWork due;
    private final Many many;
    private final MeterRegistry meters;

    /// What finds out about many at once.
    record Many(CycleStates states, Agenda agenda) {}

    Doors(SubscriptionStores stores, DueWork due, Many many, MeterRegistry meters) {
        this.stores = stores;
        this.due = due;
        this.many = many;
        this.meters = meters;
    }

    Optional<Subscription> open(int id) {
        Optional<Subscription> found = stores.subscriptions().lock(id);
        if (found.isPresent() && due.settle(found.get()) > 0) {
            return stores.subscriptions().find(id);
        }
        return found;
    }

    /// Many at once, by as many statements as for one unless something was due; in the order of
    /// customers.
    List<CycleState> open(Collection<Integer> ids) {
        many.states().lock(ids);
        return settled(ids);
    }

    /// As they are once everything is done that was due.
    List<CycleState> settled(Collection<Integer> ids) {
        many.agenda().among(ids, stores.today()).forEach(this::open);
        return many.states().of(ids);
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
