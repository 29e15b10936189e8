package io.lastmile.core.payments;

import io.lastmile.core.billing.BillingRoom;
import io.lastmile.core.platform.Money;
import io.lastmile.core.subscriptions.Made;
import java.util.Optional;

/// What money that is not there yet may be for. Call it within a unit of work that may write:
/// prices lock their service.
final class Purposes {
    private final BillingRoom billing;

    Purposes(BillingRoom billing) {
        this.billing = billing;
    }

    /// Why a customer cannot want it: an invoice or a service of another, or one that ended.
    Optional<Made> foreign(int customer, Wish wish) {
        boolean invoice =
                wish.invoice()
                        .map(id ->
                                billing.stores()
                                        .dues()
                                        .find(id)
                                        .filter(due -> due.customer() == customer)
                                        .isEmpty())
                        .orElse(false);
        boolean service =
                wish.buying()
                        .map(buying -> billing.money().quote(customer, buying).isEmpty())
                        .orElse(false);
        if (invoice) {
            return Optional.of(
                    Made.refused("invoice", wish.invoice().orElseThrow(), "one of the customer"));
        }
        return service
                ? Optional.of(
                        Made.refused(
                                "subscription",
                                wish.buying().orElseThrow().subscription(),
                                "a prepaid one that runs, the customer's"))
                : Optional.empty();
    }

    /// What the time takes now beside the customer's credit, with tax; nothing for debts.
    Money cost(int customer, Wish wish) {
        Money credit = billing.stores().balance(customer).credit();
        return wish.buying()
                .flatMap(buying -> billing.money().quote(customer, buying))
                .map(renewal -> renewal.total().minus(credit))
                .filter(Money::isPositive)
                .orElse(Money.ZERO);
    }
}
