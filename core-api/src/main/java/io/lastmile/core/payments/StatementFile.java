package io.lastmile.core.payments;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.lastmile.core.platform.Fault;
import io.lastmile.core.platform.Money;
import io.lastmile.core.platform.PlainText;
import io.lastmile.core.platform.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads a bank's statement. Its header may stand below an address; figures may be Bangla and have
/// commas; money that went out is passed over. A line that cannot be read is named, no other is
/// lost by it.
final class StatementFile {
    static final int ROWS_MAX = 20_000;
    private static final int PREAMBLE_MAX = 30;
    private static final int TEXT_LENGTH_MAX = 500;
    private static final int FAULTS_MAX = 500;
    private static final Pattern DAY_FIRST =
            Pattern.compile("([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4})");
    private static final Pattern YEAR_FIRST =
            Pattern.compile("([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})");
    private static final Pattern AMOUNT =
            Pattern.compile("([0-9]{1,13}|[0-9]{1,3}(,[0-9]{2,3})*,[0-9]{3})([.][0-9]{1,2})?");

    /// What was found.
    record Found(List<BankLine.Printed> lines, List<Fault> faults) {}

    private final StatementColumns columns;
    private final LocalDate today;
    private final List<BankLine.Printed> lines = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();

    private StatementFile(StatementColumns columns, LocalDate today) {
        this.columns = columns;
        this.today = today;
    }

    static Found read(byte[] file, StatementColumns columns, LocalDate today) {
        return new StatementFile(columns, today).read(text(file));
    }

    private Found read(String text) {
        Optional<StatementColumns.Places> places = Optional.empty();
        int number = 0;
        try (CsvReader<CsvRecord> records = reader(text)) {
            for (CsvRecord record : records) {
                number++;
                if (number > ROWS_MAX) {
                    throw refused("more than " + ROWS_MAX + " rows", "several files");
                }
                if (places.isPresent()) {
                    line(number, record.getFields(), places.get());
                } else if (number <= PREAMBLE_MAX) {
                    places =
                            Optional.of(columns.in(record.getFields()))
                                    .filter(StatementColumns.Places::usable);
                }
            }
        } catch (CsvParseException e) {
            throw refused("line " + (number + 1) + ": quotes that do not fit", "a CSV file");
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory", e);
        }
        if (places.isEmpty()) {
            throw refused("no such header in the first " + PREAMBLE_MAX + " rows", columns.shown());
        }
        return new Found(lines, faults);
    }

    private static CsvReader<CsvRecord> reader(String text) {
        String first = text.lines().limit(PREAMBLE_MAX).reduce("", String::concat);
        long commas = first.chars().filter(c -> c == ',').count();
        long semicolons = first.chars().filter(c -> c == ';').count();
        long tabs = first.chars().filter(c -> c == '\t').count();
        char separator =
                tabs > commas && tabs > semicolons ? '\t' : semicolons > commas ? ';' : ',';
        return CsvReader.builder()
                .fieldSeparator(separator)
                .skipEmptyLines(false)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .ofCsvRecord(text);
    }

    private void line(int number, List<String> cells, StatementColumns.Places places) {
        String date = cell(cells, places.date());
        String amount = figures(cell(cells, places.amount()));
        if (date.isEmpty() && amount.isEmpty()) {
            return;
        }
        if (amount.isEmpty() || amount.startsWith("-") || amount.matches("0+([.]0+)?")) {
            return;
        }
        Optional<LocalDate> day = day(PlainText.latinDigits(date));
        if (day.isEmpty() || day.get().isAfter(today)) {
            fault(number, "date", date, "a day like 23-11-2026, not after " + today);
        } else if (!AMOUNT.matcher(amount).matches()) {
            fault(number, "amount", cell(cells, places.amount()), "an amount like 12,34,567.50");
        } else {
            lines.add(
                    new BankLine.Printed(
                            number,
                            day.get(),
                            money(amount),
                            cell(cells, places.reference()),
                            cell(cells, places.description()),
                            cell(cells, places.sender())));
        }
    }

    private static Money money(String amount) {
        return new Money(
                new BigDecimal(amount.replace(",", "")).movePointRight(2).longValueExact());
    }

    private void fault(int number, String column, String found, String expected) {
        if (faults.size() < FAULTS_MAX) {
            faults.add(new Fault("line " + number + ", " + column, found, expected));
        }
    }

    private static String cell(List<String> cells, int place) {
        String cell = place >= 0 && place < cells.size() ? cells.get(place).strip() : "";
        String plain = PlainText.normal(cell.replaceAll("\\p{Cntrl}+", " "));
        return plain.length() <= TEXT_LENGTH_MAX ? plain : plain.substring(0, TEXT_LENGTH_MAX);
    }

    /// Without currency and the bank's CR. Its commas tell whether they group thousands.
    private static String figures(String typed) {
        return PlainText.latinDigits(typed)
                .replaceAll("(?i)BDT|TK[.]?|CR[.]?|৳|[\\s+]", "")
                .strip();
    }

    private static Optional<LocalDate> day(String typed) {
        String date = typed.split("T", 2)[0].strip();
        Matcher ahead = YEAR_FIRST.matcher(date.split(" ", 2)[0]);
        Matcher behind = DAY_FIRST.matcher(date.length() > 10 ? date.substring(0, 10) : date);
        try {
            if (ahead.matches()) {
                return Optional.of(day(ahead.group(1), ahead.group(2), ahead.group(3)));
            } else if (behind.matches()) {
                return Optional.of(day(behind.group(3), behind.group(2), behind.group(1)));
            }
        } catch (DateTimeException e) {
            // Told by whoever asked, as any other text that is no day.
        }
        return Optional.empty();
    }

    private static LocalDate day(String year, String month, String day) {
        return LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day));
    }

    private static String text(byte[] file) {
        boolean little = file.length > 1 && file[0] == (byte) 0xff && file[1] == (byte) 0xfe;
        boolean marked = file.length > 2 && file[0] == (byte) 0xef && file[1] == (byte) 0xbb;
        Charset charset = little ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_8;
        int from = little ? 2 : marked ? 3 : 0;
        try {
            return charset.newDecoder()
                    .decode(ByteBuffer.wrap(file, from, file.length - from))
                    .toString();
        } catch (CharacterCodingException e) {
            throw refused("bytes that are not " + charset.name(), "a CSV file in UTF-8");
        }
    }

    private static io.lastmile.core.platform.Refusal refused(String found, String expected) {
        return Problem.invalid("file", found, expected).refusal();
    }
}
