package io.lastmile.core.dunning;

import io.lastmile.core.platform.DomainEvent;
import io.lastmile.core.platform.Money;
import java.time.LocalDate;

/// A bill of which `open` is not paid is due in `days` days, or was due so many days ago where that
/// is below 0. Told once for each number of days that the rules name.
public record PaymentDue(int customer, Bill bill, int days) implements DomainEvent {
    public record Bill(long invoice, String number, LocalDate dueDay, Money open) {}
}
