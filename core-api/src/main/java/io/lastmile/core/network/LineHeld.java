package io.lastmile.core.network;

import io.lastmile.core.platform.DomainEvent;

/// A line got a reason to be off; `suspended` if it was on before.
public record LineHeld(int line, HoldReason reason, boolean suspended) implements DomainEvent {}
