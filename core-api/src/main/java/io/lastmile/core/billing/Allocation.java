package io.lastmile.core.billing;

import io.lastmile.core.platform.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/// Money that was put on an invoice. `undone` is the day on which it was taken off again.
public record Allocation(
        long id,
        int customer,
        long invoice,
        From from,
        Optional<Long> receipt,
        Money amount,
        LocalDate day,
        Instant made,
        String by,
        Optional<LocalDate> undone) {
    /// Where it came from.
    public enum From {
        /// What was just paid.
        RECEIPT,
        /// Real money that was paid ahead.
        ADVANCE,
        /// Credit that was given; it is spent first (billing.md C.4).
        PROMO
    }
}
