package io.lastmile.core.network;

import io.lastmile.core.platform.Fields;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// An import as a whole: how many rows of each verdict, which tables the router did not show and
/// why, what was chosen for groups and, once it was committed, what was done.
public record ImportReport(
        long id,
        int router,
        Instant made,
        String madeBy,
        Instant expires,
        Map<String, Integer> counts,
        Map<String, String> absent,
        ImportChoices choices,
        Optional<Instant> committed,
        Optional<String> committedBy,
        Optional<ImportResult> result) {
    public ImportReport {
        counts = Map.copyOf(counts);
        absent = Map.copyOf(absent);
    }

    public int count(Verdict verdict) {
        return counts.getOrDefault(Fields.nameOf(verdict), 0);
    }
}
