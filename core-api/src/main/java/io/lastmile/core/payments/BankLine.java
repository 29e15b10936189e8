package io.lastmile.core.payments;

import io.lastmile.core.platform.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/// Money that came in by bank, as a statement says. `customer` is whose it is, once somebody took
/// it for that.
public record BankLine(
        long id,
        BankAccount bank,
        Printed printed,
        State state,
        Optional<Integer> customer,
        String name,
        Wish wish,
        Optional<Settled> settled) {
    public enum State {
        OPEN,
        ASSIGNED,
        RECEIVED,
        IGNORED
    }

    /// What stands in the file, at line `number` as a spreadsheet counts.
    public record Printed(
            int number, LocalDate day, Money amount, String reference, String says, String sender) {
        /// All words in which somebody may be named.
        String text() {
            return reference + " " + says + " " + sender;
        }
    }

    public record Settled(Instant time, String by, String why) {}

    /// Whose a line seems to be by what it says; `exact` if it is just what they owe.
    public record Proposal(int customer, String name, Optional<Long> invoice, boolean exact) {}
}
