package io.lastmile.core.notifications;

/// Subject and body of a message; an SMS has no subject.
public record Wording(String subject, String body) {}
