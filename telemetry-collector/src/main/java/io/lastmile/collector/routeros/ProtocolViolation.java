package io.lastmile.collector.routeros;

/// The peer sent what RouterOS's API does not know. The stream has no way back from it: who catches
/// this closes the connection.
public final class ProtocolViolation extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String found;
    private final String expected;

    ProtocolViolation(String found, String expected) {
        super(found + " (expected: " + expected + ")");
        this.found = found;
        this.expected = expected;
    }

    public String found() {
        return found;
    }

    public String expected() {
        return expected;
    }
}
