package io.lastmile.core.plans;

import io.lastmile.core.platform.DomainEvent;

/// Nobody new gets this plan.
public record PlanRetired(int plan) implements DomainEvent {}
