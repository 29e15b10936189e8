package io.lastmile.collector.radius;

/// A packet that is not counted and not answered (RFC 2866, 3: silently discarded), and why.
final class BadPacket extends Exception {
    private static final long serialVersionUID = 1;

    private final Refusal refusal;

    BadPacket(Refusal refusal, String message) {
        super(message, null, false, false);
        this.refusal = refusal;
    }

    Refusal refusal() {
        return refusal;
    }
}
