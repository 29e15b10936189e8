package io.lastmile.core.lines;

import io.lastmile.core.platform.Row;
import java.time.Instant;
import java.util.Optional;

/// Somebody's connection. Without a router it is the same line wherever its name appears.
public record Line(
        int id,
        long version,
        Optional<Integer> router,
        SourceName source,
        String name,
        String label,
        String address,
        String area,
        Optional<Long> rateBps,
        Optional<Integer> customer,
        Optional<Integer> plan,
        Instant created,
        Instant changed,
        String changedBy) {
    static Line of(Row row) {
        return new Line(
                row.integer("id"),
                row.number("version"),
                row.optionalInteger("router"),
                SourceName.of(row.number("source")),
                row.text("name"),
                row.text("label"),
                row.text("address"),
                row.text("area"),
                row.optionalNumber("rate_bps"),
                row.optionalInteger("customer"),
                row.optionalInteger("plan"),
                row.time("created"),
                row.time("changed"),
                row.text("changed_by"));
    }
}
