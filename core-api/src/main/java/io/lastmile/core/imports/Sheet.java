package io.lastmile.core.imports;

import io.lastmile.core.platform.Permission;
import java.util.List;
import java.util.function.Consumer;

/// One kind of file: its columns, how it is held against what is there, and how what is there is
/// written out.
interface Sheet {
    /// Rows of one statement and of one page of an export.
    int BATCH = 2_000;

    /// As paths and rows have it: `customers`.
    String word();

    /// Who may bring such a file in and take it out.
    Permission permission();

    List<Column> columns();

    /// Within a unit of work, which `work` of the answer wants too.
    Checked check(Table table, Findings findings, String fileName);

    /// All rows, some at a time, each page in a unit of work of its own: nobody's slow line holds a
    /// transaction.
    void export(Consumer<List<String[]>> pages);
}
