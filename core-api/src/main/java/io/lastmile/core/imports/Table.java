package io.lastmile.core.imports;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A file's rows by the fields of its columns. A field that the file has no column for is absent,
/// an empty cell is an empty text.
final class Table {
    private final List<Optional<Column>> columns;
    private final List<Line> lines = new ArrayList<>();

    /// `number` as a spreadsheet counts.
    record Line(int number, String[] cells) {}

    Table(List<Optional<Column>> columns) {
        this.columns = List.copyOf(columns);
    }

    void add(int number, String[] cells) {
        lines.add(new Line(number, cells));
    }

    List<Line> lines() {
        return lines;
    }

    int columnCount() {
        return columns.size();
    }

    String headerAt(int index) {
        return index < columns.size()
                ? columns.get(index).map(Column::header).orElse("" + (index + 1))
                : "" + (index + 1);
    }

    boolean has(String field) {
        return columns.stream().flatMap(Optional::stream).anyMatch(c -> c.field().equals(field));
    }

    /// The header under which a field stands, for what is said about it.
    String header(String field) {
        return columns.stream()
                .flatMap(Optional::stream)
                .filter(column -> column.field().equals(field))
                .map(Column::header)
                .findFirst()
                .orElse(field);
    }

    Map<String, String> values(Line line) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < columns.size() && i < line.cells().length; i++) {
            if (columns.get(i).isPresent() && columns.get(i).get().read()) {
                values.put(columns.get(i).get().field(), line.cells()[i]);
            }
        }
        return values;
    }
}
