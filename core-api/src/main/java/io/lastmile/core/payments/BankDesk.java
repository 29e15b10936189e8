package io.lastmile.core.payments;

import io.lastmile.core.subscriptions.Made;

/// Adds bank accounts. Call it within a unit of work.
public final class BankDesk {
    private final PaymentStores stores;

    BankDesk(PaymentStores stores) {
        this.stores = stores;
    }

    public Made add(String name) {
        return stores.banks()
                .add(name)
                .<Made>map(id -> new Made.Done(id))
                .orElse(Made.refused("name", name, "one that no other account has"));
    }
}
