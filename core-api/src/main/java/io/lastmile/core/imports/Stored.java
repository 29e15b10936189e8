package io.lastmile.core.imports;

import java.time.Instant;
import java.util.Optional;

/// A file that was checked. Nothing of it is left once it is committed or `expires` has passed, but
/// what stands here.
public record Stored(
        long id,
        String kind,
        String fileName,
        String hash,
        Counts counts,
        Instant made,
        String madeBy,
        Instant expires,
        Optional<Instant> committed,
        String committedBy) {
    /// Rows by what would become of them, or did.
    public record Counts(int added, int changed, int same, int refused) {}

    /// Whether it can be committed as it is.
    public boolean good() {
        return committed.isEmpty()
                && counts.refused() == 0
                && counts.added() + counts.changed() > 0;
    }
}
