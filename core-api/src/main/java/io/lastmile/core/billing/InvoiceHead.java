package io.lastmile.core.billing;

import io.lastmile.core.platform.Money;
import java.time.LocalDate;
import java.util.Optional;

/// An invoice as lists show it. `open` is what is left to pay of it, nothing for a draft or a void
/// one.
public record InvoiceHead(
        long id,
        long version,
        int customer,
        InvoiceKind kind,
        Optional<String> number,
        Optional<LocalDate> issued,
        Optional<LocalDate> due,
        Amounts amounts,
        Money open,
        Optional<Invoice.Voided> voided) {
    public boolean draft() {
        return number.isEmpty();
    }
}
