package io.lastmile.core.ledger;

import io.lastmile.core.platform.Money;

/// Where a customer stands: `due` for documents that are not settled, `refundable` real money paid
/// ahead, `promotional` credit that was given. What of `due` is overdue, the documents say.
public record CustomerBalance(Money due, Money refundable, Money promotional) {
    static final CustomerBalance NONE = new CustomerBalance(Money.ZERO, Money.ZERO, Money.ZERO);

    public Money credit() {
        return refundable.plus(promotional);
    }

    /// What the customer owes in the end; below zero the ISP owes it.
    public Money net() {
        return due.minus(credit());
    }
}
