package io.lastmile.web.lines;

/// A router in the list, every figure as it is shown. `mood` is `ok`, `late`, `bad`, `paused` or
/// `new`; `stretched` says from what its interval was stretched, or is empty.
public record RouterRow(
        int id,
        String name,
        String address,
        String area,
        String mood,
        String state,
        String interval,
        String stretched,
        String answer,
        String sessions) {
    public String icon() {
        return switch (mood) {
            case "ok" -> "circle-check";
            case "late" -> "triangle-alert";
            case "bad" -> "circle-x";
            case "paused" -> "pause";
            default -> "circle-minus";
        };
    }

    public String colour() {
        return switch (mood) {
            case "ok" -> "good";
            case "late" -> "late";
            case "bad" -> "bad";
            default -> "dim";
        };
    }
}
