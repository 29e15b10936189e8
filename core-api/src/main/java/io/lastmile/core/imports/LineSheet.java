package io.lastmile.core.imports;

import io.lastmile.core.lines.LineBook;
import io.lastmile.core.platform.Database;
import io.lastmile.core.platform.Permission;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Lines, known again by the PPPoE id (and the router, where several have it).
final class LineSheet implements Sheet {
    private final Database database;
    private final LineBook lines;
    private final LineCheck.Names names;

    LineSheet(Database database, LineBook lines, LineCheck.Names names) {
        this.database = database;
        this.lines = lines;
        this.names = names;
    }

    @Override
    public String word() {
        return "lines";
    }

    @Override
    public Permission permission() {
        return Permission.LINES_CHANGE;
    }

    @Override
    public List<Column> columns() {
        return LineCells.COLUMNS;
    }

    @Override
    public Checked check(Table table, Findings findings, String fileName) {
        return new LineCheck(table, findings, lines, names).run();
    }

    @Override
    public void export(Consumer<List<String[]>> pages) {
        int after = 0;
        List<LineBook.Exported> page;
        do {
            int from = after;
            page = database.read(() -> lines.after(from, BATCH));
            pages.accept(page.stream().map(LineSheet::cells).toList());
            after = page.isEmpty() ? after : page.getLast().line().id();
        } while (page.size() == BATCH);
    }

    private static String[] cells(LineBook.Exported row) {
        Map<String, String> cells = new TreeMap<>(LineCheck.cells(row.line()));
        cells.put("router", row.router());
        cells.put("customer", row.customer());
        cells.put("plan", row.plan());
        cells.put("customer_name", row.customerName());
        return LineCells.COLUMNS.stream()
                .map(column -> cells.getOrDefault(column.field(), ""))
                .toArray(String[]::new);
    }
}
