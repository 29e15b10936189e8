package io.lastmile.core.subscriptions;

import java.time.LocalDate;
import java.util.Optional;

/// Begins, pauses and ends services. Call it within a unit of work; each takes the subscription's
/// row first and does what was due until then.
public final class SubscriptionDesk {
    private final SubscriptionStores stores;
    private final Doors doors;
    private final DueWork due;
    private final ChangeWork changes;

    SubscriptionDesk(SubscriptionStores stores, Doors doors, DueWork due, ChangeWork changes) {
        this.stores = stores;
        this.doors = doors;
        this.due = due;
        this.changes = changes;
    }

    /// For the customer of the line, which gets the plan; a line runs one at a time.
    public Made start(SubscriptionDraft draft) {
        Optional<Integer> owner = stores.subscriptions().lockLine(draft.line());
        if (owner.isEmpty()) {
            return new Made.Missing("line", draft.line());
        }
        if (owner.get() == 0) {
            return doors.refused("line", draft.line(), "one that is a customer's");
        }
        if (stores.subscriptions().ofLine(draft.line()).isPresent()) {
            return doors.refused("line", draft.line(), "one without a running subscription");
        }
        if (stores.below()
                .plans()
                .find(draft.plan())
                .filter(plan -> plan.retired().isEmpty())
                .isEmpty()) {
            return doors.refused("plan", draft.plan(), "one that is sold");
        }
        int id = stores.subscriptions().add(owner.get(), draft);
        stores.settleLine(draft.line(), draft.plan());
        stores.below()
                .outbox()
                .add(
                        new SubscriptionStarted(
                                id, owner.get(), draft.line(), draft.plan(), draft.start()));
        return new Made.Done(id);
    }

    /// Holidays from a day on that is not past. A pending change of plan is quoted again after it,
    /// but for one whose days are sold: it moves with them.
    public Made pause(int id, LocalDate from, Optional<LocalDate> until, String why) {
        Optional<Subscription> found = doors.open(id);
        if (found.isEmpty()) {
            return new Made.Missing("subscription", id);
        }
        if (!doors.runs(found.get())) {
            return doors.ended(found.get());
        }
        if (from.isBefore(stores.today()) || until.filter(end -> !end.isAfter(from)).isPresent()) {
            return doors.refused("from", from, "from " + stores.today() + " on, before its end");
        }
        if (stores.pauses().open(id).isPresent()) {
            return doors.refused("pause", "one", "none");
        }
        Optional<LocalDate> paid = stores.entitlements().paidTime(id).until();
        if (paid.filter(from::isBefore).isEmpty()) {
            String now = paid.map(LocalDate::toString).orElse("nothing");
            return doors.refused("paidUntil", now, "days after " + from + " that are paid");
        }
        changes.outdatePending(id, "paused");
        long pause = stores.pauses().add(id, from, until, why);
        stores.subscriptions().touch(id);
        due.settle(stores.subscriptions().find(id).orElseThrow());
        return new Made.Done(pause);
    }

    /// Ends a pause today, or drops one that has not begun.
    public Made resume(int id) {
        Optional<Subscription> found = doors.open(id);
        if (found.isEmpty()) {
            return new Made.Missing("subscription", id);
        }
        Optional<Pause> open = stores.pauses().open(id);
        if (open.isEmpty()) {
            return doors.refused("pause", "none", "one that is planned or runs");
        }
        LocalDate today = stores.today();
        LocalDate from = open.get().from();
        due.resume(found.get(), open.get(), today.isBefore(from) ? from : today);
        return new Made.Done(open.get().id());
    }

    /// Ends a service on a day that is not past; paid days after it are told by the event.
    public Made end(int id, LocalDate day, String why) {
        Optional<Subscription> found = doors.open(id);
        if (found.isEmpty()) {
            return new Made.Missing("subscription", id);
        }
        if (!doors.runs(found.get())) {
            return doors.ended(found.get());
        }
        if (day.isBefore(stores.today())) {
            return doors.refused("day", day, "from " + stores.today() + " on");
        }
        if (stores.terminations().pending(id).isPresent()) {
            return doors.refused("termination", "one", "none: cancel it first");
        }
        long end = stores.terminations().add(id, day, why);
        stores.subscriptions().touch(id);
        due.settle(stores.subscriptions().find(id).orElseThrow());
        return new Made.Done(end);
    }

    /// It goes on after all.
    public Made cancelEnd(int id) {
        Optional<Subscription> found = doors.open(id);
        if (found.isEmpty()) {
            return new Made.Missing("subscription", id);
        }
        Optional<Termination> pending = stores.terminations().pending(id);
        if (pending.isEmpty()) {
            return doors.refused("termination", "none", "one that is pending");
        }
        stores.terminations().settle(pending.get().id(), false);
        stores.subscriptions().touch(id);
        return new Made.Done(pending.get().id());
    }
}
