package io.lastmile.collector.live;

/// What can be said of a line now. Unknown is not offline: its router does not answer.
public enum LineState {
    ONLINE,
    IDLE,
    GONE,
    UNKNOWN;

    private static final LineState[] OF_CODE = values();

    byte code() {
        return (byte) ordinal();
    }

    static LineState ofCode(byte code) {
        return OF_CODE[code];
    }
}
