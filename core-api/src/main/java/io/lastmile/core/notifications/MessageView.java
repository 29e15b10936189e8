package io.lastmile.core.notifications;

/// A message as the log shows it. `shown` is its text; of a secret, dots, or the text itself where
/// nothing is sent anywhere but into this log.
public record MessageView(Message message, String shown, boolean secret, int parts) {}
