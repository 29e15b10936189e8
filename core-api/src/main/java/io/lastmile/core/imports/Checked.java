package io.lastmile.core.imports;

import java.util.List;

/// A file held against what is there. `base` is a hash of all that was looked at: if it is the same
/// again, `work` does what the report says. Both want the same unit of work.
record Checked(Stored.Counts counts, List<Finding> findings, byte[] base, Runnable work) {
    Checked {
        findings = List.copyOf(findings);
    }
}
