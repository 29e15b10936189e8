package io.lastmile.core.identity;

import io.lastmile.core.platform.PlainText;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A mobile number of Bangladesh in its national form: `01712345678`.
public record Mobile(String number) {
    private static final Pattern WRITTEN = Pattern.compile("(?:\\+?88)?(01[3-9][0-9]{8})");

    public Mobile {
        if (!number.matches("01[3-9][0-9]{8}")) {
            throw new IllegalArgumentException("mobile: " + number + " (expected: 01[3-9] and 8)");
        }
    }

    /// As people write it: with or without +880, with blanks and hyphens, in Bangla digits.
    public static Optional<Mobile> of(String written) {
        String plain = PlainText.latinDigits(written).replaceAll("[ -]", "");
        Matcher matcher = WRITTEN.matcher(plain);
        return matcher.matches() ? Optional.of(new Mobile(matcher.group(1))) : Optional.empty();
    }

    /// As gateways want it: `+8801712345678`.
    public String international() {
        return "+88" + number;
    }
}
