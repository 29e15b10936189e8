package io.lastmile.core.lines;

import io.lastmile.core.platform.Row;
import java.time.Instant;
import java.util.Optional;

/// A router as it is stored, without its password, and how it fares.
public record Router(
        int id,
        long version,
        String name,
        String area,
        String host,
        int port,
        boolean tls,
        Optional<String> fingerprint,
        String username,
        boolean legacyLogin,
        String charset,
        Optional<Integer> intervalSeconds,
        boolean pollPpp,
        boolean pollQueues,
        long lineRateBps,
        Instant created,
        Instant changed,
        String changedBy,
        Optional<Pause> paused,
        Optional<RouterHealth> health) {
    /// Why it is not polled for now.
    public record Pause(Instant since, String by, String note) {}

    static Router of(Row row) {
        return new Router(
                row.integer("id"),
                row.number("version"),
                row.text("name"),
                row.text("area"),
                row.text("host"),
                row.integer("port"),
                row.flag("tls"),
                row.optionalText("fingerprint"),
                row.text("username"),
                row.flag("legacy_login"),
                row.text("charset"),
                row.optionalInteger("interval_seconds"),
                row.flag("poll_ppp"),
                row.flag("poll_queues"),
                row.number("line_rate_bps"),
                row.time("created"),
                row.time("changed"),
                row.text("changed_by"),
                row.optionalTime("paused_since").map(since -> pause(since, row)),
                row.optionalText("state").map(state -> RouterHealth.of(state, row)));
    }

    private static Pause pause(Instant since, Row row) {
        return new Pause(since, row.text("paused_by"), row.text("pause_note"));
    }
}
