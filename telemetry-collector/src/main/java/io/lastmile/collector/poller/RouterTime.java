package io.lastmile.collector.poller;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import java.util.OptionalLong;

/// A router's own clock as `/system/clock` prints it: `date` as `2026-03-01` (7.10 and later) or
/// `mar/01/2026`, `time` as `18:04:09`, `gmt-offset` as `+06:00`. To the second.
final class RouterTime {
    private static final DateTimeFormatter OLD_DATE =
            new DateTimeFormatterBuilder()
                    .parseCaseInsensitive()
                    .appendPattern("MMM/dd/yyyy")
                    .toFormatter(Locale.ENGLISH);

    private RouterTime() {}

    /// Microseconds since 1970, in the middle of the second that the router told; nothing if it
    /// told no time that can be understood.
    static OptionalLong micros(String date, String time, String offset) {
        try {
            LocalDate day =
                    date.contains("/") ? LocalDate.parse(date, OLD_DATE) : LocalDate.parse(date);
            var there = LocalDateTime.of(day, LocalTime.parse(time));
            long seconds = there.toEpochSecond(ZoneOffset.of(offset));
            return OptionalLong.of(seconds * 1_000_000 + 500_000);
        } catch (DateTimeException notUnderstood) {
            return OptionalLong.empty();
        }
    }
}
