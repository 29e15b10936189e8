package io.lastmile.core.subscriptions;

import io.lastmile.core.platform.Money;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How a change of plan takes effect. The subscription's row is held by the caller.
final class ChangeWork {
    private final SubscriptionStores stores;

    ChangeWork(SubscriptionStores stores) {
        this.stores = stores;
    }

    /// What was quoted, from what is there; empty if the value buys no day.
    Optional<Exchange> exchange(PlanChange change, Exchange.Target target) {
        PaidTime.Cut cut = cut(change);
        Money credit = change.credit();
        return switch (change.mode()) {
            case MONEY ->
                    back(change, cut).or(() -> Optional.of(Exchange.money(cut, target, credit)));
            case VALUE_TO_DAYS -> Exchange.days(cut, target, stores.credits().each(cut));
            case PERIOD_END -> Optional.of(nothing());
        };
    }

    /// Back to the plan of the same day is as if nothing had been (I8): the days are what they
    /// were, at what was charged for them, for what was credited when they went.
    private Optional<Exchange> back(PlanChange change, PaidTime.Cut cut) {
        return stores.entitlements().causes(change.subscription()).stream()
                .takeWhile(cause ->
                        cause.kind() == Cause.Kind.CHANGED && cause.day().equals(change.day()))
                .map(cause -> stores.changes().find(cause.origin().id()).orElseThrow())
                .takeWhile(gone -> gone.mode() == ChangeMode.MONEY)
                .flatMap(gone -> back(change, cut, gone).stream())
                .findFirst();
    }

    private Optional<Exchange> back(PlanChange change, PaidTime.Cut cut, PlanChange gone) {
        long cause = stores.entitlements().find(origin(gone)).orElseThrow().id();
        List<Segment> were = stores.entitlements().retracted(cause).cut(change.day()).rest();
        boolean same = were.stream().allMatch(segment -> segment.plan() == change.plan());
        return were.isEmpty() || !same
                ? Optional.empty()
                : Optional.of(new Exchange(cut, were, change.credit(), gone.credit()));
    }

    private static Origin origin(PlanChange change) {
        return new Origin("plan-change", change.id());
    }

    private static Exchange nothing() {
        var cut = new PaidTime.Cut(List.of(), List.of(), List.of());
        return new Exchange(cut, List.of(), Money.ZERO, Money.ZERO);
    }

    /// Nothing moved the paid time or credited its lines since the quote, and nothing pauses it.
    boolean fresh(PlanChange change) {
        return change.basis() == stores.entitlements().lastCause(change.subscription())
                && stores.pauses().open(change.subscription()).isEmpty()
                && (change.mode() == ChangeMode.PERIOD_END
                        || stores.credits().of(cut(change)).equals(change.credit()));
    }

    private PaidTime.Cut cut(PlanChange change) {
        return stores.entitlements().paidTime(change.subscription()).cut(change.day());
    }

    /// Days of its plan are sold already: it comes with them, whenever that is, unless they are
    /// returned before.
    boolean bought(PlanChange change) {
        return change.scheduled() && boughtFrom(change).isPresent();
    }

    /// When a change that waits for its day comes: with the days that were sold of its plan.
    LocalDate day(PlanChange change) {
        return boughtFrom(change).orElse(change.day());
    }

    private Optional<LocalDate> boughtFrom(PlanChange change) {
        return stores.entitlements()
                .paidTime(change.subscription())
                .first(change.plan(), change.day());
    }

    /// One whose days are sold stays.
    void outdatePending(int subscription, String why) {
        stores.changes()
                .pending(subscription)
                .filter(change -> !bought(change))
                .ifPresent(change -> outdate(change, why));
    }

    void outdate(PlanChange change, String why) {
        stores.changes().settle(change.id(), ChangeStep.OUTDATED, why);
        stores.subscriptions().touch(change.subscription());
    }

    /// For a change that is paid or costs nothing; false if it was out of date.
    boolean apply(Subscription subscription, PlanChange change) {
        Optional<Exchange> exchange = exchange(change, stores.changes().target(change));
        if (exchange.isEmpty() || !exchange.get().charge().equals(change.charge())) {
            outdate(change, "terms");
            return false;
        }
        if (change.mode() != ChangeMode.PERIOD_END) {
            stores.entitlements()
                    .move(draft(change), exchange.get().cut().whole(), exchange.get().fresh());
        } else if (!paidBeyond(change)) {
            outdate(change, "paid-time");
            return false;
        }
        stores.changes().settle(change.id(), ChangeStep.APPLIED, "");
        LocalDate since =
                change.day().isBefore(subscription.started())
                        ? subscription.started()
                        : change.day();
        stores.subscriptions().addPlan(change.subscription(), change.plan(), since);
        stores.subscriptions().touch(change.subscription());
        stores.settleLine(subscription.line(), change.plan());
        stores.below().outbox().add(applied(change));
        return true;
    }

    /// Days after it are of the new plan already, or there are none.
    private boolean paidBeyond(PlanChange change) {
        return stores.entitlements().paidTime(change.subscription()).segments().stream()
                .filter(segment -> segment.end().isAfter(change.day()))
                .allMatch(segment -> segment.plan() == change.plan());
    }

    private static Entitlements.Draft draft(PlanChange change) {
        return new Entitlements.Draft(
                change.subscription(),
                origin(change),
                Cause.Kind.CHANGED,
                change.day(),
                Map.of(
                        "mode", change.mode(),
                        "plan", change.plan(),
                        "planVersion", change.planVersion(),
                        "credit", change.credit(),
                        "charge", change.charge()));
    }

    private static PlanChangeApplied applied(PlanChange change) {
        return new PlanChangeApplied(
                change.subscription(),
                change.id(),
                change.plan(),
                change.day(),
                change.credit(),
                change.charge());
    }
}
