package io.lastmile.collector.pipeline;

/// Why a sample's delta is what it is, or why a session ended. Stored as `code`.
public enum Reason {
    /// The difference of two readings of one session.
    CONTINUED(0),
    /// The session ran before the collector first saw it: the reading is the base, the delta 0.
    FIRST_SEEN(1),
    /// The session began after the router's previous poll: the reading is the delta.
    RECONNECT(2),
    /// The router's uptime fell: all counters began again at 0.
    REBOOT(3),
    /// A reading fell within one boot: somebody reset the counter.
    COUNTER_RESET(4),
    /// The same counter under another name: the difference goes to the new name.
    RENAMED(5),
    /// Only for an end: the router no longer lists the session.
    GONE(6),
    /// Only for a start: an `.id` that had vanished came back within the same boot and counts on.
    RESUMED(7);

    private final short code;

    Reason(int code) {
        this.code = (short) code;
    }

    public short code() {
        return code;
    }

    public static Reason ofCode(int code) {
        for (Reason reason : values()) {
            if (reason.code == code) {
                return reason;
            }
        }
        throw new IllegalArgumentException("reason code: " + code + " (expected: 0 to 7)");
    }
}
