package io.lastmile.core.payments;

import io.lastmile.core.platform.DomainEvent;
import io.lastmile.core.platform.Money;

/// A bank did not pay. `paid` says that the books had it: what it had paid is open again, time that
/// it bought goes on, and somebody has to look at that. `says` is the bank and the number.
public record ChequeBounced(long cheque, int customer, String says, Money amount, boolean paid)
        implements DomainEvent {}
