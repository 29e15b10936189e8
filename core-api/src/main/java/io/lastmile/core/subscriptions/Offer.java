package io.lastmile.core.subscriptions;

import io.lastmile.core.platform.Money;
import java.util.List;

/// What a purchase would do, why, and what each of its periods costs.
public record Offer(int plan, int planVersion, Extension extension, List<Money> charges) {
    public Offer {
        charges = List.copyOf(charges);
    }

    public Money charge() {
        return charges.stream().reduce(Money.ZERO, Money::plus);
    }
}
