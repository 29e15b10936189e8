package io.lastmile.core.lines;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/// A date as RouterOS writes it.
final class RouterDate {
    private static final List<String> MONTHS =
            List.of(
                    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov",
                    "dec");

    private RouterDate() {}

    /// `2026-11-22` since RouterOS 7.10, `nov/22/2026` before. Throws `DateTimeException`.
    static LocalDate parse(String text) {
        String[] parts = text.toLowerCase(Locale.ROOT).split("/");
        if (parts.length != 3) {
            return LocalDate.parse(text);
        }
        try {
            return LocalDate.of(
                    Integer.parseInt(parts[2]),
                    MONTHS.indexOf(parts[0]) + 1,
                    Integer.parseInt(parts[1]));
        } catch (NumberFormatException e) {
            throw new DateTimeException("date: " + text + " (expected: mmm/dd/yyyy)", e);
        }
    }
}
