package io.lastmile.core.customers;

import io.lastmile.core.platform.Days;
import io.lastmile.core.platform.EmailAddress;
import io.lastmile.core.platform.Fields;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Who a customer is. `mobile` is kept as `+880...`, `bin` (who is registered for VAT has one) as
/// `001234567-0101`.
public record Person(
        String name,
        String nameBn,
        String mobile,
        String email,
        Optional<LocalDate> born,
        Optional<Gender> gender,
        String father,
        String mother,
        String spouse,
        String bin) {
    static final int NAME_LENGTH_MAX = 100;
    private static final int EMAIL_LENGTH_MAX = 254;
    private static final int BIN_LENGTH_MAX = 20;
    private static final Pattern BIN = Pattern.compile("([0-9]{9})[- ]?([0-9]{4})");
    private static final LocalDate OLDEST = LocalDate.of(1900, 1, 1);

    static Person read(Fields fields, LocalDate today) {
        return new Person(
                fields.text("name", NAME_LENGTH_MAX),
                fields.text("nameBn", NAME_LENGTH_MAX, ""),
                MobileNumber.need(fields, "mobile"),
                email(fields),
                born(fields, today),
                fields.optionalChoice("gender", Gender.class),
                fields.text("father", NAME_LENGTH_MAX, ""),
                fields.text("mother", NAME_LENGTH_MAX, ""),
                fields.text("spouse", NAME_LENGTH_MAX, ""),
                bin(fields));
    }

    /// Thirteen digits, the last four after a hyphen or not.
    private static String bin(Fields fields) {
        String typed = fields.text("bin", BIN_LENGTH_MAX, "");
        if (typed.isEmpty()) {
            return typed;
        }
        Matcher parts = BIN.matcher(typed.strip());
        if (!parts.matches()) {
            fields.refuse("bin", typed, "13 digits like 001234567-0101");
            return "";
        }
        return parts.group(1) + "-" + parts.group(2);
    }

    static String email(Fields fields) {
        String email = fields.text("email", EMAIL_LENGTH_MAX, "").toLowerCase(Locale.ROOT);
        if (!email.isEmpty() && !EmailAddress.PERSONS.matcher(email).matches()) {
            fields.refuse("email", email, "an address like rahim@example.com");
        }
        return email;
    }

    private static Optional<LocalDate> born(Fields fields, LocalDate today) {
        return new Days(OLDEST, today.minusDays(1)).optional(fields, "born");
    }
}
