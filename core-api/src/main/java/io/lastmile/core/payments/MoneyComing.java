package io.lastmile.core.payments;

import io.lastmile.core.platform.DomainEvent;

/// Money of a customer is on its way now, or is not any more.
public record MoneyComing(int customer) implements DomainEvent {}
