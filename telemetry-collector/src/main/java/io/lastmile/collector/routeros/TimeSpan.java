package io.lastmile.collector.routeros;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// RouterOS's time spans: `1w2d3h4m5s`, `4m5s120ms`, `2d03:04:05`, `00:10:00.5`.
final class TimeSpan {
    private static final Pattern SPAN =
            Pattern.compile(
                    "(?:(\\d{1,6})w)?(?:(\\d{1,6})d)?(?:(\\d{1,6})h)?(?:(\\d{1,6})m(?!s))?"
                            + "(?:(\\d{1,9})s)?(?:(\\d{1,6})ms)?(?:\\d{1,6}us)?"
                            + "(?:(\\d{1,6}):(\\d{2}):(\\d{2})(?:\\.(\\d{1,3})\\d*)?)?");

    private static final int TEXT_MAX = 64;

    private TimeSpan() {}

    static long millis(Field field, String text) {
        Matcher span = SPAN.matcher(text.length() > TEXT_MAX ? "" : text);
        if (text.isEmpty() || !span.matches()) {
            throw new BadValue(field.name(), text, "a time span such as 1w2d3h4m5s");
        }
        long days = number(span, 1) * 7 + number(span, 2);
        long hours = days * 24 + number(span, 3) + number(span, 7);
        long minutes = hours * 60 + number(span, 4) + number(span, 8);
        long seconds = minutes * 60 + number(span, 5) + number(span, 9);
        return seconds * 1_000 + number(span, 6) + fraction(span.group(10));
    }

    private static long number(Matcher span, int group) {
        String digits = span.group(group);
        return digits == null ? 0 : Long.parseLong(digits);
    }

    /// `.5` is 500 ms.
    private static long fraction(@org.jspecify.annotations.Nullable String digits) {
        return digits == null ? 0 : Long.parseLong((digits + "00").substring(0, 3));
    }
}
