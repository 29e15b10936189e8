package io.lastmile.core.identity;

/// Sends a one-time code to a mobile. Room `notifications` does.
@FunctionalInterface
public interface CodeSender {
    /// Whether codes can be sent at all. Not within a unit of work.
    default boolean ready() {
        return true;
    }

    /// Within a unit of work of the system: what is to be sent is written down there, never sent at
    /// once, so that the answer takes as long as for a number that nobody has. `language` is `en`
    /// or `bn`. The code is a secret until it expires: nothing may log it.
    void send(Mobile mobile, String code, String language);
}
