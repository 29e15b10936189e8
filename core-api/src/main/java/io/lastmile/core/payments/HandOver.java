package io.lastmile.core.payments;

import io.lastmile.core.ledger.Account;
import io.lastmile.core.platform.Money;
import java.time.Instant;
import java.util.Optional;

/// Cash that leaves a till. `amount` is what its keeper says; what somebody else counted is in
/// `settled`. Without a bank it goes into the till of who counts it.
public record HandOver(
        long id,
        int till,
        int account,
        String person,
        Optional<BankAccount> bank,
        Money amount,
        String note,
        State state,
        Instant made,
        String by,
        Optional<Settled> settled) {
    public enum State {
        WAITS,
        CONFIRMED,
        REFUSED
    }

    /// `counted` and `into` are there where it was confirmed; `why` says what was refused or
    /// differed.
    public record Settled(
            Instant time, String by, Optional<Money> counted, Optional<Account> into, String why) {}

    /// What its keeper says about it.
    public record Draft(Money amount, Optional<Integer> bank, String note) {}
}
