package io.lastmile.core.network;

import io.lastmile.core.platform.Row;
import java.time.Instant;
import java.util.Optional;

/// How a router stands to what is wanted of it: lines by their state, sessions that still have to
/// go, when it was last compared as a whole, what it was asked, and what the walled garden's rules
/// lacked when they were last looked at.
public record RouterDrift(
        int router,
        String name,
        boolean managed,
        String state,
        Optional<Instant> since,
        int failures,
        String lastError,
        Optional<Instant> compared,
        int lines,
        int inStep,
        int pending,
        int failed,
        int kicks,
        Optional<Instant> oldest,
        int profiles,
        String conflicts,
        long requests,
        int requestsLastMinute,
        Optional<Instant> rulesRead,
        String rulesMissing) {
    static RouterDrift of(Row row) {
        return new RouterDrift(
                row.integer("id"),
                row.text("name"),
                row.flag("managed"),
                row.text("state"),
                row.optionalTime("since"),
                row.integer("failures"),
                row.text("last_error"),
                row.optionalTime("compared"),
                row.integer("lines"),
                row.integer("in_step"),
                row.integer("pending"),
                row.integer("failed"),
                row.integer("kicks"),
                row.optionalTime("oldest"),
                row.integer("profiles"),
                row.text("conflicts"),
                row.number("requests"),
                row.integer("requests_minute"),
                row.optionalTime("rules_read"),
                row.text("rules_missing"));
    }
}
