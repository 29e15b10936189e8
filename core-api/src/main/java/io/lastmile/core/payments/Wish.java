package io.lastmile.core.payments;

import io.lastmile.core.billing.Incoming;
import java.util.Optional;

/// What a payer wants their money for: an invoice, time of a prepaid service, or neither, which is
/// what is due longest.
public record Wish(Optional<Long> invoice, Optional<Incoming.Buying> buying) {
    public static final Wish NONE = new Wish(Optional.empty(), Optional.empty());

    public Wish {
        if (invoice.isPresent() && buying.isPresent()) {
            throw new IllegalArgumentException(
                    "wish: invoice %s and time (expected: one of both)".formatted(invoice.get()));
        }
    }

    public static Wish of(Optional<Long> invoice, Optional<Integer> service, int times) {
        return new Wish(invoice, service.map(id -> new Incoming.Buying(id, times)));
    }
}
