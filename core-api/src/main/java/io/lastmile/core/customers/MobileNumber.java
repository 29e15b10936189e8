package io.lastmile.core.customers;

import io.lastmile.core.identity.Mobile;
import io.lastmile.core.platform.Fields;
import java.util.Optional;

/// Mobile numbers in requests; rows keep them as `+8801712345678`.
public final class MobileNumber {
    private static final String EXPECTED = "a mobile number like 01712345678";
    private static final int LENGTH_MAX = 30;

    private MobileNumber() {}

    /// As people dial it: `01712-345678`.
    public static String dialled(String stored) {
        return stored.length() == 14 ? stored.substring(3, 8) + "-" + stored.substring(8) : stored;
    }

    static Optional<String> read(Fields fields, String name) {
        Optional<String> typed = fields.optionalText(name, LENGTH_MAX);
        Optional<String> number = typed.flatMap(Mobile::of).map(Mobile::international);
        if (typed.isPresent() && number.isEmpty()) {
            fields.refuse(name, typed.get(), EXPECTED);
        }
        return number;
    }

    static String need(Fields fields, String name) {
        Optional<String> typed = fields.optionalText(name, LENGTH_MAX);
        if (typed.isEmpty()) {
            fields.refuse(name, "nothing", EXPECTED);
        }
        return typed.isEmpty() ? "" : read(fields, name).orElse("");
    }
}
