package io.lastmile.core.subscriptions;

import io.lastmile.core.platform.Money;
import java.time.LocalDate;
import java.util.Comparator;

/// A period of a postpaid service that is to be charged: whose, of which plan, and why it is these
/// days. `due` is the day from which on it may be charged, `price` that of a whole period; both
/// amounts are before discount and tax.
public record Cycle(
        int customer,
        int subscription,
        int line,
        SubscriptionKind kind,
        LocalDate due,
        Money price,
        Offer offer) {
    /// Cycles come in this order.
    public record Place(int customer, int subscription, LocalDate start)
            implements Comparable<Place> {
        private static final Comparator<Place> ORDER =
                Comparator.comparingInt(Place::customer)
                        .thenComparingInt(Place::subscription)
                        .thenComparing(Place::start);

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }

    public Place place() {
        return new Place(customer, subscription, period().start());
    }

    public int plan() {
        return offer.plan();
    }

    public int planVersion() {
        return offer.planVersion();
    }

    /// Why it is these days.
    public Extension extension() {
        return offer.extension();
    }

    public Period period() {
        return extension().periods().getFirst();
    }

    public Anchor anchor() {
        return extension().anchor();
    }

    /// What these days cost.
    public Money charge() {
        return offer.charge();
    }
}
