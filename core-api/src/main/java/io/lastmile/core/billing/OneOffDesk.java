package io.lastmile.core.billing;

import io.lastmile.core.platform.Money;
import io.lastmile.core.subscriptions.Made;
import java.util.List;
import java.util.Optional;

/// Charges once: on the customer's next bill of a run, or now. Call it within a unit of work.
public final class OneOffDesk {
    private final BillingStores stores;
    private final Issuing issuing;

    OneOffDesk(BillingStores stores, Issuing issuing) {
        this.stores = stores;
        this.issuing = issuing;
    }

    /// Waits for the next bill; the id is the charge's.
    public Made add(int customer, LineDraft.Says says, String serviceClass, Money net) {
        if (stores.customers().find(List.of(customer)).isEmpty()) {
            return new Made.Missing("customer", customer);
        }
        if (!net.isPositive()) {
            return Made.refused("amount", net.grouped(), "more than 0");
        }
        return new Made.Done(stores.oneOffs().add(customer, says, serviceClass, net));
    }

    /// On an invoice of its own, now; the id is the invoice's.
    public Made bill(long id) {
        Optional<OneOff> found = locked(id);
        if (found.isEmpty()) {
            return new Made.Missing("charge", id);
        }
        if (found.get().invoice().isPresent()) {
            return new Made.Repeated(found.get().invoice().get());
        }
        if (!found.get().waits()) {
            return Made.refused("charge", "a dropped one", "one that waits");
        }
        var lines = List.of(found.get().line());
        Bill bill = Bill.of(found.get().customer(), InvoiceKind.BY_HAND, lines);
        long invoice = issuing.issue(List.of(bill)).getFirst().invoice();
        stores.oneOffs().put(List.of(id), invoice);
        return new Made.Done(invoice);
    }

    /// Is never charged, for a reason.
    public Made drop(long id, String why) {
        Optional<OneOff> found = locked(id);
        if (found.isEmpty()) {
            return new Made.Missing("charge", id);
        }
        if (found.get().dropped().isPresent()) {
            return new Made.Repeated(id);
        }
        return stores.oneOffs().drop(id, why)
                ? new Made.Done(id)
                : Made.refused("charge", "a billed one", "one that waits: void or credit its bill");
    }

    /// As it is once nobody else moves the customer's money.
    private Optional<OneOff> locked(long id) {
        return stores.oneOffs()
                .find(id)
                .flatMap(found -> {
                    stores.locks().take(List.of(found.customer()));
                    return stores.oneOffs().find(id);
                });
    }
}
