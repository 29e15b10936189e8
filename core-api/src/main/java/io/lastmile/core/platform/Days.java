package io.lastmile.core.platform;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;

/// The days from `first` to `last`, both among them, for fields that hold one: `2026-11-23`.
public record Days(LocalDate first, LocalDate last) {
    private static final int LENGTH = 10;

    /// None if the field is absent; what is no such day is a fault of the request.
    public Optional<LocalDate> optional(Fields fields, String name) {
        return fields.optionalText(name, LENGTH).flatMap(text -> day(fields, name, text));
    }

    /// An absent one is a fault too.
    public LocalDate required(Fields fields, String name) {
        return day(fields, name, fields.text(name, LENGTH)).orElse(first);
    }

    private Optional<LocalDate> day(Fields fields, String name, String text) {
        try {
            LocalDate day = LocalDate.parse(text);
            if (!day.isBefore(first) && !day.isAfter(last)) {
                return Optional.of(day);
            }
        } catch (DateTimeException e) {
            // Told below, as any other text that is no such day.
        }
        if (!text.isEmpty()) {
            fields.refuse(name, text, "a day from " + first + " to " + last + " like 2026-11-23");
        }
        return Optional.empty();
    }
}
