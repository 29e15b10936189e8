package io.lastmile.core.billing;

import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.DatabaseUnavailable;
import io.lastmile.core.platform.Money;
import io.lastmile.core.subscriptions.Made;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// Sells time of prepaid services for credit that is there (billing.md C.2, C.4): when somebody
/// asks for it, and by itself on the last paid day, so that nobody who paid is cut off.
public final class CreditSales {
    private static final System.Logger LOG = System.getLogger(CreditSales.class.getName());

    /// Paid time is prolonged so many days before it ends.
    static final int DAYS_BEFORE = 1;

    private final Database database;
    private final BillingStores stores;
    private final BillingBelow below;
    private final Renewals renewals;
    private final Issuing issuing;

    CreditSales(
            Database database,
            BillingStores stores,
            BillingBelow below,
            Renewals renewals,
            Issuing issuing) {
        this.database = database;
        this.stores = stores;
        this.below = below;
        this.renewals = renewals;
        this.issuing = issuing;
    }

    /// Buys time for a customer's credit, all of it or nothing; the id is the invoice's. Call it
    /// within a unit of work. Each call buys again.
    public Made buy(int customer, Incoming.Buying buying) {
        stores.locks().take(List.of(customer));
        Optional<Renewal> wanted = renewals.quote(customer, buying);
        if (wanted.isEmpty()) {
            return Made.refused(
                    "subscription",
                    buying.subscription(),
                    "a prepaid one that runs, the customer's");
        }
        Money credit = stores.books().balance(customer).credit();
        Money total = wanted.get().total();
        if (credit.compareTo(total) < 0) {
            return Made.refused("credit", credit.grouped(), "at least " + total.grouped());
        }
        Issued issued = issuing.issue(List.of(wanted.get().bill())).getFirst();
        if (issued.open().isPositive()) {
            throw new IllegalStateException(
                    "invoice %d: %s open (expected: paid by credit)"
                            .formatted(issued.invoice(), issued.open()));
        }
        renewals.extend(List.of(new Renewals.Paid(issued, wanted.get(), Optional.empty())));
        return new Made.Done(issued.invoice());
    }

    /// Prolongs what ends by tomorrow and can be paid: each service in a unit of work of its own,
    /// once, whoever else does it.
    void run() {
        for (Renewables.Renewable one : database.read(this::renewables)) {
            try {
                boolean unused = database.transact(() -> renew(one));
            } catch (DatabaseUnavailable away) {
                throw away;
            } catch (RuntimeException failure) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "a service was not renewed: subscription=" + one.subscription(),
                        failure);
            }
        }
    }

    private List<Renewables.Renewable> renewables() {
        return stores.settings().current().renewByHand()
                ? List.of()
                : stores.renewables().until(lastDay());
    }

    private LocalDate lastDay() {
        return stores.ledger().today().plusDays(DAYS_BEFORE);
    }

    private boolean renew(Renewables.Renewable one) {
        stores.locks().take(List.of(one.customer()));
        boolean still =
                stores.renewables().find(one.subscription(), lastDay()).isPresent()
                        && !below.barred().barred(one.subscription());
        return still
                && buy(one.customer(), new Incoming.Buying(one.subscription(), 1))
                        instanceof Made.Done;
    }
}
