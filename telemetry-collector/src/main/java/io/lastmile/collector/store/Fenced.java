package io.lastmile.collector.store;

/// Another writer moved a router's state on: what waits for it was worked out from a state that is
/// no longer true and must not be written.
final class Fenced extends Exception {
    Fenced(String why) {
        super(why);
    }

    Fenced(int found, int expected) {
        super(
                "router states as this writer left them: %d (expected: %d)"
                        .formatted(found, expected));
    }
}
