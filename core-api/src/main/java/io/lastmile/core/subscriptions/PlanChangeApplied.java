package io.lastmile.core.subscriptions;

import io.lastmile.core.platform.DomainEvent;
import io.lastmile.core.platform.Money;
import java.time.LocalDate;

/// A subscription has another plan from `day` on, at what was quoted.
public record PlanChangeApplied(
        int subscription, long change, int plan, LocalDate day, Money credit, Money charge)
        implements DomainEvent {}
