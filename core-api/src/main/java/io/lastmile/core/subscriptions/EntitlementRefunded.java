package io.lastmile.core.subscriptions;

import io.lastmile.core.platform.DomainEvent;
import io.lastmile.core.platform.Money;
import java.time.LocalDate;

/// Days of a sale from `day` on were given back, those that were not used or all of it; `credit` is
/// what was charged for them.
public record EntitlementRefunded(int subscription, long cause, LocalDate day, Money credit)
        implements DomainEvent {}
