package io.lastmile.core.subscriptions;

import io.lastmile.core.platform.DomainEvent;
import java.time.LocalDate;

/// Days were paid; `until` is the first one that is not.
public record EntitlementExtended(int subscription, long cause, LocalDate from, LocalDate until)
        implements DomainEvent {}
