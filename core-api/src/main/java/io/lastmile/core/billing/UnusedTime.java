package io.lastmile.core.billing;

import io.lastmile.core.platform.Money;
import io.lastmile.core.subscriptions.Cause;
import io.lastmile.core.subscriptions.Entitlements;
import io.lastmile.core.subscriptions.Made;
import io.lastmile.core.subscriptions.Origin;
import io.lastmile.core.subscriptions.Period;
import io.lastmile.core.subscriptions.Proration;
import io.lastmile.core.subscriptions.Segment;
import io.lastmile.core.subscriptions.Subscription;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a service had been charged for and did not use when it ended: whether the customer gets
/// credit for it is for somebody to decide (billing.md C.2). Call it within a unit of work.
public final class UnusedTime {
    private static final String SOURCE = "unused";

    /// `worth` is before tax, less what was credited of the days before; `given` once there is
    /// credit for it.
    public record Unused(LocalDate ended, long days, Money worth, boolean given) {}

    private record Part(LocalDate from, long days, Money worth) {}

    private final BillingStores stores;
    private final BillingBelow below;
    private final CreditDesk credits;

    UnusedTime(BillingStores stores, BillingBelow below, CreditDesk credits) {
        this.stores = stores;
        this.below = below;
        this.credits = credits;
    }

    /// None of a service that runs, or that had used all its days.
    public Optional<Unused> of(int subscription) {
        return end(subscription)
                .map(cause -> unused(cause, parts(cause)))
                .filter(unused -> unused.given() || unused.worth().isPositive());
    }

    private Unused unused(Cause cause, List<Part> parts) {
        return new Unused(
                cause.day(),
                parts.stream().mapToLong(Part::days).sum(),
                sum(parts),
                stores.notes().find(source(cause)).isPresent());
    }

    private static Money sum(List<Part> parts) {
        return parts.stream().map(Part::worth).reduce(Money.ZERO, Money::plus);
    }

    private static Origin source(Cause cause) {
        return new Origin(SOURCE, cause.id());
    }

    /// All of it, once, by the lines that charged the days; the id is the end's.
    public Made giveBack(int subscription, String why) {
        Optional<Subscription> service = service(subscription);
        if (service.isEmpty()) {
            return new Made.Missing("subscription", subscription);
        }
        stores.locks().take(List.of(service.get().customer()));
        Optional<Cause> found = end(subscription);
        if (found.isEmpty()) {
            return Made.refused("subscription", "one that runs", "one that ended");
        }
        Cause cause = found.get();
        if (stores.notes().find(source(cause)).isPresent()) {
            return new Made.Repeated(cause.id());
        }
        var notes = new LineNotes(stores, subscription);
        List<Part> parts = parts(cause);
        Money left = sum(parts);
        if (!left.isPositive()) {
            return Made.refused("unused", "nothing", "days that were paid and not used");
        }
        for (Part part : parts.reversed()) {
            left = left.minus(notes.give(part.from(), part.worth()));
        }
        for (Part part : parts.reversed()) {
            left = left.minus(notes.give(part.from(), left));
        }
        if (left.isPositive()) {
            return Made.refused(
                    "unused",
                    left.grouped() + " more",
                    "no more than is left of what was charged for the days");
        }
        notes.write(credits, source(cause), CreditReason.UNUSED, why);
        return new Made.Done(cause.id());
    }

    Optional<Subscription> service(int id) {
        return below.subscriptions().stores().subscriptions().find(id);
    }

    private Entitlements entitlements() {
        return below.subscriptions().stores().entitlements();
    }

    private Optional<Cause> end(int subscription) {
        return entitlements().causes(subscription).stream()
                .filter(cause -> cause.kind() == Cause.Kind.ENDED)
                .findFirst();
    }

    /// Of each period that the end cut off or took away, the days that were not used.
    private List<Part> parts(Cause cause) {
        List<Segment> kept = entitlements().paidTime(cause.subscription()).segments();
        List<Segment> gone = entitlements().retracted(cause.id()).segments();
        if (gone.isEmpty()) {
            return List.of();
        }
        List<Money> earlier = new ChargedDays(stores).credited(gone, from(gone.getFirst(), kept));
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < gone.size(); i++) {
            Segment whole = gone.get(i);
            LocalDate from = from(whole, kept);
            long days = Period.days(from, whole.end());
            parts.add(
                    new Part(
                            from,
                            days,
                            Proration.credit(
                                    whole.net(), earlier.get(i), days, whole.period().days())));
        }
        return parts;
    }

    private static LocalDate from(Segment gone, List<Segment> kept) {
        return kept.stream()
                .filter(segment -> segment.start().equals(gone.start()))
                .map(Segment::end)
                .findFirst()
                .orElse(gone.start());
    }
}
