package io.lastmile.core.notifications;

import java.util.Optional;

/// A message that is to be written down. `event` tells what caused it and is the same at every try;
/// `path` is where a notice leads.
record Draft(String event, Template template, Recipient to, String path, Optional<String> dropped) {
    /// Words in their language, filled in.
    record Template(Cause cause, Channel channel, String language, Wording wording) {}
}
