package io.lastmile.core.billing;

import io.lastmile.core.platform.Money;
import java.time.LocalDate;

/// An invoice that was just issued. `open` is what the customer's credit did not cover; `lastSpent`
/// the allocation of credit that was made last, 0 if there was none.
public record Issued(
        long invoice,
        int customer,
        String number,
        LocalDate day,
        LocalDate due,
        Taxed taxed,
        Money open,
        long lastSpent) {
    Issued spent(Money amount, long allocation) {
        return new Issued(
                invoice, customer, number, day, due, taxed, open.minus(amount), allocation);
    }
}
