package io.lastmile.web.payments;

import io.lastmile.core.payments.PaymentStores;
import io.lastmile.core.payments.Wish;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Problem;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// Reads what forms of money call otherwise than the desks do.
final class Typed {
    private static final Set<String> PURPOSES = Set.of("invoice", "subscription");

    private Typed() {}

    /// A customer is typed as bills call them: `C100017`. Whatever is no such number names nobody;
    /// it is never read as what the database calls somebody.
    static Map<String, String> numbered(
            Database database, PaymentStores stores, Map<String, String> typed) {
        Map<String, String> values = new HashMap<>(typed);
        values.computeIfPresent("customer", (_, number) -> "" + customer(database, stores, number));
        return values;
    }

    /// Of that number; a number of nobody ends the request.
    static int customer(Database database, PaymentStores stores, String number) {
        return database.read(() -> stores.payers().numbered(number))
                .orElseThrow(() ->
                        Problem.invalid("customer", number, "a customer's number, like C100017")
                                .refusal());
    }

    /// `for` is `invoice-17`, `subscription-3` or nothing.
    static Map<String, String> wished(Map<String, String> typed) {
        Map<String, String> values = new HashMap<>(typed);
        String chosen = values.getOrDefault("for", "");
        String[] wish = chosen.split("-", 2);
        values.remove("for");
        if (wish.length == 2 && PURPOSES.contains(wish[0])) {
            values.put(wish[0], wish[1]);
        } else if (!chosen.isEmpty()) {
            throw Problem.invalid("for", chosen, "one of those that the list has").refusal();
        }
        if (!wish[0].equals("subscription")) {
            values.remove("times");
        }
        return values;
    }

    /// What the form sends for a wish.
    static String word(Wish wish) {
        return wish.invoice()
                .map(id -> "invoice-" + id)
                .or(() -> wish.buying().map(one -> "subscription-" + one.subscription()))
                .orElse("");
    }
}
