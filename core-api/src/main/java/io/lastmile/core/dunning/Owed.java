package io.lastmile.core.dunning;

import io.lastmile.core.platform.Money;
import java.time.LocalDate;

/// What is open of an invoice; it may be paid until the end of `dueDay`.
public record Owed(long invoice, LocalDate dueDay, Money open) {
    /// The first day on which it is overdue.
    LocalDate overdueFrom() {
        return dueDay.plusDays(1);
    }
}
