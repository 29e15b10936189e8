package io.lastmile.core.dunning;

import java.util.List;
import java.util.Optional;

/// Told by the room above that takes payments: those of which nobody knows yet whether they are
/// good, or that a person has to look at first. Who waits for one is not cut off (billing.md C.8).
@FunctionalInterface
public interface Covers {
    /// `subscription` is the prepaid one that it buys time for, none if it is for debts.
    record Coming(int customer, Optional<Integer> subscription, long payment, Mercies.Part part) {}

    List<Coming> of(List<Integer> customers);

    /// Cheques in clearing, and lines of bank statements that nobody confirmed.
    static Covers of(io.lastmile.core.payments.Coming money) {
        return customers -> money.of(customers).stream().map(Covers::coming).toList();
    }

    private static Coming coming(io.lastmile.core.payments.Coming.Item one) {
        var part = new Mercies.Part(one.amount(), one.cost(), one.lastDay());
        return new Coming(one.customer(), one.service(), one.id(), part);
    }
}
