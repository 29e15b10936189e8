package io.lastmile.core.payments;

import io.lastmile.core.ledger.Account;
import io.lastmile.core.ledger.AccountKind;
import io.lastmile.core.platform.Money;

/// The cash that somebody took and has not handed over. `balance` is what the books say of it;
/// `waiting` is what of that they say to have handed over and nobody counted yet.
public record Till(int id, int account, String name, String person, Money balance, Money waiting) {
    Account ledger() {
        return new Account(AccountKind.CASH_IN_HAND, name);
    }

    /// What may still be handed over.
    public Money free() {
        return balance.minus(waiting);
    }
}
