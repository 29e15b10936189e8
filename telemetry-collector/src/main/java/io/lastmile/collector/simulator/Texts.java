package io.lastmile.collector.simulator;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// How RouterOS writes ids, spans and times.
final class Texts {
    static final ZoneOffset DHAKA = ZoneOffset.ofHours(6);

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter OLD_TIME =
            DateTimeFormatter.ofPattern("MMM/dd/yyyy HH:mm:ss", Locale.ENGLISH);

    private Texts() {}

    static String id(long id) {
        return "*" + Long.toHexString(id).toUpperCase(Locale.ROOT);
    }

    /// Whole seconds; parts that are zero are left out.
    static String span(long millis) {
        long seconds = Math.max(0, millis) / 1_000;
        StringBuilder text = new StringBuilder(16);
        part(text, seconds / 604_800, 'w');
        part(text, seconds / 86_400 % 7, 'd');
        part(text, seconds / 3_600 % 24, 'h');
        part(text, seconds / 60 % 60, 'm');
        part(text, seconds % 60, 's');
        return text.isEmpty() ? "0s" : text.toString();
    }

    private static void part(StringBuilder text, long count, char unit) {
        if (count > 0) {
            text.append(count).append(unit);
        }
    }

    static LocalDateTime local(long millis) {
        return LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), DHAKA);
    }

    /// `2026-01-02 03:04:05`, before 7.10 `jan/02/2026 03:04:05`.
    static String time(long millis, Version version) {
        LocalDateTime local = local(millis);
        return version.atLeast(7, 10)
                ? TIME.format(local)
                : OLD_TIME.format(local).toLowerCase(Locale.ROOT);
    }
}
