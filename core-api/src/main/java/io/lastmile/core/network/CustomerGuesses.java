package io.lastmile.core.network;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which customer a row may belong to. What two customers share proves nothing.
final class CustomerGuesses {
    /// A customer as far as guessing goes: number `C100123`, mobile `+8801712345678`, name in lower
    /// case.
    record Known(int id, String number, String mobile, String plainName, String name) {}

    private final Map<Integer, Known> byId = new HashMap<>();
    private final Map<String, Known> byNumber = new HashMap<>();
    private final Map<String, Known> byMobile = new HashMap<>();
    private final Map<String, Known> byName = new HashMap<>();

    CustomerGuesses(Collection<Known> customers) {
        Set<String> shared = new HashSet<>();
        for (Known customer : customers) {
            byId.put(customer.id(), customer);
            byNumber.put(customer.number(), customer);
            if (byMobile.put(customer.mobile(), customer) != null) {
                shared.add(customer.mobile());
            }
            if (byName.put(customer.plainName(), customer) != null) {
                shared.add(customer.plainName());
            }
        }
        byMobile.keySet().removeAll(shared);
        byName.keySet().removeAll(shared);
    }

    /// The customer that a line of ours has.
    Optional<CustomerGuess> of(int customer) {
        return Optional.ofNullable(byId.get(customer))
                .map(known -> guess(known, CustomerGuess.By.LINE));
    }

    Optional<CustomerGuess> of(CustomerHints hints) {
        return hints.number()
                .flatMap(number -> found(byNumber, number, CustomerGuess.By.NUMBER))
                .or(() ->
                        hints.mobile()
                                .flatMap(
                                        mobile -> found(byMobile, mobile, CustomerGuess.By.MOBILE)))
                .or(() -> hints.name().flatMap(name -> found(byName, name, CustomerGuess.By.NAME)));
    }

    private static Optional<CustomerGuess> found(
            Map<String, Known> known, String key, CustomerGuess.By by) {
        return Optional.ofNullable(known.get(key)).map(customer -> guess(customer, by));
    }

    private static CustomerGuess guess(Known customer, CustomerGuess.By by) {
        return new CustomerGuess(customer.id(), customer.number(), customer.name(), by);
    }
}
