package io.lastmile.core.imports;

import io.lastmile.core.imports.Finding.Weight;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What was found in a file, at most `KEPT_MAX` of it and of a cell the first fault; rows that are
/// refused are all counted.
final class Findings {
    static final int KEPT_MAX = 100_000;

    private static final Comparator<Finding> ORDER =
            Comparator.comparing(Finding::weight).thenComparing(Finding::row);

    private final List<Finding> kept = new ArrayList<>();
    private final Set<Integer> refused = new HashSet<>();
    private final Set<String> cells = new HashSet<>();

    void add(Finding finding) {
        if (finding.weight() == Weight.REFUSED) {
            refused.add(finding.row());
            if (!cells.add(finding.row() + " " + finding.column()) && !finding.column().isEmpty()) {
                return;
            }
        }
        if (kept.size() < KEPT_MAX) {
            kept.add(finding);
        }
    }

    boolean isRefused(int row) {
        return refused.contains(row);
    }

    /// Rows; the header and the file as a whole count as one each.
    int refused() {
        return refused.size();
    }

    /// What refuses first, then by row.
    List<Finding> all() {
        return kept.stream().sorted(ORDER).toList();
    }
}
