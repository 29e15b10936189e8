package io.lastmile.core.plans;

import io.lastmile.core.platform.DomainEvent;
import java.time.Instant;

/// A plan has a new version (1 if it is new) that holds from `effective` on.
public record PlanChanged(int plan, int number, Instant effective) implements DomainEvent {}
