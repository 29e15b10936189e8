package io.lastmile.web.network;

import java.util.List;

/// What a line should have and how far its router has it. `password` is one that was made or
/// revealed just now, else empty.
public record ServiceView(
        int line,
        String name,
        String label,
        int customer,
        String state,
        String colour,
        String icon,
        String says,
        List<Fact> facts,
        List<Held> holds,
        List<String> free,
        List<Past> past,
        List<Version> versions,
        String passwordMade,
        String password) {
    public record Fact(String name, String value, boolean code) {}

    /// An open hold; `reason` is its word in forms.
    public record Held(String reason, String word, String since, String note) {}

    public record Past(String word, String says) {}

    public record Version(String number, String made, String why, String wanted) {}

    public ServiceView {
        facts = List.copyOf(facts);
        holds = List.copyOf(holds);
        free = List.copyOf(free);
        past = List.copyOf(past);
        versions = List.copyOf(versions);
    }
}
