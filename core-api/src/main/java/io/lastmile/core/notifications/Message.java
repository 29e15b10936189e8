package io.lastmile.core.notifications;

import java.time.Instant;
import java.util.Optional;

/// What is, was or will not be sent. `body` is empty where the text is a secret. `why` says what
/// came between, `answer` what the other side said, shortened.
public record Message(
        long id,
        Cause cause,
        Channel channel,
        Reader reader,
        Wording wording,
        String path,
        State state,
        Travel travel) {
    public enum State {
        QUEUED,
        SENDING,
        SENT,
        FAILED,
        DROPPED
    }

    /// Whom it is for.
    public record Reader(
            Optional<Integer> account,
            Optional<Integer> customer,
            String name,
            String address,
            String language) {}

    /// How it went. `due` is when it is tried next; `uncertain`: it may have arrived twice.
    public record Travel(
            String why,
            int tries,
            Instant due,
            boolean uncertain,
            String answer,
            Instant created,
            Optional<Instant> sent,
            Optional<Instant> read) {}
}
