package io.lastmile.core.imports;

import io.lastmile.core.platform.Fault;
import io.lastmile.core.platform.Fields;
import io.lastmile.core.platform.Refusal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// A file's cells over what is there: an empty cell leaves a field as it is, a lone hyphen empties
/// it.
final class Overlay {
    private static final String NOTHING = "-";

    private Overlay() {}

    static Map<String, String> over(Map<String, String> there, Map<String, String> cells) {
        Map<String, String> all = new HashMap<>(there);
        cells.forEach((field, cell) -> {
            if (cell.equals(NOTHING)) {
                all.remove(field);
            } else if (!cell.isEmpty()) {
                all.put(field, cell);
            }
        });
        return all;
    }

    /// What `read` makes of the fields; its faults become findings of the row, and nothing comes of
    /// it then.
    static <T> Optional<T> read(Fields fields, Function<Fields, T> read, Table table, Row row) {
        try {
            T value = read.apply(fields);
            fields.done();
            return row.findings().isRefused(row.number()) ? Optional.empty() : Optional.of(value);
        } catch (Refusal refusal) {
            List<Fault> faults = refusal.problem().faults();
            for (Fault fault : faults) {
                row.findings()
                        .add(
                                Finding.refused(
                                        row.number(),
                                        table.header(PlanCells.column(fault.field())),
                                        fault.found().replaceAll("^\"(.*)\"$", "$1"),
                                        fault.expected()));
            }
            return Optional.empty();
        }
    }

    /// Where findings of a row go.
    record Row(int number, Findings findings) {}
}
