package io.lastmile.core.lines;

import io.lastmile.core.platform.Row;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One life of a counter. The bytes are its last committed reading. `callerId` is the customer's
/// MAC address.
public record Session(
        long id,
        int nameId,
        String name,
        int router,
        Instant started,
        String startReason,
        Optional<Instant> ended,
        Optional<String> endReason,
        Optional<String> address,
        Optional<String> callerId,
        long downBytes,
        long upBytes) {
    /// By the collector's codes.
    private static final List<String> REASONS =
            List.of(
                    "continued",
                    "first-seen",
                    "reconnect",
                    "reboot",
                    "counter-reset",
                    "renamed",
                    "gone",
                    "resumed");

    static Session of(Row row) {
        return new Session(
                row.number("id"),
                row.integer("name_id"),
                row.text("name"),
                row.integer("router"),
                row.time("started"),
                reason(row.integer("start_reason")),
                row.optionalTime("ended"),
                row.optionalInteger("end_reason").map(Session::reason),
                row.optionalText("address").filter(text -> !text.isEmpty()),
                row.optionalText("caller_id").filter(text -> !text.isEmpty()),
                row.number("down_total"),
                row.number("up_total"));
    }

    static String reason(int code) {
        return code >= 0 && code < REASONS.size() ? REASONS.get(code) : "code-" + code;
    }
}
