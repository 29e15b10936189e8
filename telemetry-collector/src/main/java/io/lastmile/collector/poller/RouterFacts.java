package io.lastmile.collector.poller;

import java.util.Optional;

/// What a router says of itself; text is for people's eyes, empty where it was not told.
public record RouterFacts(
        Optional<String> identity, Optional<String> version, Optional<String> board) {
    static final RouterFacts UNKNOWN =
            new RouterFacts(Optional.empty(), Optional.empty(), Optional.empty());

    RouterFacts withIdentity(String name) {
        return new RouterFacts(Optional.of(name), version, board);
    }
}
