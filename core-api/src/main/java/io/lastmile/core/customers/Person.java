package io.lastmile.core.customers;

import io.lastmile.core.platform.Days;
import io.lastmile.core.platform.EmailAddress;
import io.lastmile.core.platform.Fields;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;

/// Who a customer is. `mobile` is kept as `+880...`.
public record Person(
        String name,
        String nameBn,
        String mobile,
        String email,
        Optional<LocalDate> born,
        Optional<Gender> gender,
        String father,
        String mother,
        String spouse) {
    static final int NAME_LENGTH_MAX = 100;
    private static final int EMAIL_LENGTH_MAX = 254;
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
                fields.text("spouse", NAME_LENGTH_MAX, ""));
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
