package io.lastmile.web.reports;

import java.util.List;

/// What the pages of reports show, in the reader's words.
public final class ReportView {
    private ReportView() {}

    /// `value` is the amount in poisha, for the chart.
    public record Cell(String text, long value) {}

    /// A row; `href` and `sub` are empty where there is nothing behind it or to add.
    public record Line(String label, String sub, String href, List<Cell> cells) {
        public Line {
            cells = List.copyOf(cells);
        }
    }

    /// `heads` begins with that of the rows' labels; `total` is one line or none.
    public record Table(
            String id, String caption, List<String> heads, List<Line> lines, List<Line> total) {
        public Table {
            heads = List.copyOf(heads);
            lines = List.copyOf(lines);
            total = List.copyOf(total);
        }

        public boolean empty() {
            return lines.isEmpty();
        }
    }
}
