package io.lastmile.core.alarms;

import io.lastmile.core.platform.DomainEvent;

/// An alarm of some weight began, and none above it explains it.
public record AlarmFired(long alarm) implements DomainEvent {}
