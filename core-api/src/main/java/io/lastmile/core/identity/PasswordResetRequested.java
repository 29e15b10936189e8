package io.lastmile.core.identity;

import io.lastmile.core.platform.DomainEvent;

/// Somebody forgot a password and wants a letter. The way to set a new one is sealed: who sends the
/// letter asks `Identity.resetPath`, whoever reads the outbox cannot.
public record PasswordResetRequested(
        int account, String name, String email, String language, String sealed)
        implements DomainEvent {}
