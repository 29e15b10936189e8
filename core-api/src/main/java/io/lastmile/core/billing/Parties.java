package io.lastmile.core.billing;

import io.lastmile.core.customers.Customer;
import io.lastmile.core.ledger.AccountKind;
import io.lastmile.core.platform.Problem;

/// What stands on a receipt beside its sums, as it was when the money came: who had it, from whom,
/// and the name of the person who took it in cash, empty for money that came otherwise.
public record Parties(Printed.Seller seller, Printed.Buyer buyer, String collector) {
    /// As they are now, for money that nobody's hand took.
    public static Parties now(BillingStores stores, int customer) {
        Customer found =
                stores.customers()
                        .find(customer)
                        .orElseThrow(() -> Problem.notFound("customer", customer).refusal());
        return new Parties(stores.settings().current().seller(), Printed.Buyer.of(found), "");
    }

    static Parties of(BillingStores stores, Incoming incoming) {
        Parties now = now(stores, incoming.customer());
        return incoming.into().kind() == AccountKind.CASH_IN_HAND
                ? new Parties(now.seller(), now.buyer(), stores.receipts().collector())
                : now;
    }
}
