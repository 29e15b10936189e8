package io.lastmile.core.lines;

import io.lastmile.core.platform.Row;
import java.time.Instant;

/// What a router calls somebody: a row of `telemetry.line`.
public record Name(
        int id, int router, String routerName, SourceName source, String name, Instant firstSeen) {
    static Name of(Row row) {
        return new Name(
                row.integer("id"),
                row.integer("router"),
                row.text("router_name"),
                SourceName.of(row.number("source")),
                row.text("name"),
                row.time("first_seen"));
    }
}
