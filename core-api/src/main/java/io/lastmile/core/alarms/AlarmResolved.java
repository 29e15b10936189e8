package io.lastmile.core.alarms;

import io.lastmile.core.platform.DomainEvent;

/// An alarm of some weight is over.
public record AlarmResolved(long alarm) implements DomainEvent {}
