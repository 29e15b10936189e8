package io.lastmile.core.network;

import io.lastmile.core.platform.Row;

/// A line of a router with what is wanted of it and how far that has come. `due` if it may be
/// written now; `kick` as in `core.line_sync`.
record Task(Intent intent, boolean applied, boolean due, int attempts, Before before, String kick) {
    /// What of the last version that was applied the next one may have to take back; `speed` is
    /// limit and burst of a queue from before it was shut, empty if it was not.
    record Before(int credential, String address, String mac, String speed) {}

    static Task of(Row row) {
        return new Task(
                Intent.of(row),
                row.text("state").equals("applied"),
                row.flag("due"),
                row.integer("attempts"),
                new Before(
                        row.integer("applied_credential"),
                        row.text("applied_address"),
                        row.text("applied_mac"),
                        row.text("speed")),
                row.text("kick"));
    }

    /// The same after its edits went out: a password that cannot be seen counts as set.
    Task written() {
        var written =
                new Before(intent.credential(), before.address(), before.mac(), before.speed());
        return new Task(intent, applied, due, attempts, written, kick);
    }

    int line() {
        return intent.line();
    }
}
