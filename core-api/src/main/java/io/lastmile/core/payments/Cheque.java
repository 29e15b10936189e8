package io.lastmile.core.payments;

import io.lastmile.core.platform.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/// A promise on paper. `paper` is what stands on it; money it is from the day on which its bank
/// paid it, `cleared`, unless it `bounced` later.
public record Cheque(
        long id,
        int customer,
        String name,
        Paper paper,
        Wish wish,
        String note,
        State state,
        LocalDate received,
        Instant made,
        String by,
        Steps steps,
        String why) {
    /// In the order of its life; one may bounce from each of the others.
    public enum State {
        RECEIVED,
        DEPOSITED,
        CLEARED,
        BOUNCED
    }

    public record Paper(String bank, String number, LocalDate dated, Money amount) {}

    /// On which day what happened; `into` is where it was deposited.
    public record Steps(
            Optional<LocalDate> deposited,
            Optional<BankAccount> into,
            Optional<LocalDate> cleared,
            Optional<LocalDate> bounced) {}

    /// What somebody takes in; without a day it was today.
    public record Draft(
            int customer, Paper paper, Wish wish, Optional<LocalDate> received, String note) {}
}
