package io.lastmile.core.subscriptions;

import io.lastmile.core.platform.DomainEvent;
import java.time.LocalDate;

/// A pause ended: what was left of the paid days goes on from `day`, `days` later.
public record SubscriptionResumed(int subscription, int line, long pause, LocalDate day, long days)
        implements DomainEvent {}
