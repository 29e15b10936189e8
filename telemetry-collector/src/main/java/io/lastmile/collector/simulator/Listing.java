package io.lastmile.collector.simulator;

import io.lastmile.collector.routeros.Field;
import java.util.ArrayList;
import java.util.List;

/// What a print or listen asks for: which rows of which menu, with which properties.
record Listing(Router router, Menu menu, Filter filter, List<Field> properties) {
    static Listing of(Router router, Menu menu, Filter filter, Request request) {
        String wanted = request.value(".proplist");
        return new Listing(
                router, menu, filter, wanted.isEmpty() ? menu.properties() : fields(menu, wanted));
    }

    /// In the client's order; a property that the menu does not have is left out of the rows.
    private static List<Field> fields(Menu menu, String wanted) {
        List<Field> fields = new ArrayList<>();
        for (String name : wanted.split(",", -1)) {
            menu.properties().stream()
                    .filter(field -> field.name().equals(name))
                    .findFirst()
                    .ifPresent(fields::add);
        }
        return fields;
    }

    List<Row> rows(long now) {
        CellText cell = new CellText(router.version());
        List<Row> rows = new ArrayList<>();
        for (Row row : menu.rows(now)) {
            if (filter.passes(row, cell)) {
                rows.add(row);
            }
        }
        return rows;
    }

    /// Whether its rows tell the counters whose truth is kept.
    boolean givesCounters() {
        List<String> names = properties.stream().map(Field::name).toList();
        return !menu.counters().isEmpty() && names.containsAll(menu.counters());
    }
}
