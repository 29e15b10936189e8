package io.lastmile.core.customers;

import java.time.Instant;
import java.util.List;

/// Something in a customer's timeline: what (`customer.update`), when, by whom, and the words that
/// its text wants. An empty `by` is the system.
public record Happening(Instant time, String kind, String by, List<String> words) {
    public Happening {
        words = List.copyOf(words);
    }
}
