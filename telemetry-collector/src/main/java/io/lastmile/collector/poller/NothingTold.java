package io.lastmile.collector.poller;

/// A command ended well and said nothing, though each router must answer it.
final class NothingTold extends RuntimeException {
    private static final long serialVersionUID = 1;

    NothingTold(String command) {
        super(command + ": no row (expected: 1)");
    }
}
