package io.lastmile.core.customers;

import io.lastmile.core.platform.DomainEvent;

/// Somebody is forgotten: what rooms above keep of them goes too. It names nobody.
public record CustomerErased(int customer) implements DomainEvent {}
