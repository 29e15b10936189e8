package io.lastmile.core.billing;

import io.lastmile.core.ledger.Account;
import io.lastmile.core.platform.Money;
import io.lastmile.core.subscriptions.Origin;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/// Money that came in, and the account that has it now. `undone` says that it turned out to be
/// none: a cheque that bounced, a payment that was charged back.
public record Receipt(
        long id,
        int customer,
        String number,
        Origin source,
        LocalDate day,
        Money amount,
        Account into,
        Instant made,
        String by,
        Optional<Undone> undone) {
    public record Undone(LocalDate day, String why, Instant made, String by) {}
}
