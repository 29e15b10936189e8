package io.lastmile.core.billing;

import io.lastmile.core.platform.Fault;
import io.lastmile.core.platform.Money;
import io.lastmile.core.platform.Problem;
import java.util.List;
import java.util.Optional;

/// What became of money that came in.
public sealed interface Received {
    /// It is the customer's: `allocations` are what it paid, `toCredit` what was left of it.
    /// `renewal` is the invoice of the time that it bought; where it bought none although it was
    /// meant to, `shortBy` says how much was missing.
    record Done(
            Receipt receipt,
            List<Allocation> allocations,
            Optional<Long> renewal,
            Money toCredit,
            Money shortBy)
            implements Received {
        public Done {
            allocations = List.copyOf(allocations);
        }
    }

    /// Its source brought it before; nothing changed.
    record Repeated(Receipt receipt) implements Received {}

    record Refused(Fault fault) implements Received {}

    /// The receipt, new or not; a refusal ends the request.
    default Receipt receiptOrRefuse() {
        return switch (this) {
            case Done done -> done.receipt();
            case Repeated(Receipt receipt) -> receipt;
            case Refused(Fault fault) -> throw Problem.conflict(fault).refusal();
        };
    }
}
