package io.lastmile.core.notifications;

import io.lastmile.core.platform.DomainEvent;

/// Somebody wants a paper sent to the customer whose it is.
public record PaperWanted(int customer, String number) implements DomainEvent {}
