package io.lastmile.deploy.bench;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// The rows as a table for people and as JSON for machines.
final class BenchReport {
    private static final String LINE = "%-58s %-14s %14s %14s %9s %7s  %s%n";

    private BenchReport() {}

    static String table(List<BenchRow> rows) {
        StringBuilder table = new StringBuilder();
        table.append(LINE.formatted("row", "unit", "ours", "peer", "ratio", "goal", ""));
        for (BenchRow row : rows) {
            table.append(
                    LINE.formatted(
                            row.row(),
                            row.unit(),
                            number(row.ours()),
                            number(row.peer()),
                            number(row.ratio()),
                            row.goal() == 0 ? "-" : number(row.goal()),
                            row.met() ? "" : "NOT MET"));
        }
        return table.toString();
    }

    /// `[{row, unit, ours, peer, ratio, goal, met}]`; what was not measured is null.
    static String json(List<BenchRow> rows) {
        return rows.stream()
                .map(BenchReport::json)
                .collect(Collectors.joining(",\n", "[\n", "\n]\n"));
    }

    private static String json(BenchRow row) {
        return """
        {"row": "%s", "unit": "%s", "ours": %s, "peer": %s, "ratio": %s, "goal": %s, "met": %s}\
        """
                .formatted(
                        escaped(row.row()),
                        escaped(row.unit()),
                        value(row.ours()),
                        value(row.peer()),
                        value(row.ratio()),
                        row.goal() == 0 ? "null" : value(row.goal()),
                        row.met());
    }

    private static String value(double value) {
        return Double.isFinite(value) ? Double.toString(value) : "null";
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private static String number(double value) {
        if (!Double.isFinite(value)) {
            return "-";
        }
        double size = Math.abs(value);
        String format =
                size >= 1_000 ? "%,.0f" : size >= 10 ? "%.1f" : size >= 0.01 ? "%.3f" : "%.6f";
        return String.format(Locale.ROOT, format, value);
    }
}
