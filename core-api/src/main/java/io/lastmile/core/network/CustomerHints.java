package io.lastmile.core.network;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a row tells of its customer: a mobile number as `+8801712345678`, a customer number like
/// `C100123`, a name in lower case. Operators write them into the comment or make them the login.
record CustomerHints(Optional<String> mobile, Optional<String> number, Optional<String> name) {
    private static final Pattern MOBILE =
            Pattern.compile("(?<![0-9])(?:[+]?88)?(01[3-9][0-9]{8})(?![0-9])");
    private static final Pattern GROUPED = Pattern.compile("(?<=[0-9])[ -](?=[0-9])");
    private static final Pattern NUMBER = Pattern.compile("(?<![a-z0-9])c([0-9]{6,9})(?![0-9])");
    private static final Pattern SEPARATOR = Pattern.compile("[,;|/(\\[:#\u2400-\u2421]| - ");
    private static final int NAME_LENGTH_MIN = 3;

    static CustomerHints of(Found row) {
        String comment = row.comment().toLowerCase(Locale.ROOT);
        String all = comment + "\n" + row.name().toLowerCase(Locale.ROOT);
        return new CustomerHints(
                first(MOBILE, GROUPED.matcher(all).replaceAll("")).map(digits -> "+88" + digits),
                first(NUMBER, all).map(digits -> "C" + digits),
                name(comment));
    }

    private static Optional<String> first(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }

    private static Optional<String> name(String comment) {
        String name = SEPARATOR.split(comment, 2)[0].strip().replaceAll("\\s+", " ");
        return name.length() >= NAME_LENGTH_MIN && name.codePoints().anyMatch(Character::isLetter)
                ? Optional.of(name)
                : Optional.empty();
    }
}
