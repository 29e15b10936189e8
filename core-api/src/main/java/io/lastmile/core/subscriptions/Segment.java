package io.lastmile.core.subscriptions;

import io.lastmile.core.platform.Money;
import java.time.LocalDate;
import java.util.Optional;

/// Days of a plan's version that were paid; `net` is what was charged for them. `sold` is the cause
/// that sold them, `cause` the one that put them here, `retracted` the one that took them away. An
/// id of 0 is not stored yet.
public record Segment(
        long id,
        int plan,
        int planVersion,
        Validity validity,
        Period period,
        Anchor anchor,
        Money net,
        long sold,
        long cause,
        Optional<Long> retracted) {
    public Segment {
        if (net.poisha() < 0) {
            throw new IllegalArgumentException("net: " + net + " (expected: >= 0)");
        }
    }

    /// A period that a sale bought.
    static Segment bought(Offer offer, int at, Money net) {
        Extension extension = offer.extension();
        return new Segment(
                0,
                offer.plan(),
                offer.planVersion(),
                extension.validity(),
                extension.periods().get(at),
                extension.anchor(),
                net,
                0,
                0,
                Optional.empty());
    }

    public LocalDate start() {
        return period.start();
    }

    public LocalDate end() {
        return period.end();
    }

    /// Other days for another amount, of the same sale and plan.
    Segment with(LocalDate start, LocalDate end, Money amount) {
        return new Segment(
                0,
                plan,
                planVersion,
                validity,
                new Period(start, end, period.wholeDays()),
                anchor,
                amount,
                sold,
                0,
                Optional.empty());
    }

    Segment with(Anchor other) {
        return new Segment(
                0, plan, planVersion, validity, period, other, net, sold, 0, Optional.empty());
    }
}
