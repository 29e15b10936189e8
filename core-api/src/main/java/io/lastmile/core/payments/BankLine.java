package io.lastmile.core.payments;

import io.lastmile.core.platform.Money;
import io.lastmile.core.subscriptions.Origin;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/// Money that came in by bank, as a statement says. `customer` is whose it is, once somebody took
/// it for that; `attempt` counts how many times somebody did, each with a receipt of its own.
public record BankLine(
        long id,
        BankAccount bank,
        Printed printed,
        State state,
        Optional<Integer> customer,
        String name,
        Wish wish,
        Optional<Settled> settled,
        int attempt) {
    /// As many as there are letters.
    static final int ATTEMPTS_MAX = 26;

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

    /// Of its receipt: `bank`, then `bank-b` for whom it is given to next.
    Origin source() {
        String again = attempt == 1 ? "" : "-" + (char) ('a' + attempt - 1);
        return new Origin(BankLines.SOURCE + again, id);
    }

    public record Settled(Instant time, String by, String why) {}

    /// Whose a line seems to be by what it says; `exact` if it is just what they owe.
    public record Proposal(int customer, String name, Optional<Long> invoice, boolean exact) {}
}
