package io.lastmile.core.subscriptions;

import io.lastmile.core.platform.DomainEvent;
import java.time.LocalDate;

/// A pause began; what is paid waits.
public record SubscriptionPaused(int subscription, int line, long pause, LocalDate from)
        implements DomainEvent {}
