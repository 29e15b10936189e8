package io.lastmile.core.network;

import io.lastmile.core.platform.Row;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a line should have, in one version. Without a router nothing is written anywhere. An empty
/// profile or rate limit leaves the router's own alone; `credential` is the password's number, 0
/// for none that we know.
public record Intent(
        int line,
        int number,
        Instant made,
        String madeBy,
        String why,
        Optional<Integer> router,
        ServiceKind kind,
        String name,
        String address,
        String mac,
        String profile,
        String rateLimit,
        boolean enabled,
        boolean walled,
        List<HoldReason> reasons,
        int credential) {
    public Intent {
        reasons = List.copyOf(reasons);
    }

    /// Whether the customer gets what he bought.
    public boolean open() {
        return enabled && !walled;
    }

    static Intent of(Row row) {
        return new Intent(
                row.integer("line"),
                row.integer("number"),
                row.time("made"),
                row.text("made_by"),
                row.text("why"),
                row.optionalInteger("router"),
                ServiceKind.of(row.text("kind")),
                row.text("name"),
                row.text("address"),
                row.text("mac"),
                row.text("profile"),
                row.text("rate_limit"),
                row.flag("enabled"),
                row.flag("walled"),
                reasons(row.text("reasons")),
                row.integer("credential"));
    }

    static List<HoldReason> reasons(String words) {
        return Stream.of(words.split(","))
                .filter(word -> !word.isEmpty())
                .map(HoldReason::valueOf)
                .toList();
    }
}
