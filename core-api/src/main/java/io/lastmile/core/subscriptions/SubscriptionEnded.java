package io.lastmile.core.subscriptions;

import io.lastmile.core.platform.DomainEvent;
import io.lastmile.core.platform.Money;
import java.time.LocalDate;

/// A service ended; `unused` is what was charged for days that will not come.
public record SubscriptionEnded(int subscription, int line, LocalDate day, Money unused)
        implements DomainEvent {}
