package io.lastmile.web.lines;

import java.util.List;

/// The page of a router. `trouble` is one sentence for whoever must act, or empty.
public record RouterView(
        RouterRow row,
        long version,
        boolean paused,
        String trouble,
        List<Fact> facts,
        List<Reset> resets,
        String range) {
    /// `code` values are copied by people and keep their Latin digits.
    public record Fact(String name, String value, boolean code) {}

    /// A poll in which counters began again, why, and whose (a few of the names).
    public record Reset(String time, String why, String sessions, String names) {}

    static final List<String> RANGES = List.of("1h", "24h", "7d", "30d", "1y");

    public RouterView {
        facts = List.copyOf(facts);
        resets = List.copyOf(resets);
    }

    public List<String> ranges() {
        return RANGES;
    }
}
