package io.lastmile.core.payments;

import io.lastmile.core.ledger.Account;
import io.lastmile.core.ledger.AccountKind;

/// Where the ISP banks; `name` is the ledger account's.
public record BankAccount(int id, long version, String name) {
    static final int NAME_LENGTH_MAX = 100;

    Account ledger() {
        return new Account(AccountKind.BANK, name);
    }
}
