package io.lastmile.core.subscriptions;

import io.lastmile.core.plans.Plan;
import io.lastmile.core.plans.PlanVersion;
import io.lastmile.core.platform.Money;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;

/// Changes of plan from the quote on (billing.md C.3). Call it within a unit of work. A
/// subscription has one pending change; a new quote replaces it. It is applied when its net is
/// paid, or at once where nothing moves, or on its day. Whatever moves the paid time in between
/// outdates it.
public final class ChangeDesk {
    static final Duration QUOTE_MAX = Duration.ofHours(24);

    private final SubscriptionStores stores;
    private final Doors doors;
    private final ChangeWork work;

    ChangeDesk(SubscriptionStores stores, Doors doors, ChangeWork work) {
        this.stores = stores;
        this.doors = doors;
        this.work = work;
    }

    /// The room that keeps invoices says what it credited already.
    public void connect(LineCredits told) {
        stores.credits().connect(told);
    }

    /// The id is the change's.
    public Made quote(int id, int plan, ChangeMode mode) {
        Optional<Subscription> found = doors.open(id);
        if (found.isEmpty()) {
            return new Made.Missing("subscription", id);
        }
        if (!doors.runs(found.get())) {
            return doors.ended(found.get());
        }
        if (mode == ChangeMode.VALUE_TO_DAYS && found.get().kind() != SubscriptionKind.PREPAID) {
            return doors.refused("mode", "value-to-days", "one of a prepaid service, or money");
        }
        Optional<Plan> to = stores.below().plans().find(plan);
        if (to.filter(p -> p.retired().isEmpty()).isEmpty()) {
            return doors.refused("plan", plan, "one that is sold");
        }
        if (stores.subscriptions().planAt(id, stores.today()) == plan) {
            return doors.refused("plan", plan, "another one than it has");
        }
        if (stores.pauses().open(id).isPresent()) {
            return doors.refused("pause", "one", "none: a change is quoted when it is over");
        }
        Optional<PlanChange> bought = stores.changes().pending(id).filter(work::bought);
        if (bought.isPresent()) {
            return bought(bought.get());
        }
        return quote(draft(id, to.get(), mode), to.get());
    }

    private Made bought(PlanChange change) {
        return doors.refused(
                "change", change.id(), "none whose days are sold: they are returned first");
    }

    private Made quote(PlanChange draft, Plan to) {
        PlanVersion version = to.at(stores.days().start(draft.day()));
        var target =
                new Exchange.Target(
                        to.id(),
                        version.number(),
                        Validity.of(version.terms()),
                        version.terms().price());
        Optional<Exchange> exchange = work.exchange(draft, target);
        if (exchange.isEmpty()) {
            return doors.refused("mode", "value-to-days", "a value that buys a day");
        }
        stores.changes()
                .pending(draft.subscription())
                .ifPresent(old ->
                        stores.changes().settle(old.id(), ChangeStep.REPLACED, "quoted anew"));
        long id =
                stores.changes()
                        .add(
                                priced(
                                        draft,
                                        exchange.get().version(version.number()),
                                        exchange.get()));
        stores.subscriptions().touch(draft.subscription());
        return new Made.Done(id);
    }

    private PlanChange draft(int id, Plan to, ChangeMode mode) {
        PaidTime time = stores.entitlements().paidTime(id);
        LocalDate today = stores.today();
        LocalDate until = time.until().filter(end -> end.isAfter(today)).orElse(today);
        boolean later = mode == ChangeMode.PERIOD_END;
        Instant now = stores.days().clock().instant();
        Instant expires = now.plus(QUOTE_MAX);
        Instant end = stores.days().start(until);
        return new PlanChange(
                0,
                id,
                to.id(),
                0,
                stores.entitlements().lastCause(id),
                later ? until : today,
                mode,
                later ? Money.ZERO : stores.credits().of(time.cut(today)),
                Money.ZERO,
                now,
                until.isAfter(today) && end.isBefore(expires) ? end : expires,
                false,
                Set.of(),
                Optional.empty());
    }

    private static PlanChange priced(PlanChange draft, int version, Exchange exchange) {
        return new PlanChange(
                0,
                draft.subscription(),
                draft.plan(),
                version,
                draft.basis(),
                draft.day(),
                draft.mode(),
                exchange.credit(),
                exchange.charge(),
                draft.quoted(),
                draft.expires(),
                false,
                Set.of(),
                Optional.empty());
    }

