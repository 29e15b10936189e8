package io.lastmile.core.customers;

import io.lastmile.core.platform.DomainEvent;

/// Somebody became a customer.
public record CustomerAdded(int customer) implements DomainEvent {}
