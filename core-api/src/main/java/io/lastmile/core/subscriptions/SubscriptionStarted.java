package io.lastmile.core.subscriptions;

import io.lastmile.core.platform.DomainEvent;
import java.time.LocalDate;

/// A customer has a plan on a line from a day on.
public record SubscriptionStarted(int subscription, int customer, int line, int plan, LocalDate day)
        implements DomainEvent {}
