package io.lastmile.core.customers;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Somebody who buys from the ISP. `number` is what people say on the telephone; who left for good
/// is closed and stays for the books.
public record Customer(
        int id,
        long version,
        String number,
        Person person,
        Place place,
        List<String> tags,
        Optional<Integer> reseller,
        Instant created,
        Instant changed,
        String changedBy,
        Optional<Instant> closed) {
    public Customer {
        tags = List.copyOf(tags);
    }
}
