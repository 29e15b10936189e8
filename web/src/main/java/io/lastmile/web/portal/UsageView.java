package io.lastmile.web.portal;

import java.util.List;

/// The usage page in the reader's words. Paths are whole; an empty `next` has nothing to show yet.
public record UsageView(
        List<Choice> lines,
        List<Choice> spans,
        String title,
        String range,
        String previous,
        String next,
        String down,
        String up,
        Bars bars,
        List<Row> rows,
        String csv,
        Graph graph) {
    /// A way to another view.
    public record Choice(String name, String path, boolean chosen) {}

    /// One stretch of the table; both are empty where nothing is known.
    public record Row(String when, boolean known, String down, String up) {}

    /// What the graph that somebody asks for is drawn from: milliseconds since 1970.
    public record Graph(int line, long from, long to) {}

    public UsageView {
        lines = List.copyOf(lines);
        spans = List.copyOf(spans);
        rows = List.copyOf(rows);
    }
}
