package io.lastmile.core.imports;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/// Rows as CSV in which no cell is a formula. What was written is taken away piece by piece.
public final class CsvText {
    /// So that spreadsheets read UTF-8.
    static final String MARK = "\ufeff";

    private final StringWriter out = new StringWriter();
    private final CsvWriter writer = CsvWriter.builder().build(out);

    public CsvText() {
        out.write(MARK);
    }

    public void line(String... cells) {
        String[] safe = new String[cells.length];
        for (int i = 0; i < cells.length; i++) {
            safe[i] = Formula.defused(cells[i]);
        }
        writer.writeRecord(safe);
    }

    /// All since the last time.
    public String taken() {
        try {
            writer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("in memory", e);
        }
        String text = out.toString();
        out.getBuffer().setLength(0);
        return text;
    }
}
