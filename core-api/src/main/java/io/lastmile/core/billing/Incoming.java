package io.lastmile.core.billing;

import io.lastmile.core.ledger.Account;
import io.lastmile.core.platform.Money;
import io.lastmile.core.subscriptions.Origin;
import java.time.LocalDate;
import java.util.Optional;

/// Money that came in: from which source, whose it is, which account has it and on which day it
/// came. The payer may have chosen an `invoice`, or buys time.
public record Incoming(
        Origin source,
        int customer,
        Money amount,
        Account into,
        LocalDate day,
        Optional<Long> invoice,
        Optional<Buying> buying) {
    /// So many periods of a prepaid service.
    public record Buying(int subscription, int times) {}

    public Incoming {
        if (!amount.isPositive()) {
            throw new IllegalArgumentException("incoming: " + amount + " (expected: more than 0)");
        }
    }
}
