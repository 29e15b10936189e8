package io.lastmile.web.lines;

import java.util.List;

/// A line in the list, every figure as it is shown. `mood` is `online`, `offline` or `unseen`.
public record LineRow(
        int id,
        String name,
        String label,
        int customer,
        String customerName,
        String plan,
        String router,
        String area,
        String mood,
        String state,
        List<String> holds) {
    public LineRow {
        holds = List.copyOf(holds);
    }

    public String icon() {
        return mood.equals("online") ? "circle-check" : "circle-minus";
    }

    public String colour() {
        return mood.equals("online") ? "good" : "dim";
    }
}
