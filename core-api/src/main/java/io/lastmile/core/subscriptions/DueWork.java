package io.lastmile.core.subscriptions;

import io.lastmile.core.platform.Money;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a subscription's rows say that should have happened by now, in the order of its days. Each
/// is done on its own business day, whenever that is looked at: day by day and one jump are the
/// same. The subscription's row is held by the caller.
final class DueWork {
    private record Due(LocalDate day, int order, Runnable work) {}

    private final SubscriptionStores stores;
    private final ChangeWork changes;

    DueWork(SubscriptionStores stores, ChangeWork changes) {
        this.stores = stores;
        this.changes = changes;
    }

    /// How much was due.
    int settle(Subscription subscription) {
        int done = 0;
        Optional<Due> next = next(subscription);
        while (next.isPresent()) {
            next.get().work().run();
            done++;
            next = next(stores.subscriptions().find(subscription.id()).orElseThrow());
        }
        return done;
    }

    private Optional<Due> next(Subscription subscription) {
        if (subscription.ended().isPresent()) {
            return Optional.empty();
        }
        List<Due> due = new ArrayList<>();
        int id = subscription.id();
        stores.terminations()
                .pending(id)
                .ifPresent(end -> due.add(new Due(end.day(), 0, () -> end(subscription, end))));
        stores.pauses().open(id).ifPresent(pause -> due.add(of(subscription, pause)));
        stores.changes().pending(id).ifPresent(change -> due.add(of(subscription, change)));
        return due.stream()
                .filter(one -> !one.day().isAfter(stores.today()))
                .min(Comparator.comparing(Due::day).thenComparing(Due::order));
    }

    private Due of(Subscription subscription, Pause pause) {
        return pause.begun()
                ? new Due(
                        pause.until().orElse(LocalDate.MAX),
                        1,
                        () -> resume(subscription, pause, pause.until().orElseThrow()))
                : new Due(pause.from(), 2, () -> begin(subscription, pause));
    }

    private Due of(Subscription subscription, PlanChange change) {
        if (change.scheduled()) {
            LocalDate day = changes.day(change);
            return new Due(
                    waits(change.subscription(), day) ? LocalDate.MAX : day,
                    3,
                    () -> changes.apply(subscription, change.on(day)));
        }
        boolean over = !stores.days().clock().instant().isBefore(change.expires());
        LocalDate day = over ? stores.days().of(change.expires()) : LocalDate.MAX;
        return new Due(day, 4, () -> changes.outdate(change, "expired"));
    }

    /// Days that a pause holds back are still to move.
    private boolean waits(int subscription, LocalDate day) {
        return stores.pauses()
                .open(subscription)
                .filter(pause -> pause.begun() && !day.isBefore(pause.from()))
                .isPresent();
    }

    private void begin(Subscription subscription, Pause pause) {
        stores.pauses().begin(pause.id());
        stores.subscriptions().touch(subscription.id());
        stores.below()
                .outbox()
                .add(
                        new SubscriptionPaused(
                                subscription.id(), subscription.line(), pause.id(), pause.from()));
    }

    /// What was left of the paid days goes on from `day`.
    void resume(Subscription subscription, Pause pause, LocalDate day) {
        long days = Period.days(pause.from(), day);
        stores.pauses().resume(pause.id(), day);
        stores.subscriptions().touch(subscription.id());
        if (days > 0) {
            PaidTime.Cut cut = stores.entitlements().paidTime(subscription.id()).cut(pause.from());
            List<Segment> fresh = new ArrayList<>(cut.kept());
            cut.rest().forEach(rest -> fresh.add(moved(subscription, rest, days)));
            stores.entitlements().move(draft(pause, day, days), cut.whole(), fresh);
        }
        stores.below()
                .outbox()
                .add(
                        new SubscriptionResumed(
                                subscription.id(), subscription.line(), pause.id(), day, days));
    }

    /// Cycles move with the days, but for those that keep their anchor.
    private static Segment moved(Subscription subscription, Segment rest, long days) {
        LocalDate end = rest.end().plusDays(days);
        Segment moved = rest.with(rest.start().plusDays(days), end, rest.net());
        boolean kept = subscription.rule() == Restart.KEEP_ANCHOR;
        return kept ? moved : moved.with(Anchor.of(end));
    }

    private static Entitlements.Draft draft(Pause pause, LocalDate day, long days) {
        return new Entitlements.Draft(
                pause.subscription(),
                new Origin("pause", pause.id()),
                Cause.Kind.PAUSED,
                day,
                Map.of("from", pause.from(), "until", day, "days", days, "why", pause.why()));
    }

    /// Days after the end are not used any more; what was charged for them is told.
    private void end(Subscription subscription, Termination end) {
        int id = subscription.id();
        stores.changes().pending(id).ifPresent(change -> changes.outdate(change, "ended"));
        Optional<Pause> pause = stores.pauses().open(id);
        pause.ifPresent(open -> stores.pauses().resume(open.id(), later(open.from(), end.day())));
        LocalDate used =
                pause.filter(open -> open.from().isBefore(end.day()))
                        .map(Pause::from)
                        .orElse(end.day());
        PaidTime.Cut cut = stores.entitlements().paidTime(id).cut(used);
        Money unused = stores.credits().of(cut);
        stores.entitlements()
                .move(
                        new Entitlements.Draft(
                                id,
                                new Origin("termination", end.id()),
                                Cause.Kind.ENDED,
                                end.day(),
                                Map.of("why", end.why(), "unused", unused)),
                        cut.whole(),
                        cut.kept());
        stores.terminations().settle(end.id(), true);
        LocalDate ended = later(subscription.started(), end.day());
        stores.subscriptions().end(id, ended);
        stores.below()
                .outbox()
                .add(new SubscriptionEnded(id, subscription.line(), end.day(), unused));
    }

    private static LocalDate later(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }
}
