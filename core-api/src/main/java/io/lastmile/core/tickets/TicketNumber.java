package io.lastmile.core.tickets;

import io.lastmile.core.platform.PlainText;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The number of a complaint, for letters and the telephone: `T26-000123`. The last digit checks
/// the others (Luhn, ISO/IEC 7812-1), so that one wrong or two swapped digits name nobody else's
/// complaint.
final class TicketNumber {
    private static final int SERIAL_DIGITS = 5;
    private static final Pattern FORM = Pattern.compile("T?([0-9]{2})[- ]?([0-9]{1,12})");

    private TicketNumber() {}

    static String of(int year, long serial) {
        String plain = "%02d%05d".formatted(year % 100, serial);
        return "T" + plain.substring(0, 2) + "-" + plain.substring(2) + check(plain);
    }

    /// What somebody typed or read out: without care for case, blanks, leading zeros and script of
    /// the digits. Empty if it is no number that we ever gave out.
    static Optional<String> read(String typed) {
        Matcher form = FORM.matcher(PlainText.latinDigits(typed).strip().toUpperCase(Locale.ROOT));
        if (!form.matches()) {
            return Optional.empty();
        }
        boolean bare = !typed.contains("-") && !typed.contains(" ");
        if (bare && form.group(2).length() <= SERIAL_DIGITS) {
            return Optional.empty();
        }
        String serial = "0".repeat(Math.max(0, SERIAL_DIGITS + 1 - form.group(2).length()));
        String digits = form.group(1) + serial + form.group(2);
        String plain = digits.substring(0, digits.length() - 1);
        return check(plain) == digits.charAt(digits.length() - 1)
                ? Optional.of("T" + digits.substring(0, 2) + "-" + digits.substring(2))
                : Optional.empty();
    }

    private static char check(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int weighed = i % 2 == 0 ? digit * 2 : digit;
            sum += weighed > 9 ? weighed - 9 : weighed;
        }
        return (char) ('0' + (10 - sum % 10) % 10);
    }
}
