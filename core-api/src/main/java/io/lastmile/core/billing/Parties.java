package io.lastmile.core.billing;

import io.lastmile.core.customers.Customer;
import io.lastmile.core.ledger.AccountKind;
import io.lastmile.core.platform.Problem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

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

    /// Those of money that comes now, by customer; whose name took it in cash is read where some
    /// was.
    static Map<Integer, Parties> of(BillingStores stores, List<Incoming> incoming) {
        Printed.Seller seller = stores.settings().current().seller();
        boolean cash = incoming.stream().anyMatch(Parties::inCash);
        String collector = cash ? stores.receipts().collector() : "";
        Map<Integer, Printed.Buyer> buyers =
                stores.customers().find(incoming.stream().map(Incoming::customer).toList()).stream()
                        .collect(Collectors.toMap(Customer::id, Printed.Buyer::of));
        Map<Integer, Parties> parties = new HashMap<>();
        for (Incoming one : incoming) {
            Printed.Buyer buyer = buyers.get(one.customer());
            if (buyer == null) {
                throw Problem.notFound("customer", one.customer()).refusal();
            }
            parties.put(one.customer(), new Parties(seller, buyer, inCash(one) ? collector : ""));
        }
        return parties;
    }

    private static boolean inCash(Incoming incoming) {
        return incoming.into().kind() == AccountKind.CASH_IN_HAND;
    }
}
