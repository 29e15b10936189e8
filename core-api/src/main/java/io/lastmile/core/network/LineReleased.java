package io.lastmile.core.network;

import io.lastmile.core.platform.DomainEvent;

/// A line lost a reason to be off; `restored` if it was the last one.
public record LineReleased(int line, HoldReason reason, boolean restored) implements DomainEvent {}
