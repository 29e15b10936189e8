package io.lastmile.deploy;

/// Why the product does not start, in one sentence for the person at the terminal.
final class CannotStart extends RuntimeException {
    CannotStart(String message) {
        super(message);
    }

    CannotStart(String message, Throwable cause) {
        super(message, cause);
    }
}
