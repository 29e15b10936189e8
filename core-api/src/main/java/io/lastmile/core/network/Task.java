package io.lastmile.core.network;

import io.lastmile.core.platform.Row;

/// A line of a router with what is wanted of it and how far that has come. `due` if it may be
/// written now; `kick` as in `core.line_sync`.
record Task(
        Intent intent,
        boolean applied,
        boolean due,
        int attempts,
        int appliedCredential,
        String kick) {
    static Task of(Row row) {
        return new Task(
                Intent.of(row),
                row.text("state").equals("applied"),
                row.flag("due"),
                row.integer("attempts"),
                row.integer("applied_credential"),
                row.text("kick"));
    }

    /// The same after its edits went out: a password that cannot be seen counts as set.
    Task written() {
        return new Task(intent, applied, due, attempts, intent.credential(), kick);
    }

    int line() {
        return intent.line();
    }
}
