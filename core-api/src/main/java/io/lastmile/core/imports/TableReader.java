package io.lastmile.core.imports;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Reads a text as a table of known columns. What is wrong goes to `findings`; a table that cannot
/// be read has no lines.
final class TableReader {
    static final int ROWS_MAX = 100_000;
    static final int CELL_LENGTH_MAX = 2_000;
    private static final int HEADER_LENGTH_MAX = 60;

    private static final int COLUMNS_MAX = 200;
    private static final char[] SEPARATORS = {',', ';', '\t'};

    /// Behind the text: if a quote was never closed, this is found within a cell. It cannot be in
    /// the text itself, which `Decoded` lets have no such character.
    private static final String END = "\0";

    private final List<Column> known;
    private final Findings findings;

    TableReader(List<Column> known, Findings findings) {
        this.known = known;
        this.findings = findings;
    }

    Table read(String file) {
        Optional<Character> said = separatorLine(file);
        String text = said.isEmpty() ? file : file.substring(file.indexOf('\n') + 1);
        int before = said.isEmpty() ? 0 : 1;
        char separator = said.orElseGet(() -> separator(text));
        Table table = new Table(List.of());
        int number = before;
        try (CsvReader<CsvRecord> records = reader(text, separator)) {
            for (CsvRecord record : records) {
                number++;
                if (isEnd(record)) {
                    break;
                } else if (record.getField(record.getFieldCount() - 1).endsWith(END)) {
                    findings.add(unclosed(number));
                    return new Table(List.of());
                } else if (table.lines().size() == ROWS_MAX) {
                    findings.add(tooMany(number));
                    return new Table(List.of());
                } else if (number == before + 1) {
                    table = new Table(header(number, record));
                } else if (record.getFields().stream().anyMatch(cell -> !cell.isBlank())) {
                    line(table, number, record);
                }
            }
        } catch (CsvParseException e) {
            String what = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
            findings.add(
                    Finding.refused(
                            number + 1,
                            "",
                            "quotes that do not fit: " + what,
                            "a cell begins and ends with one, one within it is doubled"));
            return new Table(List.of());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException("a text in memory", e);
        }
        return table;
    }

    private static CsvReader<CsvRecord> reader(String text, char separator) {
        int size = Math.max(1024, text.length() + 16);
        return CsvReader.builder()
                .fieldSeparator(separator)
                .skipEmptyLines(false)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .allowExtraCharsAfterClosingQuote(false)
                .maxBufferSize(2 * size)
                .build(
                        CsvRecordHandler.builder()
                                .maxFields(COLUMNS_MAX * 10)
                                .maxFieldSize(size)
                                .maxRecordSize(size)
                                .build(),
                        text + (text.endsWith("\n") ? "" : "\n") + END);
    }

    private static boolean isEnd(CsvRecord record) {
        return record.getFieldCount() == 1 && record.getField(0).equals(END);
    }

    private List<Optional<Column>> header(int number, CsvRecord record) {
        List<Optional<Column>> columns = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String word : record.getFields()) {
            String shown = word.strip();
            if (shown.length() > HEADER_LENGTH_MAX) {
                shown = shown.substring(0, HEADER_LENGTH_MAX) + "...";
            }
            String name = shown;
            Optional<Column> column = known.stream().filter(c -> c.is(name)).findFirst();
            if (column.isEmpty() && !shown.isEmpty()) {
                findings.add(
                        Finding.refused(
                                number,
                                shown,
                                "an unknown column",
                                "one of " + names() + ", or none"));
            } else if (column.isPresent() && !seen.add(column.get().field())) {
                findings.add(
                        Finding.refused(number, shown, "the same column twice", "each one once"));
            }
            columns.add(column);
        }
        return columns;
    }

    private String names() {
        return known.stream()
                .filter(Column::read)
                .map(Column::header)
                .collect(Collectors.joining(", "));
    }

    private void line(Table table, int number, CsvRecord record) {
        List<String> fields = record.getFields();
        int columns = table.columnCount();
        boolean good = true;
        for (int i = 0; i < fields.size(); i++) {
            String cell = fields.get(i);
            if (cell.length() > CELL_LENGTH_MAX) {
                findings.add(
                        Finding.refused(
                                number,
                                table.headerAt(i),
                                "a cell of %d characters".formatted(cell.length()),
                                "at most %d: is a quote missing?".formatted(CELL_LENGTH_MAX)));
                good = false;
            } else if (i >= columns && !cell.isBlank()) {
                findings.add(
                        Finding.refused(
                                number,
                                "" + (i + 1),
                                "more cells than the header has",
                                "at most %d: is a separator within a cell?".formatted(columns)));
                good = false;
                break;
            }
        }
        if (good) {
            table.add(
                    number,
                    fields.stream().limit(columns).map(Formula::undone).toArray(String[]::new));
        }
    }

    /// `sep=;` in the first line, as some spreadsheets write it.
    private static Optional<Character> separatorLine(String text) {
        boolean says = text.length() > 5 && text.startsWith("sep=");
        boolean ends = says && (text.charAt(5) == '\n' || text.charAt(5) == '\r');
        return ends ? Optional.of(text.charAt(4)) : Optional.empty();
    }

    /// The one that the header has most of.
    private static char separator(String text) {
        int end = text.indexOf('\n');
        String first = end < 0 ? text : text.substring(0, end);
        return java.util.stream.IntStream.range(0, SEPARATORS.length)
                .mapToObj(i -> SEPARATORS[i])
                .max(Comparator.comparingLong(s -> first.chars().filter(c -> c == s).count()))
                .filter(s -> first.indexOf(s) >= 0)
                .orElse(',');
    }

    private static Finding unclosed(int number) {
        return Finding.refused(
                number,
                "",
                "a quote that is opened and never closed",
                "a quote at the end of its cell");
    }

    private static Finding tooMany(int number) {
        return Finding.refused(
                number,
                "",
                "more than %d rows".formatted(ROWS_MAX),
                "several files, one after the other");
    }
}
