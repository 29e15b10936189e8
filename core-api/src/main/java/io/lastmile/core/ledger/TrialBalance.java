package io.lastmile.core.ledger;

import io.lastmile.core.platform.Money;
import java.time.LocalDate;
import java.util.List;

/// All accounts at the end of a day. Books that balance have equal sums of debit and credit.
public record TrialBalance(LocalDate day, List<Line> lines) {
    /// An account and its balance, debits above zero.
    public record Line(int id, Account account, Money balance) {
        public Money debit() {
            return balance.isPositive() ? balance : Money.ZERO;
        }

        public Money credit() {
            return balance.isPositive() ? Money.ZERO : balance.negated();
        }
    }

    public TrialBalance {
        lines = List.copyOf(lines);
    }

    public Money debit() {
        return lines.stream().map(Line::debit).reduce(Money.ZERO, Money::plus);
    }

    public Money credit() {
        return lines.stream().map(Line::credit).reduce(Money.ZERO, Money::plus);
    }
}
