package io.lastmile.core.imports;

import io.lastmile.core.customers.IdentityKind;
import io.lastmile.core.identity.Mobile;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Puts right what spreadsheets make of figures and dates, and says so. What lost digits is named,
/// not guessed.
final class Mending {
    private static final Pattern SCIENTIFIC =
            Pattern.compile("[0-9]+([.,][0-9]+)?[eE][+]?[0-9]{1,2}");
    private static final Pattern LOST_ZERO = Pattern.compile("1[3-9][0-9]{8}");
    private static final Pattern DAY_FIRST =
            Pattern.compile("([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})");
    private static final DateTimeFormatter STRICT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT)
                    .withResolverStyle(ResolverStyle.STRICT);

    private final Table table;
    private final Findings findings;
    private final int row;
    private final Map<String, String> values;

    Mending(Table table, Findings findings, int row, Map<String, String> values) {
        this.table = table;
        this.findings = findings;
        this.row = row;
        this.values = values;
    }

    /// A mobile number: the zero that a spreadsheet dropped comes back, one in scientific notation
    /// is refused, for its last digits are gone.
    void mobile(String field) {
        String typed = figures(field);
        String plain = typed.replaceAll("[.]0+$", "").replaceAll("[ -]", "");
        if (SCIENTIFIC.matcher(typed).matches()) {
            refuse(field, typed, "all digits: format the column as text, enter the number again");
        } else if (LOST_ZERO.matcher(plain).matches()) {
            mend(field, typed, "0" + plain);
        } else if (!plain.equals(typed.replaceAll("[ -]", "")) && Mobile.of(plain).isPresent()) {
            mend(field, typed, plain);
        }
    }

    /// An NID. What is wrong is told without the number: a report is read by more people.
    void nid(String field) {
        String typed = figures(field);
        String plain = typed.replaceAll("[.]0+$", "").replaceAll("[ -]", "");
        if (SCIENTIFIC.matcher(typed).matches()) {
            refuse(field, "lost digits", "all digits: format the column as text, enter it again");
        } else if (!typed.isEmpty() && !IdentityKind.NID.fits(plain)) {
            refuse(field, plain.length() + " characters", IdentityKind.NID.expected());
        } else if (!typed.isEmpty()) {
            values.put(field, plain);
        }
    }

    /// A date as 28-02-1990 or 1990-02-28 becomes the latter.
    void date(String field) {
        String typed = figures(field);
        Matcher dayFirst = DAY_FIRST.matcher(typed);
        if (dayFirst.matches()) {
            String iso =
                    "%s-%2s-%2s"
                            .formatted(dayFirst.group(3), dayFirst.group(2), dayFirst.group(1))
                            .replace(' ', '0');
            if (day(iso).isPresent()) {
                values.put(field, iso);
            } else {
                refuse(field, typed, "a day of the calendar as 28-02-1990: day, month, year");
            }
        } else if (!typed.isEmpty() && !typed.equals("-") && day(typed).isEmpty()) {
            refuse(field, typed, "a date like 28-02-1990 or 1990-02-28");
        }
    }

    private static Optional<LocalDate> day(String iso) {
        try {
            return Optional.of(LocalDate.parse(iso, STRICT));
        } catch (DateTimeException e) {
            // Told by whoever asked.
            return Optional.empty();
        }
    }

    /// Yes and no as people write them.
    void flag(String field) {
        String typed = values.getOrDefault(field, "").toLowerCase(Locale.ROOT);
        if (List.of("yes", "y", "1", "true", "হ্যাঁ").contains(typed)) {
            values.put(field, "true");
        } else if (List.of("no", "n", "0", "false", "না").contains(typed)) {
            values.put(field, "false");
        }
    }

    /// Figures in Bangla digits become Latin ones.
    String figures(String field) {
        if (!values.containsKey(field)) {
            return "";
        }
        StringBuilder latin = new StringBuilder();
        for (char c : values.getOrDefault(field, "").toCharArray()) {
            latin.append(c >= '০' && c <= '৯' ? (char) ('0' + c - '০') : c);
        }
        values.put(field, latin.toString());
        return latin.toString();
    }

    private void mend(String field, String found, String taken) {
        values.put(field, taken);
        findings.add(Finding.mended(row, table.header(field), found, "taken as " + taken));
    }

    private void refuse(String field, String found, String expected) {
        findings.add(Finding.refused(row, table.header(field), found, expected));
        values.remove(field);
    }
}
