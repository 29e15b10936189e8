package io.lastmile.core.payments;

import io.lastmile.core.platform.Money;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// What would become of an amount now: which invoices it pays, which time it buys, what becomes
/// credit and how much is missing for the time.
public record CashQuote(
        Money amount, Optional<Time> buys, List<Part> pays, Money toCredit, Money missing) {
    /// Paid days from `from` to the one before `until`; `total` is with tax, `byCredit` is what of
    /// it the customer's credit pays.
    public record Time(
            int subscription,
            int times,
            Money total,
            Money byCredit,
            LocalDate from,
            LocalDate until) {}

    public record Part(long invoice, String number, Money amount) {}

    public CashQuote {
        pays = List.copyOf(pays);
    }

    /// What somebody is told of the time.
    public CashDraft.Quoted quoted() {
        return buys.map(time -> new CashDraft.Quoted(time.total(), Optional.of(time.until())))
                .orElse(CashDraft.Quoted.NOTHING);
    }
}
