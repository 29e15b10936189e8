package io.lastmile.core.billing;

import io.lastmile.core.subscriptions.Made;
import io.lastmile.core.subscriptions.SubscriptionStores;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Changes what bills go by: who sells and on which terms, what the law takes, what of a service's
/// price is given up. Call it within a unit of work.
public final class TermsDesk {
    private static final int DISCOUNTS_MAX = 50;

    private final BillingStores stores;
    private final SubscriptionStores subscriptions;

    TermsDesk(BillingStores stores, SubscriptionStores subscriptions) {
        this.stores = stores;
        this.subscriptions = subscriptions;
    }

    /// Papers that are issued from now on show it.
    public Made change(BillingSetting wanted) {
        if (!stores.settings().put(wanted)) {
            long now = stores.settings().current().version();
            return Made.refused("version", wanted.version(), "" + now);
        }
        return new Made.Done(wanted.version() + 1);
    }

    /// From its first day on it takes the place of what holds then for the same class.
    public Made add(TaxRule rule) {
        Optional<String> wrong = wrong(rule);
        if (wrong.isPresent()) {
            return Made.refused(
                    "from", rule.from(), "a day on which no later rule holds: " + wrong.get());
        }
        stores.taxes().add(rule);
        return new Made.Done(0);
    }

    /// What all rules would be with it.
    private Optional<String> wrong(TaxRule added) {
        List<TaxRule> then = new ArrayList<>();
        then.add(added);
        for (TaxRule rule : stores.taxes().rules().rules()) {
            boolean replaced =
                    rule.kind() == added.kind()
                            && rule.serviceClass().equals(added.serviceClass())
                            && rule.from().isBefore(added.from())
                            && rule.holds(added.from());
            then.add(replaced ? rule.until(added.from()) : rule);
        }
        try {
            return new TaxRules(then).rules().isEmpty() ? Optional.of("none") : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of("" + e.getMessage());
        }
    }

    /// From `day` on the rule that began on `from` does not hold any more.
    public Made end(TaxRule.Kind kind, String serviceClass, LocalDate from, LocalDate day) {
        return stores.taxes().end(kind, serviceClass, from, day)
                ? new Made.Done(0)
                : Made.refused("to", day, "a day after " + from + " on which the rule holds");
    }

    /// Bills that were issued stay as they are.
    public Made add(Discount draft) {
        int service = draft.subscription();
        if (subscriptions.subscriptions().find(service).isEmpty()) {
            return new Made.Missing("subscription", service);
        }
        if (stores.discounts().of(service).size() >= DISCOUNTS_MAX) {
            return Made.refused("discounts", DISCOUNTS_MAX, "fewer");
        }
        return new Made.Done(stores.discounts().add(draft));
    }

    /// From `day` on it takes nothing off.
    public Made endDiscount(int id, long version, LocalDate day) {
        return stores.discounts().end(id, version, day)
                ? new Made.Done(id)
                : Made.refused(
                        "to", day, "a day after the first one, of a discount as it was read");
    }
}
