package io.lastmile.core.payments;

import io.lastmile.core.platform.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/// Cash that somebody took from a customer's hand. `undone` says why it turned out not to be.
public record CashPayment(
        long id,
        int till,
        int customer,
        String name,
        Money amount,
        LocalDate day,
        String note,
        Instant made,
        String by,
        Optional<Paper> receipt,
        Optional<String> undone) {
    /// Its receipt in room billing.
    public record Paper(long id, String number) {}
}
