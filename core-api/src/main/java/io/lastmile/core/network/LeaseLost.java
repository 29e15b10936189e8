package io.lastmile.core.network;

/// Another instance may work on the router now: this one stops where it stands.
final class LeaseLost extends RuntimeException {
    private static final long serialVersionUID = 1;

    LeaseLost() {
        super("lease: lost (expected: held)", null, false, false);
    }
}
