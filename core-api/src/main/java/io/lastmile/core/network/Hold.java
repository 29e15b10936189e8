package io.lastmile.core.network;

import io.lastmile.core.platform.Row;
import java.time.Instant;
import java.util.Optional;

/// A reason why a line is off: since when, by whom, and how it ended.
public record Hold(
        long id,
        int line,
        HoldReason reason,
        Instant since,
        String placedBy,
        String note,
        Optional<Instant> until,
        Optional<Lift> lifted) {
    public record Lift(Instant time, String by, String why) {}

    static Hold of(Row row) {
        return new Hold(
                row.number("id"),
                row.integer("line"),
                HoldReason.valueOf(row.text("reason")),
                row.time("since"),
                row.text("placed_by"),
                row.text("note"),
                row.optionalTime("until"),
                row.optionalTime("lifted")
                        .map(time -> new Lift(time, row.text("lifted_by"), row.text("why"))));
    }
}