    /// The customer takes the quote.
    public Made accept(long change) {
        return step(change, ChangeStep.ACCEPTED, Set.of());
    }

    /// Staff agrees; what costs nothing is applied at once.
    public Made approve(long change) {
        return step(change, ChangeStep.APPROVED, Set.of(ChangeStep.ACCEPTED));
    }

    /// Its net was paid, billed or credited: it is applied. Repeating it by the same origin changes
    /// nothing. A refusal leaves the money to whoever has it.
    public Made pay(long change, Origin origin) {
        Optional<PlanChange> found = open(change);
        if (found.flatMap(PlanChange::paidBy).filter(origin::equals).isPresent()) {
            return new Made.Repeated(change);
        }
        Optional<Made> refused = refused(change, found, Set.of(ChangeStep.APPROVED));
        if (refused.isPresent()) {
            return refused.get();
        }
        PlanChange now = found.orElseThrow();
        if (now.mode() == ChangeMode.PERIOD_END) {
            return doors.refused("mode", "period-end", "a change that moves money");
        }
        stores.changes().paid(change, origin);
        return applied(now);
    }

    public Made cancel(long change, String why) {
        Optional<PlanChange> found = open(change);
        if (found.isEmpty()) {
            return new Made.Missing("plan change", change);
        }
        if (found.get().settled()) {
            return found.get().has(ChangeStep.CANCELLED)
                    ? new Made.Repeated(change)
                    : doors.refused("change", change, "one that is pending");
        }
        if (work.bought(found.get())) {
            return bought(found.get());
        }
        stores.changes().settle(change, ChangeStep.CANCELLED, why);
        stores.subscriptions().touch(found.get().subscription());
        doors.counted(ChangeStep.CANCELLED);
        return new Made.Done(change);
    }

    /// A suspension or anything else that a room above knows: the pending change is quoted again,
    /// but for one whose days are sold.
    public void outdate(int subscription, String why) {
        if (doors.open(subscription).isPresent()) {
            work.outdatePending(subscription, why);
        }
    }

    private Made step(long change, ChangeStep step, Set<ChangeStep> needed) {
        Optional<PlanChange> found = open(change);
        if (found.filter(known -> known.has(step)).isPresent()) {
            return new Made.Repeated(change);
        }
        Optional<Made> refused = refused(change, found, needed);
        if (refused.isPresent()) {
            return refused.get();
        }
        PlanChange now = found.orElseThrow();
        stores.changes().step(change, step, "");
        stores.subscriptions().touch(now.subscription());
        doors.counted(step);
        boolean free = now.credit().isZero() && now.charge().isZero();
        boolean apply = step == ChangeStep.APPROVED && free && !now.day().isAfter(stores.today());
        return apply ? applied(now) : new Made.Done(change);
    }

    private Made applied(PlanChange change) {
        Subscription subscription =
                stores.subscriptions().find(change.subscription()).orElseThrow();
        if (!work.apply(subscription, change)) {
            throw new IllegalStateException(
                    "plan change %d: not as quoted (expected: it is fresh)".formatted(change.id()));
        }
        doors.counted(ChangeStep.APPLIED);
        return new Made.Done(change.id());
    }

    /// The change as it is once its subscription's row is held.
    private Optional<PlanChange> open(long change) {
        return stores.changes()
                .find(change)
                .flatMap(found -> doors.open(found.subscription()))
                .flatMap(_ -> stores.changes().find(change));
    }

    private Optional<Made> refused(long id, Optional<PlanChange> found, Set<ChangeStep> needed) {
        if (found.isEmpty()) {
            return Optional.of(new Made.Missing("plan change", id));
        }
        PlanChange change = found.get();
        if (!change.settled() && !change.scheduled() && !work.fresh(change)) {
            work.outdate(change, "paid-time");
            return Optional.of(doors.refused("change", id, "a new quote: paid time has moved"));
        }
        if (change.settled()) {
            String expected = "a new quote: this one is " + change.steps();
            return Optional.of(doors.refused("change", id, expected));
        }
        return change.steps().containsAll(needed)
                ? Optional.empty()
                : Optional.of(doors.refused("change", change.steps(), "one that is " + needed));
    }
}
