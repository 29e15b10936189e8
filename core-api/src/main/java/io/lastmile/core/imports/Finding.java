package io.lastmile.core.imports;

/// What somebody should know of a place in a file: `row` as a spreadsheet counts, 0 for the file as
/// a whole; an empty column is the whole row. `found` says what is wrong, `expected` what to do.
public record Finding(int row, String column, String found, String expected, Weight weight) {
    private static final int FOUND_LENGTH_MAX = 80;

    /// What becomes of the row.
    public enum Weight {
        /// It cannot be taken, and so the file cannot.
        REFUSED,
        /// It is taken with a value that was put right; somebody should look.
        MENDED,
        /// It is taken as it is.
        NOTED
    }

    public Finding {
        found =
                found.length() <= FOUND_LENGTH_MAX
                        ? found
                        : found.substring(0, FOUND_LENGTH_MAX) + "…";
    }

    static Finding refused(int row, String column, String found, String expected) {
        return new Finding(row, column, found, expected, Weight.REFUSED);
    }

    static Finding mended(int row, String column, String found, String taken) {
        return new Finding(row, column, found, taken, Weight.MENDED);
    }

    static Finding noted(int row, String column, String found, String expected) {
        return new Finding(row, column, found, expected, Weight.NOTED);
    }
}
