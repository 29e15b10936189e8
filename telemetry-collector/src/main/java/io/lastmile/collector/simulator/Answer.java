package io.lastmile.collector.simulator;

/// How a command ended. Categories and phrases are RouterOS's (routeros.md 1.4).
sealed interface Answer {
    Answer DONE = new Done("");

    /// `ret` is empty for a plain `!done`.
    record Done(String ret) implements Answer {}

    /// A category below 0 is not sent.
    record Trap(int category, String message) implements Answer {}

    static Answer done(long id) {
        return new Done(Texts.id(id));
    }

    static Answer noSuchItem() {
        return new Trap(0, "no such item");
    }

    static Answer noSuchCommand() {
        return new Trap(0, "no such command");
    }

    static Answer noSuchPrefix() {
        return new Trap(0, "no such command prefix");
    }

    static Answer unknownParameter() {
        return new Trap(0, "unknown parameter");
    }

    static Answer badValue(String property) {
        return new Trap(1, "input does not match any value of " + property);
    }

    static Answer failure(String what) {
        return new Trap(4, "failure: " + what);
    }

    static Answer notPermitted() {
        return new Trap(4, "not enough permissions (9)");
    }
}
