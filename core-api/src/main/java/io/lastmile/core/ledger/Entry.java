package io.lastmile.core.ledger;

import io.lastmile.core.platform.Money;

/// One line of a batch: `amount` above zero is a debit, below zero a credit. `customer` is whose
/// personal account it is, 0 where the account is the ISP's own.
public record Entry(Account account, int customer, Money amount) {
    public Entry {
        if (account.personal() != (customer > 0)) {
            throw new IllegalArgumentException(
                    "entry of %s: customer %d (expected: %s)"
                            .formatted(
                                    account.kind().word(),
                                    customer,
                                    account.personal() ? "whose it is" : "none"));
        }
        if (amount.isZero()) {
            throw new IllegalArgumentException(
                    "entry of " + account.kind().word() + ": 0 (expected: an amount)");
        }
    }

    public static Entry debit(Account account, Money amount) {
        return new Entry(account, 0, positive(amount));
    }

    public static Entry credit(Account account, Money amount) {
        return new Entry(account, 0, positive(amount).negated());
    }

    /// Of a customer's personal account.
    public static Entry debit(AccountKind kind, int customer, Money amount) {
        return new Entry(Account.of(kind), customer, positive(amount));
    }

    public static Entry credit(AccountKind kind, int customer, Money amount) {
        return new Entry(Account.of(kind), customer, positive(amount).negated());
    }

    Entry mirrored() {
        return new Entry(account, customer, amount.negated());
    }

    private static Money positive(Money amount) {
        if (!amount.isPositive()) {
            throw new IllegalArgumentException(
                    "debit or credit of " + amount + " (expected: more than 0)");
        }
        return amount;
    }
}
