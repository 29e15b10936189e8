package io.lastmile.core.network;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One decision to cut lines. `confirmed` is how many a person agreed to suspend, where that was
/// asked. Who is `shut` is off without any walled garden.
public record HoldRun(
        List<Integer> lines,
        HoldReason reason,
        String note,
        Optional<Instant> until,
        Optional<Integer> confirmed,
        boolean shut) {
    public static final int LINES_MAX = 100_000;

    public HoldRun {
        if (lines.size() > LINES_MAX) {
            throw new IllegalArgumentException(
                    "lines: %d (expected: <= %d)".formatted(lines.size(), LINES_MAX));
        }
        lines = lines.stream().distinct().sorted().toList();
    }

    public HoldRun(
            List<Integer> lines,
            HoldReason reason,
            String note,
            Optional<Instant> until,
            Optional<Integer> confirmed) {
        this(lines, reason, note, until, confirmed, false);
    }

    public static HoldRun of(int line, HoldReason reason, String note, Optional<Instant> until) {
        return new HoldRun(List.of(line), reason, note, until, Optional.empty());
    }
}
